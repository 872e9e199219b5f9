/** What a run remembers: a fill that comes again is known for as long as it may come again. */
import { expect, it } from 'vitest';
import type { FillRow } from '../api.ts';
import { RunLists } from './run-lists.ts';

const fill = (tradeId: string): FillRow => ({ tradeId, symbol: 'BTCUSDT' }) as FillRow;

it('knows the last 200 fills, and no older ones', () => {
  const lists = new RunLists();
  for (let i = 0; i < 201; i++) lists.addFill(fill(`t${i}`));
  expect([lists.hasFill('t0'), lists.hasFill('t1'), lists.hasFill('t200'), lists.hasFill('t201')]).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(lists.fills({ limit: 2 }).map(({ tradeId }) => tradeId)).toEqual(['t199', 't200']);
});
