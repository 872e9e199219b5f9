/**
 * From one stream of minutes, each indicator on each timeframe: what comes later changes no earlier value, and nothing
 * is known before the minute that makes it known has closed. Over recorded minutes where they stand beside the checkout.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadCandles } from '../../src/backtest/archive/index.ts';
import { type Candle, lots, ticks } from '../../src/domain/index.ts';
import { type ClosedBar, MINUTE_MS, TimeframeBars } from '../../src/kernel/index.ts';
import { candleFile } from '../support/generated-candles.ts';
import { INDICATOR_CASES, unlistedIndicators } from './indicator-cases.ts';

const LENGTHS = [1, 5, 15, 60, 240].map((minutes) => minutes * MINUTE_MS);
const MINUTES = 10_000;
const CUTS = [61, 1_439, 7_003];
const REAL = join(import.meta.dirname, '../../../shared/data');

function recordedMinutes(): Candle[] {
  const [series] = loadCandles(REAL, ['SOLUSDT']).series;
  if (series === undefined) throw new RangeError('no SOLUSDT');
  const { openAt, open, high, low, close, volume } = series.candles;
  const at = (column: Float64Array, row: number): number => column[row] as number;
  return Array.from({ length: MINUTES }, (_, row) => ({
    openAt: at(openAt, row),
    open: ticks(at(open, row)),
    high: ticks(at(high, row)),
    low: ticks(at(low, row)),
    close: ticks(at(close, row)),
    volume: lots(at(volume, row)),
  }));
}

const generatedMinutes = (): Candle[] =>
  candleFile('BTCUSDT', { seed: 5, minutes: MINUTES })
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [openAt = 0, ...values] = line.split(',').map(Number);
      const [open = 0, high = 0, low = 0, close = 0, volume = 0] = values.map((value) => Math.round(value * 100));
      const prices = { open: ticks(open), high: ticks(high), low: ticks(low), close: ticks(close) };
      return { openAt, ...prices, volume: lots(volume) };
    });

/** A bar with the time at which it became known. */
type Known = ClosedBar & { readonly at: number };

function knownBars(minutes: readonly Candle[]): Known[] {
  const bars = new TimeframeBars(LENGTHS);
  return minutes.flatMap((minute) =>
    bars.addCandle(minute).map((closed) => ({ ...closed, at: minute.openAt + MINUTE_MS })),
  );
}

/** The value after each bar, of one indicator per timeframe; NaN where there is none. */
function valuesOver(name: string, known: readonly Known[]): Float64Array {
  const indicators = new Map(LENGTHS.map((barMs) => [barMs, INDICATOR_CASES[name]?.(barMs)]));
  return Float64Array.from(known, ({ barMs, bar }) => {
    const indicator = indicators.get(barMs);
    indicator?.next(bar);
    return indicator?.value ?? Number.NaN;
  });
}

const otherwise = (minute: Candle): Candle => ({
  ...minute,
  high: ticks(2 * minute.high),
  close: ticks(2 * minute.close),
  volume: lots(3 * minute.volume + 7),
});

const isRecorded = existsSync(REAL);
const minutes = isRecorded ? recordedMinutes() : generatedMinutes();
const whole = knownBars(minutes);
const pasts = CUTS.map((cut) => ({
  end: minutes[cut]?.openAt as number,
  past: knownBars(minutes.slice(0, cut)),
  /** The same past before quite another future. */
  turned: knownBars(minutes.map((minute, i) => (i < cut ? minute : otherwise(minute)))),
}));

describe(isRecorded ? 'on recorded minutes' : 'on generated minutes', () => {
  it('no bar is known before its end', () => {
    expect(whole.filter(({ bar, barMs, at }) => bar.openAt + barMs > at)).toEqual([]);
    expect(whole.length).toBeGreaterThan(MINUTES);
  });

  it('no indicator is left out', () => expect(unlistedIndicators()).toEqual([]));

  it.each(Object.keys(INDICATOR_CASES))('%s sees no future', (name) => {
    const values = valuesOver(name, whole);
    const withValues = new Set(whole.filter((_, i) => !Number.isNaN(values[i])).map(({ barMs }) => barMs));
    expect([...withValues].sort((a, b) => a - b)).toEqual(LENGTHS);
    for (const { end, past, turned } of pasts) {
      expect(past.length).toBe(whole.filter(({ at }) => at <= end).length);
      const seen = valuesOver(name, past);
      expect(Buffer.from(seen.buffer).equals(Buffer.from(values.slice(0, past.length).buffer))).toBe(true);
      expect(Buffer.from(seen.buffer).equals(Buffer.from(valuesOver(name, turned.slice(0, past.length)).buffer))).toBe(
        true,
      );
    }
  });
});
