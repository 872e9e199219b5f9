import { describe, expect, it } from 'vitest';
import { type Candle, lots, ticks } from '../../domain/index.ts';
import { resolveParams } from '../registry.ts';
import { findRetest, isRetest, type Zone } from './retest.ts';
import { strategic } from './strategic.ts';

const params = resolveParams(strategic);

/** [open, high, low, close] each. */
const candles = (rows: readonly (readonly [number, number, number, number])[]): Candle[] =>
  rows.map(([open, high, low, close], i) => ({
    openAt: i,
    open: ticks(open),
    high: ticks(high),
    low: ticks(low),
    close: ticks(close),
    volume: lots(1),
  }));

/** The same market upside down. */
const mirrored = (bars: readonly Candle[]): Candle[] =>
  candles(bars.map(({ open, high, low, close }) => [2_000 - open, 2_000 - low, 2_000 - high, 2_000 - close]));

const support: Zone = { level: 1_000, tolerance: 5, side: 1 };
const resistance: Zone = { ...support, side: -1 };

const test = [1_008, 1_010, 1_001, 1_004] as const;
const leaving = [1_006, 1_015, 1_006, 1_012] as const;
const testAndLeaving = [1_004, 1_015, 1_001, 1_012] as const;
const again = [1_003, 1_011, 999, 1_009] as const;

describe('a retest', () => {
  it.each([
    ['tested, left, tested again and held', [test, leaving, again], true],
    ['tested, left long ago', [test, leaving, leaving, leaving, again], true],
    ['tested and left in one bar', [testAndLeaving, again], true],
    ['a first test alone', [leaving, leaving, again], false],
    ['never left', [test, test, again], false],
    ['broken in between', [test, leaving, [1_000, 1_001, 990, 994], again], false],
    ['falling through the zone', [test, leaving, [1_003, 1_011, 990, 1_009]], false],
    ['closing under the level', [test, leaving, [1_003, 1_004, 998, 999]], false],
    ['closing against the trend', [test, leaving, [1_010, 1_011, 999, 1_009]], false],
    ['not reaching the zone', [test, leaving, [1_008, 1_012, 1_006, 1_010]], false],
    ['nothing at all', [], false],
  ])('%s', (_, rows, expected) => {
    const bars = candles(rows as (readonly [number, number, number, number])[]);
    expect(isRetest(bars, support)).toBe(expected);
    expect(isRetest(mirrored(bars), resistance)).toBe(expected);
  });

  it('is looked for at the levels of the leg, on the bars since its end', () => {
    const bars = candles([test, leaving, again]);
    const leg = { from: 900, to: 1_100, age: 3, id: 1 };
    const options = { params, tolerance: 5 };
    expect(findRetest(bars, leg, options)).toBe(0.5);
    expect(findRetest(bars, { ...leg, age: 2 }, options)).toBeUndefined();
    expect(findRetest(bars, leg, { ...options, params: { ...params, retracementMin: 0.5 } })).toBe(0.5);
    expect(findRetest(bars, { ...leg, from: 1_100, to: 900 }, options)).toBeUndefined();
    expect(findRetest(mirrored(bars), { ...leg, from: 1_100, to: 900 }, options)).toBe(0.5);
  });
});
