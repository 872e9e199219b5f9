/**
 * Which entries a journal keeps for ever, and which it may let go: the market can be asked for again, what was done cannot.
 * Invariant: what lasts of a journal leads to the same trades and the same cash as all of it.
 */
import type { EventType } from '../../domain/index.ts';
import type { JournalEntry } from '../../ports/index.ts';

type Entry = Pick<JournalEntry, 'event' | 'effectHash'>;

const PASSING: ReadonlySet<EventType> = new Set(['candle', 'quote', 'trade', 'mark', 'history', 'alarm']);

/**
 * Says of each entry, in their order, whether it lasts: not market data, alarms, and comparisons with the account that
 * found nothing new. The first comparison opens the books; one that something followed from found another position or cash.
 * @param hasCompared whether the first comparison was before these entries
 */
export function createLasting(hasCompared = false): (entry: Entry) => boolean {
  let isOpen = hasCompared;
  return ({ event, effectHash }) => {
    if (event.type !== 'reconciled') return !PASSING.has(event.type);
    const isFirst = !isOpen;
    isOpen = true;
    return isFirst || effectHash !== undefined || event.state.fills.length > 0 || event.state.bills.length > 0;
  };
}
