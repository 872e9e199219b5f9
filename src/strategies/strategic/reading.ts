/**
 * What the strategic profile reads of the bars: trend, the last leg, volatility and the newest bars.
 * Invariant: folds closed bars only; nothing here looks past the newest one.
 */
import { type Candle, InvalidInput } from '../../domain/index.ts';
import { Adx, Atr, Ema, RealisedVolatility, Swings } from '../../indicators/index.ts';
import { trendStrength } from '../profile/trend.ts';
import type { StrategicParams } from './params.ts';

/** A leg between two swings that price is pulling back from. Prices in ticks. */
export type Leg = {
  readonly from: number;
  readonly to: number;
  /** Bars since the bar that made `to`. */
  readonly age: number;
  /** Counts the legs from 1. */
  readonly id: number;
};

export type Reading = {
  /** +1 up, −1 down, 0 neither. */
  readonly trend: -1 | 0 | 1;
  /** 0 to 1. */
  readonly strength: number;
  /** Undefined before two swings are known. */
  readonly leg: Leg | undefined;
  /** Average true range in ticks. */
  readonly atr: number;
  /** Realised volatility of one bar, as a fraction. */
  readonly volatility: number;
  /** Oldest first; the last one has just closed. */
  readonly bars: readonly Candle[];
};

const createIndicators = (params: StrategicParams) => ({
  fast: new Ema(params.emaFast),
  slow: new Ema(params.emaSlow),
  adx: new Adx(params.adxPeriod),
  atr: new Atr(params.atrPeriod),
  volatility: new RealisedVolatility(params.volatilityPeriod),
  swings: new Swings(params.atrPeriod, params.swingReversal),
});

type Indicators = ReturnType<typeof createIndicators>;

export type SavedReader = {
  readonly indicators: Readonly<Record<keyof Indicators, readonly number[]>>;
  readonly bars: readonly Candle[];
};

/** Bars until every indicator has a value. */
export const readerWarmup = (params: StrategicParams): number =>
  Math.max(...Object.values(createIndicators(params)).map((indicator) => indicator.warmup));

export class Reader {
  readonly #params: StrategicParams;
  readonly #indicators: Indicators;
  readonly #bars: Candle[] = [];

  constructor(params: StrategicParams) {
    this.#params = params;
    this.#indicators = createIndicators(params);
  }

  /** @throws InvalidInput when `saved` is of other parameters, or nothing that `save` gave. */
  restore({ indicators, bars }: Partial<SavedReader>): void {
    if (!Array.isArray(bars)) throw new InvalidInput('strategic bars', bars, 'a list of candles');
    this.#bars.push(...bars);
    for (const [name, indicator] of Object.entries(this.#indicators)) {
      indicator.restore(indicators?.[name as keyof Indicators]);
    }
  }

  observe(bar: Candle): void {
    const { fast, slow, adx, atr, volatility, swings } = this.#indicators;
    fast.next(bar.close);
    slow.next(bar.close);
    adx.next(bar);
    atr.next(bar);
    volatility.next(bar.close);
    swings.next(bar);
    this.#bars.push(bar);
    if (this.#bars.length > this.#params.retestBars + 1) this.#bars.shift();
  }

  /** Undefined before warm-up. */
  read(): Reading | undefined {
    const fast = this.#indicators.fast.value;
    const slow = this.#indicators.slow.value;
    const adx = this.#indicators.adx.value;
    const atr = this.#indicators.atr.value;
    const volatility = this.#indicators.volatility.value;
    if (fast === undefined || slow === undefined || adx === undefined) return undefined;
    if (atr === undefined || volatility === undefined) return undefined;
    return {
      trend: Math.sign(fast - slow) as -1 | 0 | 1,
      strength: trendStrength({ fast, slow, adx, atr }, this.#params),
      leg: this.#leg(),
      atr,
      volatility,
      bars: this.#bars,
    };
  }

  #leg(): Leg | undefined {
    const { high, low, direction, age, count } = this.#indicators.swings;
    if (high === undefined || low === undefined) return undefined;
    const [from, to] = direction === -1 ? [low, high] : [high, low];
    return { from, to, age, id: count };
  }

  save(): SavedReader {
    const { fast, slow, adx, atr, volatility, swings } = this.#indicators;
    return {
      indicators: {
        fast: fast.save(),
        slow: slow.save(),
        adx: adx.save(),
        atr: atr.save(),
        volatility: volatility.save(),
        swings: swings.save(),
      },
      bars: [...this.#bars],
    };
  }
}
