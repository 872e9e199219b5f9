import { describe, expect, it } from 'vitest';
import { bars, describeIndicator } from '../../test/conformance/describe-indicator.ts';
import { Adx, Atr, type Bar, Donchian } from './index.ts';

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

const wilder = (values: readonly number[], period: number) =>
  values.slice(period).reduce((last, value) => (last * (period - 1) + value) / period, mean(values.slice(0, period)));

/** Of every bar but the first, which has no close before it. */
const trueRanges = (list: readonly Bar[]) =>
  list.slice(1).map(({ high, low }, i) => {
    const { close } = list[i] as Bar;
    return Math.max(high - low, Math.abs(high - close), Math.abs(low - close));
  });

/** The first `period − 1` whole, then each in the place of a share of the sum. */
const wilderSum = (values: readonly number[], period: number) =>
  values.reduce((sum, value, i) => (i < period - 1 ? sum + value : sum * (1 - 1 / period) + value), 0);

function adx(list: readonly Bar[], period: number): number | undefined {
  if (list.length < 2 * period) return undefined;
  const moves = list.slice(1).map((bar, i) => {
    const before = list[i] as Bar;
    return { up: bar.high - before.high, down: before.low - bar.low };
  });
  const plus = moves.map(({ up, down }) => (up > down ? Math.max(up, 0) : 0));
  const minus = moves.map(({ up, down }) => (down > up ? Math.max(down, 0) : 0));
  const indices = moves.slice(period - 1).map((_, i) => {
    const [p, m] = [wilderSum(plus.slice(0, period + i), period), wilderSum(minus.slice(0, period + i), period)];
    return p + m === 0 ? 0 : (100 * Math.abs(p - m)) / (p + m);
  });
  return wilder(indices, period);
}

for (const period of [1, 7]) {
  describeIndicator(`Atr(${period})`, {
    create: () => new Atr(period),
    inputs: bars,
    oracle: (list) => (list.length <= period ? undefined : wilder(trueRanges(list), period)),
  });
  describeIndicator(`Adx(${period})`, {
    create: () => new Adx(period),
    inputs: bars,
    oracle: (list) => adx(list, period),
  });
}
for (const period of [1, 2, 11]) {
  describeIndicator(`Donchian(${period})`, {
    create: () => new Donchian(period),
    inputs: bars,
    oracle: (list) => {
      const last = list.slice(-period);
      if (last.length < period) return undefined;
      return (Math.max(...last.map((bar) => bar.high)) + Math.min(...last.map((bar) => bar.low))) / 2;
    },
  });
}

const rising = (count: number, step = 1) =>
  Array.from({ length: count }, (_, i) => ({ high: 101 + i * step, low: 99 + i * step, close: 100 + i * step }));

const fold = <T extends { next(bar: Bar): void }>(indicator: T, list: readonly Bar[]): T => {
  for (const bar of list) indicator.next(bar);
  return indicator;
};

describe('ranges', () => {
  it('count a gap as part of the range', () => {
    expect(
      fold(new Atr(1), [
        { high: 10, low: 9, close: 9 },
        { high: 15, low: 14, close: 15 },
      ]).value,
    ).toBe(6);
  });

  it('call a straight climb fully directed, and tell where to', () => {
    const up = fold(new Adx(5), rising(40));
    expect(up.value).toBe(100);
    expect([up.plusDi, up.minusDi]).toEqual([50, 0]);
    const down = fold(new Adx(5), rising(40, -1));
    expect(down.value).toBe(100);
    expect([down.plusDi, down.minusDi]).toEqual([0, 50]);
  });

  it('call a flat market undirected', () => {
    const flat = fold(
      new Adx(3),
      rising(20, 0).map(() => ({ high: 5, low: 5, close: 5 })),
    );
    expect([flat.value, flat.plusDi, flat.minusDi]).toEqual([0, 0, 0]);
  });

  it('know the edges of the channel', () => {
    const channel = fold(new Donchian(4), rising(10));
    expect([channel.upper, channel.lower, channel.value]).toEqual([110, 105, 107.5]);
  });
});
