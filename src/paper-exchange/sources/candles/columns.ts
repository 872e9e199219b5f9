/**
 * Candles as columns: what a sweep of backtests reads millions of times.
 * Invariant: rows rise by openAt; prices are whole ticks, volumes whole lots; columns lie in shared memory and are never written again.
 */
import { type Candle, type Instrument, lots, type Rate, ticks } from '../../../domain/index.ts';
import { MINUTE_MS } from '../minute-candles.ts';

export type CandleColumns = {
  readonly length: number;
  /** Epoch ms. */
  readonly openAt: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
};

export type FundingColumns = { readonly at: Float64Array; readonly rates: readonly Rate[] };

/** All that an archive knows of one symbol. */
export type CandleSeries = {
  readonly instrument: Instrument;
  readonly candles: CandleColumns;
  readonly funding: FundingColumns;
  /** Minutes that are missing between the first and the last candle. */
  readonly gaps: number;
};

/** Shared memory, so that workers read the same columns without a copy. */
export const sharedColumn = (length: number): Float64Array =>
  new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT));

export const candleAt = (columns: CandleColumns, row: number): Candle => ({
  openAt: columns.openAt[row] as number,
  open: ticks(columns.open[row] as number),
  high: ticks(columns.high[row] as number),
  low: ticks(columns.low[row] as number),
  close: ticks(columns.close[row] as number),
  volume: lots(columns.volume[row] as number),
});

/** The first row whose candle opens at or after `at`. */
export const firstRowFrom = (columns: CandleColumns, at: number): number =>
  lowerBound(columns.openAt, columns.length, at);

/** The first row whose candle ends after `at`. */
export const firstRowEndingAfter = (columns: CandleColumns, at: number): number =>
  lowerBound(columns.openAt, columns.length, at - MINUTE_MS + 1);

/** Index of the first of `length` rising values that is at least `wanted`. */
export function lowerBound(values: Float64Array, length: number, wanted: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
