/**
 * Readings of recorded markets, bar by bar and by length of bar: what a calibration is fitted to and held against.
 * Invariant: a reading knows what had closed and nothing else; a bar counts once 24 hours and a prior period are known.
 */
import { loadCandles } from '../../src/backtest/archive/index.ts';
import type { Candle, Increment, Instrument } from '../../src/domain/index.ts';
import { type ClosedBar, MINUTE_MS, TimeframeBars } from '../../src/kernel/index.ts';
import { MarketTracker, type Sample } from '../../src/scoring/index.ts';

export const BAR_LENGTHS = [1, 5, 15, 60, 240].map((minutes) => minutes * MINUTE_MS);

/** USDT that is taken to rest on either side where no book was recorded: ten times what the book model trades. */
const DEPTH = 50_000;

export type TimedSample = Sample & { readonly at: number; readonly barMs: number };

type Series = ReturnType<typeof loadCandles>['series'][number];

/** All samples of all symbols in `folder`, symbol by symbol, in order of time. */
export function sampleMarkets(folder: string, lengths = BAR_LENGTHS, symbols?: readonly string[]): TimedSample[] {
  return loadCandles(folder, symbols).series.flatMap((series) => samplesOf(series, lengths));
}

function samplesOf({ instrument, candles }: Series, lengths: readonly number[]): TimedSample[] {
  const bars = new TimeframeBars(lengths);
  const trackers = new Map(lengths.map((barMs) => [barMs, new MarketTracker(barMs)]));
  const samples: TimedSample[] = [];
  for (let row = 0; row < candles.length; row++) {
    for (const closed of bars.addCandle(minuteAt(candles, row))) {
      const sample = sampleOf(closed, instrument, trackers);
      if (sample !== undefined) samples.push(sample);
    }
  }
  return samples;
}

const minuteAt = (columns: Series['candles'], row: number): Candle =>
  ({
    openAt: columns.openAt[row],
    open: columns.open[row],
    high: columns.high[row],
    low: columns.low[row],
    close: columns.close[row],
    volume: columns.volume[row],
  }) as Candle;

const asNumber = ({ units, decimals }: Increment): number => units / 10 ** decimals;

function sampleOf(
  { bar, barMs }: ClosedBar,
  { symbol, ...instrument }: Instrument,
  trackers: ReadonlyMap<number, MarketTracker>,
): TimedSample | undefined {
  const tracker = trackers.get(barMs);
  const [tick, lot] = [asNumber(instrument.tick), asNumber(instrument.lot)];
  const prices = { high: bar.high * tick, low: bar.low * tick, close: bar.close * tick };
  tracker?.next({ openAt: bar.openAt, ...prices, volume: bar.volume * lot });
  const reading = tracker?.reading;
  if (reading?.quoteVolume === undefined || reading.pivots === undefined) return undefined;
  const size = DEPTH / prices.close;
  const book = { bids: [[prices.close, size]], asks: [[prices.close + tick, size]] } as const;
  return { at: bar.openAt + barMs, barMs, symbol, reading, quoteVolume: reading.quoteVolume, book };
}
