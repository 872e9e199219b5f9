import { expect, it } from 'vitest';
import { eth } from '../../test/support/instruments.ts';
import { started } from '../../test/support/kernel-run.ts';
import { createMemoryJournal } from '../adapters/storage/index.ts';
import type { Event } from '../domain/index.ts';
import { symbolsSaid } from './journal-symbols.ts';

const sol = { ...eth, symbol: 'SOLUSDT' };
const listed: Event = { type: 'symbol-listed', at: 1, requestId: 'a', instrument: sol };
const removed: Event = {
  type: 'command',
  at: 2,
  requestId: 'b',
  command: { kind: 'remove-symbol', symbol: 'ETHUSDT' },
};

it('adds what was taken in and leaves out what was taken out, in the journal and in its snapshot', () => {
  const journal = createMemoryJournal();
  expect(symbolsSaid(journal, ['BTCUSDT', 'ETHUSDT'])).toEqual(['BTCUSDT', 'ETHUSDT']);
  const run = started();
  for (const [i, event] of [listed, removed].entries()) {
    journal.append({ seq: i + 1, event, effectHash: undefined });
    run.kernel.step(event);
  }
  expect(symbolsSaid(journal, ['BTCUSDT', 'ETHUSDT'])).toEqual(['BTCUSDT', 'SOLUSDT']);
  journal.saveSnapshot(2, run.kernel.save());
  expect(symbolsSaid(journal, ['BTCUSDT', 'ETHUSDT'])).toEqual(['BTCUSDT', 'SOLUSDT']);
});
