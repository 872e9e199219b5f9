/**
 * Which entries a journal keeps for ever, and which it may let go: the market can be asked for again, what was done cannot.
 */
import type { Event, EventType } from '../../domain/index.ts';

const PASSING: ReadonlySet<EventType> = new Set(['candle', 'quote', 'trade', 'mark', 'history', 'alarm']);

/** False for market data, alarms, and comparisons with the account that found nothing new. */
export function isLasting(event: Event): boolean {
  if (event.type === 'reconciled') return event.state.fills.length > 0 || event.state.bills.length > 0;
  return !PASSING.has(event.type);
}
