/** The measures against numbers that were worked out elsewhere, and against their own meaning. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalCdf, normalQuantile } from './normal.ts';
import {
  deflatedSharpe,
  deviation,
  luckOf,
  maxDrawdown,
  returnsOf,
  shareOfSkill,
  sharpe,
  standardMoment,
  wilsonInterval,
} from './statistics.ts';

describe('the normal distribution', () => {
  it.each([
    [0, 0.5],
    [1, 0.8413447460685429],
    [-1.96, 0.024997895148220435],
    [3.5, 0.9997673709209645],
    [-6, 9.865876450376946e-10],
  ])('Φ(%f) = %f', (x, share) => expect(normalCdf(x)).toBeCloseTo(share, 12));

  it('is undone by its quantile', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }), (p) => {
        expect(Math.abs(normalCdf(normalQuantile(p)) - p)).toBeLessThan(1e-10);
      }),
    );
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 10);
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
  });
});

describe('the interval of a win rate', () => {
  it('is the textbook one', () => {
    const interval = wilsonInterval(10, 20);
    expect(interval?.low).toBeCloseTo(0.2993, 4);
    expect(interval?.high).toBeCloseTo(0.7007, 4);
    expect(wilsonInterval(0, 10)?.low).toBe(0);
    expect(wilsonInterval(0, 10)?.high).toBeCloseTo(0.2775, 4);
    expect(wilsonInterval(0, 0)).toBeUndefined();
  });

  it('holds the rate and narrows with more trials', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }), (trials, share) => {
        const wins = Math.round(trials * share);
        const [few, many] = [wilsonInterval(wins, trials), wilsonInterval(wins * 4, trials * 4)];
        if (!few || !many) throw new Error('no interval');
        expect(few.low).toBeLessThanOrEqual(wins / trials + 1e-12);
        expect(few.high).toBeGreaterThanOrEqual(wins / trials - 1e-12);
        expect(many.high - many.low).toBeLessThan(few.high - few.low);
      }),
    );
  });
});

describe('the Sharpe ratio', () => {
  const returns = [0.01, -0.02, 0.03, 0.005, -0.01, 0.02];

  it('is mean ÷ deviation, and has no meaning where nothing varies', () => {
    expect(deviation([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(2.138089935, 8);
    expect(sharpe(returns)).toBeCloseTo(0.3144, 4);
    expect([sharpe([]), sharpe([0.1]), sharpe([0.1, 0.1])]).toEqual([undefined, undefined, undefined]);
    expect(standardMoment([1, 2, 3], 3)).toBeCloseTo(0, 12);
  });

  it('is worth less the more was tried for it', () => {
    const alone = deflatedSharpe(returns, [0.3]);
    const few = deflatedSharpe(returns, [0.3, 0.1, -0.2]);
    const many = deflatedSharpe(returns, [0.3, 0.1, -0.2, 0.25, -0.15, 0.05, -0.1, 0.2, -0.25, 0]);
    expect(alone).toBeGreaterThan(few as number);
    expect(few).toBeGreaterThan(many as number);
    expect(many).toBeGreaterThan(0);
    expect(deflatedSharpe([0.1, 0.2], [0.1])).toBeUndefined();
  });

  it('reproduces the example of its authors: 0.9004 for 2.5 a year out of 100 trials over 5 years of daily returns', () => {
    const luck = luckOf({ spread: Math.sqrt(0.5 / 250), count: 100 });
    const finding = { found: 2.5 / Math.sqrt(250), luck, skewness: -3, kurtosis: 10, periods: 1_250 };
    expect(shareOfSkill(finding)).toBeCloseTo(0.9004, 3);
  });
});

it('drawdown is the greatest fall from a high', () => {
  expect(maxDrawdown([100, 120, 90, 130, 100])).toBeCloseTo(0.25, 12);
  expect(maxDrawdown([1, 2, 3])).toBe(0);
  expect(maxDrawdown([])).toBe(0);
  expect(returnsOf([100, 110, 99])).toEqual([expect.closeTo(0.1, 12), expect.closeTo(-0.1, 12)]);
});
