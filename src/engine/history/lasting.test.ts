/** What a journal keeps for ever tells the same trades and the same books as all of it. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { scripts } from '../../../test/support/event-script.ts';
import { signalByName } from '../../../test/support/signal-strategy.ts';
import { createMemoryJournal } from '../../adapters/storage/index.ts';
import type { Event } from '../../domain/index.ts';
import { Kernel } from '../../kernel/index.ts';
import { TradeHistory } from './trade-history.ts';

it('whatever happens', () => {
  let dropped = 0;
  fc.assert(
    fc.property(scripts, (events) => {
      const [kernel, journal] = [new Kernel(signalByName), createMemoryJournal()];
      for (const [i, event] of events.entries()) {
        const effects = kernel.step(event);
        journal.append({ seq: i + 1, event, effectHash: effects.length > 0 ? kernel.effectHash : undefined });
      }
      const told = (all: Iterable<{ readonly event: Event }>) => {
        const history = new TradeHistory();
        for (const { event } of all) history.add(event);
        return [history.trades, history.books(), history.openCount];
      };
      const lasting = [...journal.history()];
      dropped += events.length - lasting.length;
      expect(told(lasting)).toEqual(told(journal.read(0)));
    }),
    { numRuns: 150 },
  );
  expect(dropped).toBeGreaterThan(100);
});
