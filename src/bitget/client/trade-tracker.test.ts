import { expect, test } from 'vitest';
import { lots, type MarketEvent, ticks } from '../../domain/index.ts';
import { TradeTracker } from './trade-tracker.ts';

const row = (id: number, at: number) => {
  const trade: MarketEvent = { type: 'trade', at, symbol: 'BTCUSDT', price: ticks(id), size: lots(1), side: 'buy' };
  return { id: String(id), trade };
};
const idsOf = (found: readonly MarketEvent[]) => found.map((event) => (event.type === 'trade' ? event.price : 0));

test('the first snapshot is history, what a later one repeats is known, and the rest is new', () => {
  const tracker = new TradeTracker();
  expect(tracker.newOf([row(1, 10), row(2, 20)], 'snapshot')).toEqual([]);
  expect(idsOf(tracker.newOf([row(3, 30)], 'update'))).toEqual([3]);
  // Two trades of the same millisecond: one was told before the cut, the other was not.
  expect(idsOf(tracker.newOf([row(0, 5), row(2, 20), row(3, 30), row(4, 30), row(5, 40)], 'snapshot'))).toEqual([4, 5]);
});

test('an update that comes twice is told once', () => {
  const tracker = new TradeTracker();
  expect(idsOf(tracker.newOf([row(1, 10), row(2, 10)], 'update'))).toEqual([1, 2]);
  expect(idsOf(tracker.newOf([row(2, 10), row(3, 10)], 'update'))).toEqual([3]);
});

test('after an empty first snapshot all is new', () => {
  const tracker = new TradeTracker();
  expect(tracker.newOf([], 'snapshot')).toEqual([]);
  expect(idsOf(tracker.newOf([row(1, 10)], 'snapshot'))).toEqual([1]);
});
