import { describe, expect, it } from 'vitest';
import { describeIndicator, prices } from '../../test/conformance/describe-indicator.ts';
import { RealisedVolatility, Rsi } from './index.ts';

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

const wilder = (values: readonly number[], period: number) =>
  values.slice(period).reduce((last, value) => (last * (period - 1) + value) / period, mean(values.slice(0, period)));

function rsi(values: readonly number[], period: number): number | undefined {
  if (values.length <= period) return undefined;
  const changes = values.slice(1).map((value, i) => value - (values[i] as number));
  const gain = wilder(
    changes.map((change) => Math.max(change, 0)),
    period,
  );
  const loss = wilder(
    changes.map((change) => Math.max(-change, 0)),
    period,
  );
  if (gain + loss === 0) return 50;
  return loss === 0 ? 100 : 100 - 100 / (1 + gain / loss);
}

for (const period of [1, 14]) {
  describeIndicator(`Rsi(${period})`, {
    create: () => new Rsi(period),
    inputs: prices,
    oracle: (values) => rsi(values, period),
  });
  describeIndicator(`RealisedVolatility(${period})`, {
    create: () => new RealisedVolatility(period),
    inputs: prices,
    oracle: (values) => {
      if (values.length <= period) return undefined;
      const last = values.slice(-period - 1);
      return Math.sqrt(mean(last.slice(1).map((value, i) => Math.log(value / (last[i] as number)) ** 2)));
    },
  });
}

describe('changes', () => {
  it('give the values of a published RSI(14) example', () => {
    const closes = [
      44.3389, 44.0902, 44.1497, 43.6124, 44.3278, 44.8264, 45.0955, 45.4245, 45.8433, 46.0826, 45.8931, 46.0328,
      45.614, 46.282, 46.282, 46.0028, 46.0328, 46.4116, 46.2222, 45.6439, 46.2122,
    ];
    const indicator = new Rsi(14);
    const seen = closes.map((close) => {
      indicator.next(close);
      return indicator.value?.toFixed(2);
    });
    expect(seen.slice(14)).toEqual(['70.53', '66.32', '66.55', '69.41', '66.36', '57.97', '62.93']);
  });

  it('measure volatility of a steady climb as its step', () => {
    const indicator = new RealisedVolatility(10);
    for (let i = 0; i < 30; i++) indicator.next(100 * 1.01 ** i);
    expect(indicator.value).toBeCloseTo(Math.log(1.01), 12);
  });
});
