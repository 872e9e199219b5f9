/**
 * The candles from before a synthetic market begins, drawn backwards from its first prices.
 * Invariant: the same candles whoever asks, how much and in what order; the last one closes at the first price.
 */
import { type Candle, type Instrument, type Ticks, ticks } from '../../../domain/index.ts';
import { MINUTE_MS, minuteOf } from '../minute-candles.ts';
import { Climate } from './climate.ts';
import { Noise } from './noise.ts';
import { PricePath } from './price-path.ts';
import type { Profile } from './profiles.ts';
import { lotsOf, TRADES_PER_SECOND, ticksOf } from './scale.ts';

const STEP_S = 15;
const STEPS_PER_MINUTE = MINUTE_MS / 1_000 / STEP_S;
/** About 69 days; a longer past is not told. */
const MINUTES_MAX = 100_000;

export type PastSeries = {
  readonly instrument: Instrument;
  readonly profile: Profile;
  readonly path: PricePath;
  readonly noise: Noise;
  /** Newest first. */
  readonly candles: Candle[];
};

export class Past {
  readonly #climate: Climate;
  readonly #series: ReadonlyMap<string, PastSeries>;
  readonly #endAt: number;
  #minutes = 0;

  /** @param endAt epoch ms at which the prices of `starts` hold. */
  constructor(
    stream: string,
    endAt: number,
    starts: readonly { instrument: Instrument; profile: Profile; price: number }[],
  ) {
    this.#climate = new Climate(new Noise(`${stream} climate`));
    this.#endAt = minuteOf(endAt);
    this.#series = new Map(
      starts.map(({ instrument, profile, price }) => {
        const noise = new Noise(`${stream} ${instrument.symbol}`);
        return [
          instrument.symbol,
          { instrument, profile, noise, path: new PricePath(profile, noise, price), candles: [] },
        ];
      }),
    );
  }

  /** Closed candles that end at or before `until`, oldest first. */
  candles(symbol: string, until: number, count: number): readonly Candle[] {
    const series = this.#series.get(symbol);
    if (series === undefined) return [];
    const skipped = Math.max(0, Math.ceil((this.#endAt - until) / MINUTE_MS));
    this.#extend(Math.min(MINUTES_MAX, skipped + count));
    return series.candles.slice(skipped, skipped + count).reverse();
  }

  #extend(minutes: number): void {
    const symbols = [...this.#series.values()];
    for (; this.#minutes < minutes; this.#minutes++) {
      const bars = symbols.map((series) => new BackwardBar(series));
      for (let step = 0; step < STEPS_PER_MINUTE; step++) {
        this.#climate.advance(STEP_S);
        for (const bar of bars) bar.back(this.#climate);
      }
      const openAt = this.#endAt - (this.#minutes + 1) * MINUTE_MS;
      for (const bar of bars) bar.close(openAt);
    }
  }
}

/** One minute, drawn from its close to its open. */
class BackwardBar {
  readonly #series: PastSeries;
  readonly #close: Ticks;
  #high: number;
  #low: number;

  constructor(series: PastSeries) {
    this.#series = series;
    this.#close = ticksOf(series.instrument, series.path.price);
    this.#high = this.#low = this.#close;
  }

  back(climate: Climate): void {
    const { path, instrument } = this.#series;
    path.advance(climate, STEP_S);
    const price = ticksOf(instrument, path.price);
    if (price > this.#high) this.#high = price;
    if (price < this.#low) this.#low = price;
  }

  /** Puts the finished minute behind the ones drawn before. */
  close(openAt: number): void {
    const { path, instrument, profile, noise, candles } = this.#series;
    const open = ticksOf(instrument, path.price);
    const trades = TRADES_PER_SECOND * (MINUTE_MS / 1_000) * path.excitement * (0.5 + noise.uniform());
    const volume = lotsOf(instrument, trades * profile.tradeNotional, open);
    candles.push({ openAt, open, high: ticks(this.#high), low: ticks(this.#low), close: this.#close, volume });
  }
}
