import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bars, describeIndicator } from '../../test/conformance/describe-indicator.ts';
import { Atr, type Bar, FIBONACCI_RATIOS, retracement, Swings } from './index.ts';

/** `index`: the bar of the extreme; `turnedAt`: the bar that confirmed it. */
type Swing = { kind: 'high' | 'low'; price: number; index: number; turnedAt: number };

/** Finds the swings by looking at whole stretches again at every bar. */
function naiveSwings(list: readonly Bar[], period: number, reversal: number): Swing[] {
  const swings: Swing[] = [];
  const atr = new Atr(period);
  list.forEach((bar, now) => {
    atr.next(bar);
    if (atr.value === undefined) return;
    const turn = Math.max(atr.value * reversal, Number.MIN_VALUE);
    const last = swings.at(-1);
    const top = extreme(list, { now, from: last, kind: 'high' });
    const bottom = extreme(list, { now, from: last, kind: 'low' });
    const isTop = last?.kind !== 'high' && top.price - bar.close >= turn;
    const isBottom = last?.kind !== 'low' && bar.close - bottom.price >= turn;
    const swing = isTop ? top : isBottom ? bottom : undefined;
    if (swing !== undefined) swings.push({ ...swing, turnedAt: now });
  });
  return swings;
}

/** The first extreme since the last turn, its bar included. */
function extreme(
  list: readonly Bar[],
  { now, from, kind }: { now: number; from: Swing | undefined; kind: 'high' | 'low' },
): Swing {
  const sign = kind === 'high' ? 1 : -1;
  const start = from?.turnedAt ?? 0;
  const seen = list.slice(start, now + 1).map((bar, i) => ({
    kind,
    price: bar[kind],
    index: start + i,
    turnedAt: now,
  }));
  return seen.reduce((best, one) => (sign * (one.price - best.price) > 0 ? one : best));
}

for (const [period, reversal] of [
  [1, 1],
  [5, 2],
] as const) {
  describeIndicator(`Swings(${period}, ${reversal})`, {
    create: () => new Swings(period, reversal),
    inputs: bars,
    oracle: (list) => naiveSwings(list, period, reversal).at(-1)?.price,
    mayWait: true,
  });
}

const path = (closes: readonly number[]): Bar[] => closes.map((close) => ({ high: close + 1, low: close - 1, close }));

describe('swings', () => {
  it('alternate, and know high, low, direction, count and age', () => {
    fc.assert(
      fc.property(bars, (list) => {
        const swings = new Swings(5, 2);
        for (const bar of list) swings.next(bar);
        const expected = naiveSwings(list, 5, 2);
        const last = expected.at(-1);
        expect(swings.count).toBe(expected.length);
        expect(swings.high).toBe(expected.findLast((swing) => swing.kind === 'high')?.price);
        expect(swings.low).toBe(expected.findLast((swing) => swing.kind === 'low')?.price);
        expect(swings.direction).toBe(last === undefined ? 0 : last.kind === 'low' ? 1 : -1);
        if (last !== undefined) expect(swings.age).toBe(list.length - 1 - last.index);
      }),
      { numRuns: 40 },
    );
  });

  it('know a swing only after price has turned back', () => {
    const swings = new Swings(2, 2);
    const seen = path([100, 105, 110, 115, 120, 118, 112]).map((bar) => {
      swings.next(bar);
      return swings.high;
    });
    expect(seen.slice(0, 6).every((high) => high === undefined)).toBe(true);
  });

  it('follow an up leg, its pullback and the next leg', () => {
    const swings = new Swings(2, 2);
    for (const bar of path([100, 100, 110, 130, 150, 170, 160, 140, 120])) swings.next(bar);
    expect([swings.low, swings.high, swings.direction, swings.age]).toEqual([99, 171, -1, 3]);
  });
});

describe('fibonacci levels', () => {
  it.each([
    [0, 200],
    [0.236, 176.4],
    [0.382, 161.8],
    [0.5, 150],
    [0.618, 138.2],
    [0.786, 121.4],
    [1, 100],
    [-0.618, 261.8],
  ])('take %s of a leg from 100 to 200 back to %s', (ratio, level) => {
    expect(retracement(100, 200, ratio)).toBeCloseTo(level, 9);
    expect(retracement(200, 100, ratio)).toBeCloseTo(300 - level, 9);
  });

  it('are ordered from shallow to deep', () => {
    expect([...FIBONACCI_RATIOS].sort((a, b) => a - b)).toEqual(FIBONACCI_RATIOS);
  });
});
