/**
 * What most profiles read of the bars: trend and its strength, momentum, volume against what is usual, volatility.
 * Invariant: folds closed bars only; state survives JSON.
 */
import { type Candle, InvalidInput } from '../../domain/index.ts';
import { Adx, Atr, Ema, RealisedVolatility, RelativeVolume } from '../../indicators/index.ts';
import type { Param, Params } from '../../kernel/index.ts';
import { count, param } from './params.ts';
import { trendStrength } from './trend.ts';

/** Parameters of the reader, at the field's usual lengths: every profile that reads with it has them. */
export const READER_PARAMS = {
  adxFull: param(40, [10, 100], 'ADX that counts as full strength'),
  slopeFull: param(0.15, [0.01, 1], 'slope in average true ranges a bar that counts as full strength'),
  momentumFull: param(2, [0.5, 5], 'standard deviations of price movement that count as full momentum'),
  momentumBars: count(4, [1, 50], 'bars over which momentum is taken'),
  emaFast: count(8, [2, 12], 'bars of the fast average'),
  emaSlow: count(21, [13, 200], 'bars of the slow average'),
  adxPeriod: count(8, [2, 50], 'bars of the ADX'),
  atrPeriod: count(13, [2, 100], 'bars of the average true range'),
  volatilityPeriod: count(21, [5, 500], 'bars of the realised volatility'),
  volumePeriod: count(20, [2, 500], 'bars whose mean volume is the usual one'),
} satisfies Record<string, Param>;

export type ReaderParams = Params<keyof typeof READER_PARAMS & string>;

export type MarketReading = {
  /** The bar that has just closed. */
  readonly bar: Candle;
  /** +1 up, −1 down, 0 neither. */
  readonly trend: -1 | 0 | 1;
  /** 0 to 1. */
  readonly strength: number;
  /** −1 to 1: price movement over `momentumBars` in standard deviations, `momentumFull` of which are 1. */
  readonly momentum: number;
  /** 1 is usual; 0 where nothing usual is known. */
  readonly volume: number;
  /** Fast average, in ticks. */
  readonly fast: number;
  /** Average true range as a fraction of the close. */
  readonly range: number;
  /** Realised volatility of one bar, as a fraction. */
  readonly volatility: number;
};

const createIndicators = (params: ReaderParams) => ({
  fast: new Ema(params.emaFast),
  slow: new Ema(params.emaSlow),
  adx: new Adx(params.adxPeriod),
  atr: new Atr(params.atrPeriod),
  volatility: new RealisedVolatility(params.volatilityPeriod),
  volume: new RelativeVolume(params.volumePeriod),
});

type Indicators = ReturnType<typeof createIndicators>;

export type SavedMarketReader = {
  readonly indicators: Readonly<Record<keyof Indicators, readonly number[]>>;
  readonly closes: readonly number[];
  readonly bar: Candle | null;
};

/** Bars until every figure is known. */
export const marketWarmup = (params: ReaderParams): number =>
  Math.max(
    params.momentumBars + 1,
    ...Object.values(createIndicators(params)).map((indicator: { readonly warmup: number }) => indicator.warmup),
  );

export class MarketReader {
  readonly #params: ReaderParams;
  readonly #indicators: Indicators;
  /** Of the newest bars, as many as momentum looks back, and one. */
  readonly #closes: number[] = [];
  #bar: Candle | null = null;

  /** @throws InvalidInput when `saved` is of other parameters, or nothing that `save` gave. */
  constructor(params: ReaderParams, saved?: Partial<SavedMarketReader>) {
    this.#params = params;
    this.#indicators = createIndicators(params);
    if (saved === undefined) return;
    if (!Array.isArray(saved.closes)) throw new InvalidInput('strategy closes', saved.closes, 'a list of prices');
    this.#closes.push(...saved.closes);
    this.#bar = saved.bar ?? null;
    for (const [name, indicator] of Object.entries(this.#indicators))
      indicator.restore(saved.indicators?.[name as keyof Indicators]);
  }

  observe(bar: Candle): void {
    const { fast, slow, adx, atr, volatility, volume } = this.#indicators;
    fast.next(bar.close);
    slow.next(bar.close);
    adx.next(bar);
    atr.next(bar);
    volatility.next(bar.close);
    volume.next(bar);
    this.#closes.push(bar.close);
    if (this.#closes.length > this.#params.momentumBars + 1) this.#closes.shift();
    this.#bar = bar;
  }

  /** Undefined before warm-up. */
  read(): MarketReading | undefined {
    const { fast, slow, adx, atr, volatility, volume } = this.#indicators;
    const [quick, calm, directed, range, moves] = [fast.value, slow.value, adx.value, atr.value, volatility.value];
    const bar = this.#bar;
    if (bar === null || quick === undefined || calm === undefined || directed === undefined) return undefined;
    if (range === undefined || moves === undefined || this.#closes.length <= this.#params.momentumBars)
      return undefined;
    return {
      bar,
      trend: Math.sign(quick - calm) as -1 | 0 | 1,
      strength: trendStrength({ fast: quick, slow: calm, adx: directed, atr: range }, this.#params),
      momentum: this.#momentum(moves),
      volume: volume.value ?? 0,
      fast: quick,
      range: range / bar.close,
      volatility: moves,
    };
  }

  #momentum(volatility: number): number {
    const { momentumBars, momentumFull } = this.#params;
    const [oldest, newest] = [this.#closes[0] as number, this.#closes.at(-1) as number];
    if (volatility === 0) return 0;
    const deviations = Math.log(newest / oldest) / (volatility * Math.sqrt(momentumBars));
    return Math.max(-1, Math.min(1, deviations / momentumFull));
  }

  save(): SavedMarketReader {
    const saved = Object.entries(this.#indicators).map(([name, indicator]) => [name, indicator.save()] as const);
    return {
      indicators: Object.fromEntries(saved) as SavedMarketReader['indicators'],
      closes: [...this.#closes],
      bar: this.#bar,
    };
  }
}
