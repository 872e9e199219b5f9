/**
 * What the calibrated score reads of closed bars: volume, momentum and range against what is usual, and prior pivots.
 * Invariant: closed bars in, nothing else; both sides of every ratio are of the same interval; state survives JSON.
 */
import {
  type Pivots,
  PriorPivots,
  RealisedVolatility,
  RelativeVolume,
  Sma,
  type TimedBar,
} from '../../indicators/index.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Bars that tell what is usual, and bars over which momentum is taken. */
const USUAL = 24;
const MOMENTUM = 4;
/** Periods whose pivots are looked for, the first that is known counts. */
const PIVOT_PERIODS = [
  ['1D', DAY_MS],
  ['4H', 4 * HOUR_MS],
  ['1H', HOUR_MS],
] as const;

export type PivotPeriod = (typeof PIVOT_PERIODS)[number][0];

/** Closed bars before the first reading. */
export const READING_WARMUP = USUAL + 2;

export type MarketReading = {
  /** Quote volume of the newest bar / mean of the 24 before it. */
  readonly relativeVolume: number;
  /** Log return of the last 4 bars / what their volatility makes likely; above zero up, below down. */
  readonly momentum: number;
  /** True range of the newest bar / mean of the 24 before it. */
  readonly relativeRange: number;
  /** Realised volatility of a bar, as a fraction. */
  readonly volatility: number;
  readonly close: number;
  /** Of the last completed UTC period that the bars cover whole. */
  readonly pivots: { readonly period: PivotPeriod; readonly levels: Pivots } | undefined;
  /** USDT traded in the last 24 hours; undefined before the bars cover them. */
  readonly quoteVolume: number | undefined;
};

/** Bars of one length whose prices are in USDT and whose volume is in base coin. */
export class MarketTracker {
  readonly barMs: number;
  readonly #volume = new RelativeVolume(USUAL);
  /** A range is measured against its mean as a volume is. */
  readonly #range = new RelativeVolume(USUAL);
  readonly #volatility = new RealisedVolatility(USUAL);
  readonly #returns = new Sma(MOMENTUM);
  readonly #day: Sma;
  readonly #pivots: readonly (readonly [PivotPeriod, PriorPivots])[];
  #close = 0;

  /** @param barMs length of a bar; @param saved what `save` gave of such bars. @throws InvalidInput for another state. */
  constructor(barMs: number, saved?: unknown) {
    this.barMs = barMs;
    this.#day = new Sma(Math.max(1, Math.round(DAY_MS / barMs)));
    this.#pivots = PIVOT_PERIODS.filter(([, periodMs]) => periodMs > barMs).map(([name, periodMs]) => [
      name,
      new PriorPivots(periodMs),
    ]);
    if (saved !== undefined) this.#restore(saved);
  }

  next(bar: TimedBar): void {
    const turnover = bar.volume * ((bar.high + bar.low + bar.close) / 3);
    this.#volume.next({ volume: turnover });
    this.#day.next(turnover);
    if (this.#close > 0) {
      this.#returns.next(Math.log(bar.close / this.#close));
      this.#range.next({ volume: Math.max(bar.high, this.#close) - Math.min(bar.low, this.#close) });
    }
    this.#volatility.next(bar.close);
    for (const [, indicator] of this.#pivots) indicator.next(bar);
    this.#close = bar.close;
  }

  /** Undefined before warm-up, and where nothing has moved or traded at all. */
  get reading(): MarketReading | undefined {
    const [relativeVolume, relativeRange] = [this.#volume.value, this.#range.value];
    const [volatility, meanReturn] = [this.#volatility.value, this.#returns.value];
    if (relativeVolume === undefined || relativeRange === undefined) return undefined;
    if (volatility === undefined || volatility <= 0 || meanReturn === undefined) return undefined;
    const day = this.#day.value;
    return {
      relativeVolume,
      relativeRange,
      volatility,
      momentum: (meanReturn * Math.sqrt(MOMENTUM)) / volatility,
      close: this.#close,
      pivots: this.#levels(),
      quoteVolume: day === undefined ? undefined : day * this.#day.warmup,
    };
  }

  #levels(): MarketReading['pivots'] {
    for (const [period, { levels }] of this.#pivots) if (levels !== undefined) return { period, levels };
    return undefined;
  }

  get #parts() {
    return {
      volume: this.#volume,
      range: this.#range,
      volatility: this.#volatility,
      returns: this.#returns,
      day: this.#day,
      ...Object.fromEntries(this.#pivots),
    };
  }

  save(): SavedTracker {
    const indicators = Object.entries(this.#parts).map(([name, part]) => [name, part.save()] as const);
    return { close: this.#close, indicators: Object.fromEntries(indicators) };
  }

  #restore(saved: unknown): void {
    const { close, indicators } = (saved ?? {}) as Partial<SavedTracker>;
    for (const [name, part] of Object.entries(this.#parts)) part.restore(indicators?.[name]);
    this.#close = Number(close ?? 0);
  }
}

export type SavedTracker = {
  readonly close: number;
  readonly indicators: Readonly<Record<string, readonly number[]>>;
};
