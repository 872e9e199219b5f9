/**
 * Recorded 1-minute candles of several symbols as one market, merged by time, with funding at its times.
 * Invariant: at one instant all candles come before all funding, each in the order of the symbols; gaps stay gaps.
 */
import { type Candle, InvalidInput, type Rate } from '../../../domain/index.ts';
import type { MarketSource, MarketUpdate } from '../../core/index.ts';
import { MINUTE_MS } from '../minute-candles.ts';
import { type CandleSeries, candleAt, firstRowEndingAfter, firstRowFrom, lowerBound } from './columns.ts';
import { loadSeries } from './load-series.ts';

/** Epoch ms: candles that open at or after `from` and end at or before `to`. */
export type Window = { readonly from?: number | undefined; readonly to?: number | undefined };

export type CandleSource = MarketSource & {
  /** Minutes missing inside the recorded files, over all symbols. */
  readonly gaps: number;
  readonly endAt: number;
};

/** @throws InvalidInput for missing files or symbols, malformed rows, or a window without candles. */
export function openCandleSource(
  path: string,
  options: Window & { readonly symbols?: readonly string[] | undefined } = {},
): CandleSource {
  return createCandleSource(loadSeries(path, options.symbols), { name: `recorded candles in ${path}`, ...options });
}

/** A source over columns already in memory; as many as wanted may read the same columns. */
export function createCandleSource(
  series: readonly CandleSeries[],
  options: Window & { readonly name: string },
): CandleSource {
  return new MergedCandles(series, options);
}

/** One rising sequence of updates: the candles or the funding of one symbol. */
interface Track {
  /** `at` of the next update; Infinity at the end. */
  at: number;
  take(): MarketUpdate;
}

class MergedCandles implements CandleSource {
  readonly name: string;
  readonly instruments;
  readonly gaps: number;
  readonly startAt: number;
  readonly endAt: number;
  readonly #series: readonly CandleSeries[];
  readonly #tracks: readonly Track[];
  #first: Track;

  constructor(
    series: readonly CandleSeries[],
    { name, from = 0, to = Number.MAX_SAFE_INTEGER }: Window & { name: string },
  ) {
    this.name = name;
    this.#series = series;
    this.instruments = series.map((one) => one.instrument);
    this.gaps = series.reduce((sum, one) => sum + one.gaps, 0);
    const candles = series.map((one) => new CandleTrack(one, from, to));
    this.startAt = Math.min(...candles.map((track) => track.at));
    this.endAt = Math.max(...candles.map((track) => track.lastAt));
    if (this.startAt === Number.POSITIVE_INFINITY) throw emptyWindow(series, from, to);
    this.#tracks = [...candles, ...series.map((one) => new FundingTrack(one, this.startAt, this.endAt))];
    this.#first = this.#earliest();
  }

  history(symbol: string, until: number, count: number): readonly Candle[] {
    const candles = this.#series.find((one) => one.instrument.symbol === symbol)?.candles;
    if (candles === undefined) return [];
    const end = firstRowEndingAfter(candles, until);
    const start = Math.max(0, end - count);
    return Array.from({ length: end - start }, (_, i) => candleAt(candles, start + i));
  }

  peekAt(): number | undefined {
    return this.#first.at === Number.POSITIVE_INFINITY ? undefined : this.#first.at;
  }

  next(): MarketUpdate | undefined {
    if (this.#first.at === Number.POSITIVE_INFINITY) return undefined;
    const update = this.#first.take();
    this.#first = this.#earliest();
    return update;
  }

  #earliest(): Track {
    const tracks = this.#tracks;
    let first = tracks[0] as Track;
    for (let i = 1; i < tracks.length; i++) {
      const track = tracks[i] as Track;
      if (track.at < first.at) first = track;
    }
    return first;
  }
}

class CandleTrack implements Track {
  readonly #series: CandleSeries;
  readonly #end: number;
  readonly lastAt: number;
  #row: number;
  at: number;

  constructor(series: CandleSeries, from: number, to: number) {
    this.#series = series;
    this.#row = firstRowFrom(series.candles, from);
    this.#end = firstRowEndingAfter(series.candles, to);
    this.at = this.#rowAt(this.#row);
    this.lastAt = this.at === Number.POSITIVE_INFINITY ? 0 : this.#rowAt(this.#end - 1);
  }

  take(): MarketUpdate {
    const { candles, instrument } = this.#series;
    const at = this.at;
    const candle = candleAt(candles, this.#row);
    this.at = this.#rowAt(++this.#row);
    return { type: 'candle', at, symbol: instrument.symbol, candle, walk: true };
  }

  #rowAt(row: number): number {
    return row < this.#end ? (this.#series.candles.openAt[row] as number) + MINUTE_MS : Number.POSITIVE_INFINITY;
  }
}

class FundingTrack implements Track {
  readonly #series: CandleSeries;
  readonly #endAt: number;
  #row: number;
  at: number;

  constructor(series: CandleSeries, startAt: number, endAt: number) {
    this.#series = series;
    this.#endAt = endAt;
    this.#row = lowerBound(series.funding.at, series.funding.at.length, startAt);
    this.at = this.#rowAt(this.#row);
  }

  take(): MarketUpdate {
    const { funding, instrument } = this.#series;
    const update = {
      type: 'funding',
      at: this.at,
      symbol: instrument.symbol,
      rate: funding.rates[this.#row] as Rate,
    } as const;
    this.at = this.#rowAt(++this.#row);
    return update;
  }

  #rowAt(row: number): number {
    const at = this.#series.funding.at[row];
    return at !== undefined && at <= this.#endAt ? at : Number.POSITIVE_INFINITY;
  }
}

function emptyWindow(series: readonly CandleSeries[], from: number, to: number): InvalidInput {
  const ranges = series.map(({ instrument, candles }) => {
    const end = (candles.openAt[candles.length - 1] as number) + MINUTE_MS;
    return `${instrument.symbol} ${utc(candles.openAt[0] as number)} to ${utc(end)}`;
  });
  return new InvalidInput(
    'from, to',
    `${from === 0 ? 'the beginning' : utc(from)} to ${to === Number.MAX_SAFE_INTEGER ? 'the end' : utc(to)}`,
    `a window with whole candles; there are ${ranges.join(', ')} (UTC)`,
  );
}

const utc = (at: number): string => new Date(at).toISOString().slice(0, 16);
