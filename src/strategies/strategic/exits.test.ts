import { describe, expect, it } from 'vitest';
import { lots, ticks } from '../../domain/index.ts';
import { stopPrice } from '../profile/prices.ts';
import { DAY_MS, volatilityOver } from '../profile/stake.ts';
import { resolveParams } from '../registry.ts';
import { type Distances, distances } from './distances.ts';
import { lockedProfit, takeProfits, trailedStop } from './exits.ts';
import { strategic } from './strategic.ts';

const params = resolveParams(strategic);

describe('distances', () => {
  const of = (atr: number, volatility = 0, takerFee = 0.0006): Distances =>
    distances({ price: 50_000, atr, volatility, takerFee }, params);

  it.each([
    ['narrow to three average true ranges', of(100), { stop: 0.006, scale: 0.15, zone: 0.002 }],
    ["never exceed the profile's own 4 %", of(5_000), { stop: 0.04, scale: 1, zone: 0.02 }],
    ['widen that bound with volatility', of(5_000, 0.02), { stop: 0.0408, scale: 1, zone: 0.02 }],
    ['cover one and a half round trips of fees', of(5), { stop: 0.0018, scale: 0.045, zone: 0.0001 }],
    ['keep the bound where fees exceed it', of(5, 0, 0.05), { stop: 0.04, scale: 1, zone: 0.0001 }],
  ])('%s', (_, seen, expected) => {
    for (const key of ['stop', 'scale', 'zone'] as const) expect(seen[key]).toBeCloseTo(expected[key], 12);
  });

  it('call the volatility of a day the same on every timeframe', () => {
    const perMinute = 0.02 / Math.sqrt(1_440);
    expect(volatilityOver(DAY_MS, perMinute, 60_000)).toBeCloseTo(0.02, 12);
    expect(volatilityOver(DAY_MS, perMinute * Math.sqrt(15), 900_000)).toBeCloseTo(0.02, 12);
    expect(volatilityOver(DAY_MS, 0.02, 86_400_000)).toBe(0.02);
  });
});

describe('stop and targets', () => {
  const reached = (side: 'long' | 'short', entry: number) =>
    takeProfits(side, { entry, stop: 0.04 }, params).map(({ price }) => price);

  it('of the worked example: 4 % risked at 50,000, reward to risk 2.25', () => {
    expect(stopPrice('long', 50_000, 0.04)).toBe(48_000);
    expect(reached('long', 50_000)).toEqual([52_700, 54_500, 56_750]);
    expect(stopPrice('short', 50_000, 0.04)).toBe(52_000);
    expect(reached('short', 50_000)).toEqual([47_300, 45_500, 43_250]);
  });

  it('are rounded away from the entry', () => {
    expect(stopPrice('long', 1_001, 0.04)).toBe(960);
    expect(stopPrice('short', 1_001, 0.04)).toBe(1_042);
    expect(reached('long', 1_001)[0]).toBe(1_056);
    expect(reached('short', 1_001)[0]).toBe(946);
  });

  it('close 40, 40 and 20 percent', () => {
    const shares = takeProfits('long', { entry: 50_000, stop: 0.04 }, params).map(({ share }) => share);
    expect(shares).toEqual([4_000_000_000n, 4_000_000_000n, 2_000_000_000n]);
  });
});

describe('the trailing stop', () => {
  it.each([
    [0.0149, undefined],
    [0.015, 0.005],
    [0.0299, 0.005],
    [0.03, 0.015],
    [0.08, 0.04],
    [-0.01, undefined],
  ])('at a profit of %d locks in %s', (profit, locked) => {
    expect(lockedProfit(profit, 1, params)).toBe(locked);
  });

  it('acts sooner where the stop is narrower', () => {
    expect(lockedProfit(0.0038, 0.25, params)).toBeCloseTo(0.00125, 12);
    expect(lockedProfit(0.0037, 0.25, params)).toBeUndefined();
  });

  const long = {
    positionSide: 'long',
    size: lots(1),
    entryPrice: 10_000,
    stopLoss: ticks(9_600),
    openedAt: 0,
  } as const;
  const short = { ...long, positionSide: 'short', stopLoss: ticks(10_400) } as const;

  it.each([
    ['long', long, 10_150, 10_050],
    ['short', short, 9_850, 9_950],
    ['long, far ahead', long, 10_600, 10_300],
    ['long, already better', { ...long, stopLoss: ticks(10_050) }, 10_160, undefined],
    ['long, not far enough', long, 10_149, undefined],
    ['long without a stop', { ...long, stopLoss: undefined }, 10_200, 10_050],
  ])('moves for a %s position', (_, position, close, expected) => {
    expect(trailedStop(position, { close: ticks(close), scale: 1 }, params)).toBe(expected);
  });
});
