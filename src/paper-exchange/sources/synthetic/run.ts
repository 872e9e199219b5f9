/**
 * A synthetic market from its first step on: regime, symbols, and the past that was drawn before them.
 * Invariant: all that decides the next step is in `save`; what is not there follows from the origin alone.
 */
import { type Instrument, priceToNumber, type Ticks } from '../../../domain/index.ts';
import type { MarketUpdate } from '../../core/index.ts';
import { Climate, type SavedClimate } from './climate.ts';
import { Noise } from './noise.ts';
import { Past } from './past.ts';
import type { Profile } from './profiles.ts';
import { type SavedSymbol, SymbolMarket } from './symbol-market.ts';

export type Listing = { readonly instrument: Instrument; readonly profile: Profile };

/** Where a run began. */
export type Origin = {
  /** Names the streams of randomness. */
  readonly stream: string;
  readonly startAt: number;
  /** USDT, by symbol. */
  readonly prices: Readonly<Record<string, number>>;
};

export type SavedRun = {
  readonly stepAt: number;
  readonly climate: SavedClimate;
  readonly symbols: Readonly<Record<string, SavedSymbol>>;
};

type Start = Listing & { readonly noise: Noise; readonly price: number };

export class Run {
  readonly origin: Origin;
  readonly past: Past;
  /** Epoch ms of the next step. */
  stepAt: number;
  readonly #climate: Climate;
  readonly #markets: ReadonlyMap<string, SymbolMarket>;

  private constructor(stream: string, startAt: number, starts: readonly Start[]) {
    const prices = Object.fromEntries(starts.map(({ instrument, price }) => [instrument.symbol, price]));
    this.origin = { stream, startAt, prices };
    this.stepAt = startAt;
    this.#climate = new Climate(new Noise(`${stream} climate`));
    this.#markets = new Map(
      starts.map((start) => [start.instrument.symbol, new SymbolMarket(start.instrument, { ...start, startAt })]),
    );
    this.past = new Past(`${stream} past`, startAt, starts);
  }

  /** @param last prices to go on from; a symbol without one begins near what its profile says. */
  static begin(
    listings: readonly Listing[],
    { stream, startAt, last }: Omit<Origin, 'prices'> & { readonly last: ReadonlyMap<string, Ticks> },
  ): Run {
    const starts = listings.map(({ instrument, profile }) => {
      const noise = noiseOf(stream, instrument);
      const known = last.get(instrument.symbol);
      const price =
        known === undefined ? profile.reference * (0.95 + 0.1 * noise.uniform()) : priceToNumber(instrument, known);
      return { instrument, profile, noise, price };
    });
    return new Run(stream, startAt, starts);
  }

  /** The run that was saved; undefined where a symbol was not in it. */
  static restored(listings: readonly Listing[], { stream, startAt, prices }: Origin, saved: SavedRun): Run | undefined {
    const starts: Start[] = [];
    for (const { instrument, profile } of listings) {
      const price = prices[instrument.symbol];
      if (price === undefined || saved.symbols[instrument.symbol] === undefined) return undefined;
      starts.push({ instrument, profile, noise: noiseOf(stream, instrument), price });
    }
    const run = new Run(stream, startAt, starts);
    run.stepAt = saved.stepAt;
    run.#climate.restore(saved.climate);
    for (const [symbol, market] of run.#markets) market.restore(saved.symbols[symbol] as SavedSymbol);
    return run;
  }

  market(symbol: string): SymbolMarket | undefined {
    return this.#markets.get(symbol);
  }

  /** `at` of the first update of the next step. */
  firstAt(ms: number): number {
    const step = { at: this.stepAt, ms };
    let first = Number.POSITIVE_INFINITY;
    for (const market of this.#markets.values()) first = Math.min(first, market.firstAt(step));
    return first;
  }

  /** All updates of the next step, in order of time. */
  step(ms: number): MarketUpdate[] {
    const updates: MarketUpdate[] = [];
    this.#climate.advance(ms / 1_000);
    const step = { at: this.stepAt, ms, climate: this.#climate };
    for (const market of this.#markets.values()) market.advance(step, updates);
    this.stepAt += ms;
    return updates.sort((a, b) => a.at - b.at);
  }

  save(): SavedRun {
    const symbols: Record<string, SavedSymbol> = {};
    for (const [symbol, market] of this.#markets) symbols[symbol] = market.save();
    return { stepAt: this.stepAt, climate: this.#climate.save(), symbols };
  }
}

const noiseOf = (stream: string, { symbol }: Instrument): Noise => new Noise(`${stream} ${symbol}`);
