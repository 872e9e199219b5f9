/**
 * An archive of candles in memory: loaded once, replayed over any window and as often as wanted.
 * Invariant: every source over it reads the same columns and changes none of them.
 */
import type { Instrument } from '../../domain/index.ts';
import {
  type CandleSeries,
  type CandleSource,
  createCandleSource,
  loadSeries,
  type Window,
} from '../../paper-exchange/sources/index.ts';

export type CandleArchive = {
  readonly instruments: readonly Instrument[];
  /** One per symbol, in the order asked for; typed arrays in shared memory. */
  readonly series: readonly CandleSeries[];
  /** Epoch ms: close of the first candle and of the last one. */
  readonly startAt: number;
  readonly endAt: number;
  /** Minutes missing inside the files, over all symbols. */
  readonly gaps: number;
  /** A fresh market over the whole archive or a window of it. @throws InvalidInput when the window holds no candle. */
  source(window?: Window): CandleSource;
};

/**
 * @param path a folder with `<SYMBOL>-1m.csv[.gz]` (and `funding/<SYMBOL>-funding.csv[.gz]`), or one such file.
 * @throws InvalidInput for a missing path or symbol and for the first malformed row, naming file, line and field.
 */
export function loadCandles(path: string, symbols?: readonly string[]): CandleArchive {
  const series = loadSeries(path, symbols);
  const source = (window: Window = {}): CandleSource =>
    createCandleSource(series, { name: `recorded candles in ${path}`, ...window });
  const { instruments, startAt, endAt, gaps } = source();
  return { instruments, series, startAt, endAt, gaps, source };
}
