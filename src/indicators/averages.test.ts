import { describe, expect, it } from 'vitest';
import { describeIndicator, prices } from '../../test/conformance/describe-indicator.ts';
import { InvariantError } from '../domain/index.ts';
import { Ema, Sma, WilderAverage } from './index.ts';

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

const exponential = (period: number, weight: number) => (values: readonly number[]) =>
  values.length < period
    ? undefined
    : values.slice(period).reduce((last, value) => weight * value + (1 - weight) * last, mean(values.slice(0, period)));

for (const period of [1, 2, 9]) {
  describeIndicator(`Sma(${period})`, {
    create: () => new Sma(period),
    inputs: prices,
    oracle: (values) => (values.length < period ? undefined : mean(values.slice(-period))),
  });
  describeIndicator(`Ema(${period})`, {
    create: () => new Ema(period),
    inputs: prices,
    oracle: exponential(period, 2 / (period + 1)),
  });
}
describeIndicator('WilderAverage(5)', {
  create: () => new WilderAverage(5),
  inputs: prices,
  oracle: exponential(5, 1 / 5),
});

describe('averages', () => {
  it('give the values of a published EMA(10) example', () => {
    const closes = [
      22.27, 22.19, 22.08, 22.17, 22.18, 22.13, 22.23, 22.43, 22.24, 22.29, 22.15, 22.39, 22.38, 22.61, 23.36,
    ];
    const ema = new Ema(10);
    const seen = closes.map((close) => {
      ema.next(close);
      return ema.value?.toFixed(2);
    });
    expect(seen.slice(9)).toEqual(['22.22', '22.21', '22.24', '22.27', '22.33', '22.52']);
  });

  it('do not drift over a long run', () => {
    const sma = new Sma(3);
    for (const value of [1e15, 0.1, 0.2]) sma.next(value);
    for (let i = 0; i < 10; i++) sma.next(0.3);
    expect(sma.value).toBeCloseTo(0.3, 12);
  });

  it.each([0, -1, 1.5, Number.NaN])('refuse a period of %s', (period) => {
    expect(() => new Ema(period)).toThrow(InvariantError);
    expect(() => new Sma(period)).toThrow(InvariantError);
  });
});
