import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bars, describeIndicator, prices } from '../../test/conformance/describe-indicator.ts';
import { InvariantError } from '../domain/index.ts';
import { Atr, type Bar, Bollinger, Ema, Macd, Supertrend } from './index.ts';

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

for (const period of [1, 20]) {
  describeIndicator(`Bollinger(${period})`, {
    create: () => new Bollinger(period),
    inputs: prices,
    oracle: (values) => (values.length < period ? undefined : mean(values.slice(-period))),
  });
}

/** The EMA of the values, which its own suite proves. */
const emaOf = (values: readonly number[], period: number): number | undefined => {
  const ema = new Ema(period);
  for (const value of values) ema.next(value);
  return ema.value;
};

function macd(values: readonly number[], [fast, slow, signal]: readonly [number, number, number]) {
  if (values.length < slow + signal - 1) return undefined;
  const lines = values.slice(slow - 1).map((_, i) => {
    const seen = values.slice(0, slow + i);
    return (emaOf(seen.slice(slow - fast), fast) as number) - (emaOf(seen, slow) as number);
  });
  return { line: lines.at(-1) as number, signal: emaOf(lines, signal) as number };
}

for (const periods of [
  [12, 26, 9],
  [1, 2, 1],
] as const) {
  describeIndicator(`Macd(${periods.join(', ')})`, {
    create: () => new Macd(...periods),
    inputs: prices,
    oracle: (values) => macd(values, periods)?.line,
  });
}

/** The textbook's recursion over whole lists: bands that only narrow while price stays on their side. */
function supertrend(list: readonly Bar[], period: number, multiplier: number): number | undefined {
  const atr = new Atr(period);
  let [upper, lower, direction] = [0, 0, 0];
  list.forEach((bar, i) => {
    atr.next(bar);
    if (atr.value === undefined) return;
    const [top, bottom] = [1, -1].map((sign) => (bar.high + bar.low) / 2 + sign * multiplier * (atr.value as number));
    const before = list[i - 1]?.close ?? 0;
    const [upperBefore, lowerBefore] = [upper, lower];
    upper = direction === 0 || (top as number) < upperBefore || before > upperBefore ? (top as number) : upperBefore;
    lower =
      direction === 0 || (bottom as number) > lowerBefore || before < lowerBefore ? (bottom as number) : lowerBefore;
    if (direction === 0) direction = -1;
    else if (direction === -1) direction = bar.close > upper ? 1 : -1;
    else direction = bar.close < lower ? -1 : 1;
  });
  return direction === 0 ? undefined : direction === 1 ? lower : upper;
}

for (const [period, multiplier] of [
  [10, 3],
  [3, 0.5],
] as const) {
  describeIndicator(`Supertrend(${period}, ${multiplier})`, {
    create: () => new Supertrend(period, multiplier),
    inputs: bars,
    oracle: (list) => supertrend(list, period, multiplier),
  });
}

describe('Bollinger bands', () => {
  it('lie as many deviations from the mean as asked, and are 0 wide where nothing moves', () => {
    fc.assert(
      fc.property(prices, (values) => {
        const bands = new Bollinger(5, 2);
        for (const value of values) bands.next(value);
        if (values.length < 5) return;
        const last = values.slice(-5);
        const deviation = Math.sqrt(mean(last.map((value) => (value - mean(last)) ** 2)));
        expect(bands.deviation).toBeCloseTo(deviation, 6);
        expect(bands.upper).toBeCloseTo(mean(last) + 2 * deviation, 6);
        expect(bands.lower).toBeCloseTo(mean(last) - 2 * deviation, 6);
        expect(bands.width).toBeCloseTo((4 * deviation) / mean(last), 9);
      }),
    );
    const flat = new Bollinger(3);
    for (let i = 0; i < 9; i++) flat.next(0.1 + 1e6);
    expect([flat.upper, flat.width]).toEqual([flat.lower, 0]);
  });
});

describe('MACD', () => {
  it('has its signal, and the histogram between them', () => {
    fc.assert(
      fc.property(prices, (values) => {
        const indicator = new Macd(3, 8, 4);
        for (const value of values) indicator.next(value);
        const expected = macd(values, [3, 8, 4]);
        if (expected === undefined) expect(indicator.histogram).toBeUndefined();
        else {
          expect(indicator.signal).toBeCloseTo(expected.signal, 6);
          expect(indicator.histogram).toBeCloseTo(expected.line - expected.signal, 6);
        }
      }),
    );
  });

  it('refuses a fast period that is not below the slow one', () => {
    expect(() => new Macd(26, 26)).toThrow(InvariantError);
  });
});

describe('Supertrend', () => {
  const path = (closes: readonly number[]) => closes.map((close) => ({ high: close + 1, low: close - 1, close }));

  it('turns up with a rise, trails below it without falling, and turns down with the fall', () => {
    const trend = new Supertrend(3, 2);
    const closes = [...Array(5).fill(100), ...Array.from({ length: 20 }, (_, i) => 102 + 3 * i), 110, 90, 80];
    const seen = path(closes).map((bar) => {
      trend.next(bar);
      return { direction: trend.direction, stop: trend.value as number, close: bar.close };
    });
    const up = seen.filter(({ direction }) => direction === 1);
    expect(up.length).toBeGreaterThan(15);
    for (const [i, { stop, close }] of up.entries()) {
      expect(stop).toBeLessThan(close);
      expect(stop).toBeGreaterThanOrEqual(up[i - 1]?.stop ?? 0);
    }
    expect(seen.at(-1)?.direction).toBe(-1);
  });
});
