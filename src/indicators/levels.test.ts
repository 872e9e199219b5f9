import { describe, expect, it } from 'vitest';
import { bars, describeIndicator, timedBars } from '../../test/conformance/describe-indicator.ts';
import {
  extension,
  FIBONACCI_EXTENSIONS,
  FibonacciLevels,
  PriorPivots,
  pivots,
  Swings,
  type TimedBar,
} from './index.ts';

const MINUTE_MS = 60_000;
const PERIOD_MS = 10 * MINUTE_MS;

const periodOf = (bar: TimedBar) => Math.floor(bar.openAt / PERIOD_MS);

/** Looks the whole list over again: what the period before holds, if it was seen from its start. */
function priorPivot(list: readonly TimedBar[]): number | undefined {
  const last = list.at(-1);
  if (last === undefined) return undefined;
  const prior = list.filter((bar) => periodOf(bar) === periodOf(last) - 1);
  const [first] = prior;
  if (first === undefined) return undefined;
  const isSeenBefore = list.some((bar) => periodOf(bar) === periodOf(first) - 1);
  if (!isSeenBefore && first.openAt % PERIOD_MS !== 0) return undefined;
  const [high, low] = [Math.max(...prior.map((bar) => bar.high)), Math.min(...prior.map((bar) => bar.low))];
  return (high + low + (prior.at(-1)?.close ?? 0)) / 3;
}

describeIndicator('PriorPivots(10 minutes)', {
  create: () => new PriorPivots(PERIOD_MS),
  inputs: timedBars,
  oracle: priorPivot,
  mayWait: true,
});

describeIndicator('FibonacciLevels(5, 2)', {
  create: () => new FibonacciLevels(5, 2),
  inputs: bars,
  oracle: (list) => {
    const swings = new Swings(5, 2);
    for (const bar of list) swings.next(bar);
    const { high, low, direction } = swings;
    if (high === undefined || low === undefined) return undefined;
    return direction === -1 ? high - 0.618 * (high - low) : low + 0.618 * (high - low);
  },
  mayWait: true,
});

describe('pivots', () => {
  it.each([
    [51_000, 49_000, 50_000, [48_000, 49_000, 50_000, 51_000, 52_000]],
    [50_500, 47_500, 50_000, [46_333.33, 48_166.67, 49_333.33, 51_166.67, 52_333.33]],
    [52_500, 49_500, 50_000, [47_666.67, 48_833.33, 50_666.67, 51_833.33, 53_666.67]],
  ])('of a high of %d, a low of %d and a close of %d', (high, low, close, levels) => {
    const { S2, S1, pivot, R1, R2 } = pivots(high, low, close);
    expect([S2, S1, pivot, R1, R2].map((level) => Number(level.toFixed(2)))).toEqual(levels);
  });

  it('of the day before stay while a new day makes its own high, and give way at midnight', () => {
    const indicator = new PriorPivots();
    const hour = (n: number, price: number) => {
      indicator.next({ openAt: n * 60 * MINUTE_MS, high: price + 10, low: price - 10, close: price, volume: 1 });
      return indicator.levels;
    };
    for (let n = 0; n < 24; n++) expect(hour(n, 100 + n)).toBeUndefined();
    const first = hour(24, 500);
    expect(first).toEqual(pivots(133, 90, 123));
    for (let n = 25; n < 48; n++) expect(hour(n, 1_000 * n)).toEqual(first);
    expect(hour(48, 100)?.pivot).toBe((47_010 + 490 + 47_000) / 3);
  });

  it('are unknown after a day that was missed', () => {
    const indicator = new PriorPivots();
    const hour = (n: number) => indicator.next({ openAt: n * 60 * MINUTE_MS, high: 2, low: 1, close: 1, volume: 1 });
    for (let n = 0; n < 30; n++) hour(n);
    expect(indicator.value).toBeDefined();
    hour(24 * 4);
    expect(indicator.value).toBeUndefined();
  });
});

describe('Fibonacci extensions', () => {
  it('lie beyond the end of the leg, in order', () => {
    expect(FIBONACCI_EXTENSIONS.map((ratio) => Math.round(extension(100, 200, ratio)))).toEqual([227, 262, 362, 524]);
    expect([extension(100, 200, 0), extension(100, 200, 1)]).toEqual([100, 200]);
  });

  it('know the leg that they belong to', () => {
    const levels = new FibonacciLevels(2, 2);
    for (const close of [100, 100, 110, 130, 150, 170, 160, 140, 120]) {
      levels.next({ high: close + 1, low: close - 1, close });
    }
    expect(levels.leg).toEqual({ from: 99, to: 171 });
    expect(levels.level(0.5)).toBe(135);
  });
});
