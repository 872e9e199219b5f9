/** The benchmarks, by arithmetic that can be done by hand. */
import { expect, it } from 'vitest';
import { btc } from '../../../test/support/instruments.ts';
import { type Candle, lots, money, ticks } from '../../domain/index.ts';
import { resolveParams } from '../../strategies/index.ts';
import { buyAndHold, percentileOf, randomLike } from './benchmark.ts';
import { randomEntry } from './random-entry.ts';
import type { Trade } from './trade-log.ts';

const candle = (price: number): Candle => {
  const at = ticks(price);
  return { openAt: 0, open: at, high: at, low: at, close: at, volume: lots(1) };
};

it('holding brings the change of the price less two taker fees', () => {
  expect(buyAndHold(btc, candle(100_000), candle(110_000))).toBeCloseTo(0.1 - 0.0012, 12);
});

const trade = (given: Partial<Trade>): Trade => ({
  symbol: 'BTCUSDT',
  positionSide: 'long',
  openedAt: 0,
  closedAt: 600_000,
  entryNotional: money('1000'),
  turnover: money('2000'),
  risk: money('10'),
  fees: money('1'),
  funding: money('0'),
  net: money('20'),
  r: 2,
  ...given,
});

it('the random trader has the same frequency, sides, distances and risk', () => {
  const trades = [trade({}), trade({ positionSide: 'short', risk: money('30'), r: -1, net: money('-30') })];
  const params = randomLike(trades, { bars: 122, barMs: 60_000, balance: 1_000 });
  expect(params).toEqual({
    chance: 2 / 102,
    longShare: 0.5,
    stop: expect.closeTo(0.02, 12),
    reward: 2,
    barsMax: 10,
    leverage: 20,
    risk: expect.closeTo(0.02, 12),
  });
  expect(() => resolveParams(randomEntry, params ?? {})).not.toThrow();
  expect(randomLike([], { bars: 10, barMs: 60_000, balance: 1_000 })).toBeUndefined();
});

it('a percentile counts those that are beaten', () => {
  expect(percentileOf(3, [1, 2, 3, 4])).toBe(0.625);
  expect(percentileOf(3, [])).toBeUndefined();
});
