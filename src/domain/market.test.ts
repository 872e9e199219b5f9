import { describe, expect, it } from 'vitest';
import { timeframeMs } from './market.ts';

describe('timeframeMs', () => {
  it.each([
    ['5s', 5_000],
    ['1m', 60_000],
    ['15m', 900_000],
    ['1H', 3_600_000],
    ['1D', 86_400_000],
  ])('%s is %i ms', (text, ms) => {
    expect(timeframeMs(text)).toBe(ms);
  });

  it.each(['', '15', 'm', '0m', '-1m', '1h', '1d', '1.5m', '15 m', '99999m'])('refuses %j', (text) => {
    expect(() => timeframeMs(text)).toThrow(/^timeframe: .* such as 15m/);
  });
});
