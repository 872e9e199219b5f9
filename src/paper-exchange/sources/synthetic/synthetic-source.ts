/**
 * A market without end, made from a seed: correlated symbols, regimes, clustered volatility, books, trades, funding.
 * Invariant: the same seed, start and step give the same updates; a symbol's prices do not depend on which others there are.
 */
import {
  type Candle,
  type Instrument,
  InvalidInput,
  type Level,
  priceToNumber,
  type Side,
  type Ticks,
} from '../../../domain/index.ts';
import type { MarketSource, MarketUpdate, SourceModel } from '../../core/index.ts';
import { currentSymbol, knownInstrument } from '../instruments.ts';
import { MINUTE_MS } from '../minute-candles.ts';
import { CLIMATE_TEXT, Climate } from './climate.ts';
import { DEPTH_TEXT } from './depth.ts';
import { IMPACT_TEXT } from './impact.ts';
import { Noise } from './noise.ts';
import { Past } from './past.ts';
import { FUNDING_TEXT } from './premium.ts';
import { PRICE_TEXT } from './price-path.ts';
import { PROFILES, type Profile } from './profiles.ts';
import { SymbolMarket } from './symbol-market.ts';

export type SyntheticOptions = {
  /** 0 to 2^32 − 1. */
  readonly seed: number;
  readonly symbols: readonly string[];
  /** Epoch ms; rounded up to a whole step. */
  readonly startAt: number;
  /** Market time between two moves of the price; divides a minute; 1000 unless given. */
  readonly stepMs?: number;
};

type Listing = { readonly instrument: Instrument; readonly profile: Profile };

/** Everything that begins anew when the market goes on from another time. */
type Run = {
  readonly startAt: number;
  /** Epoch ms of the next step. */
  stepAt: number;
  readonly climate: Climate;
  readonly markets: readonly SymbolMarket[];
  readonly past: Past;
};

const MODELS: readonly SourceModel[] = [
  { name: 'regimes', rule: CLIMATE_TEXT },
  { name: 'prices', rule: PRICE_TEXT },
  { name: 'book', rule: DEPTH_TEXT },
  { name: 'impact', rule: IMPACT_TEXT },
  { name: 'funding rate', rule: FUNDING_TEXT },
];

/** @throws InvalidInput for an unknown symbol, a seed out of range or a step that does not divide a minute. */
export function createSyntheticSource(options: SyntheticOptions): MarketSource {
  return new SyntheticSource(options);
}

class SyntheticSource implements MarketSource {
  readonly name: string;
  readonly instruments: readonly Instrument[];
  readonly endAt = undefined;
  readonly models = MODELS;
  readonly #seed: number;
  readonly #stepMs: number;
  readonly #listings: readonly Listing[];
  #run: Run;
  #queue: MarketUpdate[] = [];
  #head = 0;

  constructor({ seed, symbols, startAt, stepMs = 1_000 }: SyntheticOptions) {
    check(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32, 'seed', seed, 'a whole number from 0 to 4294967295');
    check(
      Number.isInteger(stepMs) && stepMs >= 10 && MINUTE_MS % stepMs === 0,
      'stepMs',
      stepMs,
      'a divisor of 60000 that is at least 10',
    );
    check(Number.isInteger(startAt) && startAt > 0, 'startAt', startAt, 'epoch milliseconds');
    check(symbols.length > 0, 'symbols', symbols, 'at least one symbol');
    this.name = `synthetic, seed ${seed}`;
    this.#seed = seed;
    this.#stepMs = stepMs;
    this.#listings = [...new Set(symbols.map(currentSymbol))].map(list);
    this.instruments = this.#listings.map((listing) => listing.instrument);
    this.#run = this.#begin(startAt, `${seed}`, new Map());
  }

  get startAt(): number {
    return this.#run.startAt;
  }

  resumeFrom(at: number, last: ReadonlyMap<string, Ticks>): void {
    this.#run = this.#begin(at, `${this.#seed}@${at}`, last);
    this.#queue = [];
    this.#head = 0;
  }

  shock(symbol: string, bps: number): void {
    this.#market(symbol)?.shock(bps);
  }

  take(symbol: string, side: Side, levels: readonly Level[]): void {
    this.#market(symbol)?.take(side, levels);
    // It would put back what has just been eaten.
    this.#queue = this.#queue.filter(
      (update, i) => i < this.#head || update.type !== 'quote' || update.symbol !== symbol,
    );
  }

  #market(symbol: string): SymbolMarket | undefined {
    return this.#run.markets.find((market) => market.instrument.symbol === symbol);
  }

  history(symbol: string, until: number, count: number): readonly Candle[] {
    const live = this.#market(symbol)?.candles ?? [];
    let end = live.length;
    while (end > 0 && (live[end - 1] as Candle).openAt + MINUTE_MS > until) end--;
    const recent = live.slice(Math.max(0, end - count), end);
    if (recent.length === count) return recent;
    return [...this.#run.past.candles(symbol, until, count - recent.length), ...recent];
  }

  next(): MarketUpdate {
    if (this.#head === this.#queue.length) this.#step();
    return this.#queue[this.#head++] as MarketUpdate;
  }

  peekAt(): number {
    const queued = this.#queue[this.#head];
    if (queued) return queued.at;
    const step = { at: this.#run.stepAt, ms: this.#stepMs };
    return Math.min(...this.#run.markets.map((market) => market.firstAt(step)));
  }

  #begin(wantedAt: number, stream: string, last: ReadonlyMap<string, Ticks>): Run {
    const startAt = Math.ceil(wantedAt / this.#stepMs) * this.#stepMs;
    const starts = this.#listings.map(({ instrument, profile }) => {
      const noise = new Noise(`${stream} ${instrument.symbol}`);
      const known = last.get(instrument.symbol);
      const price =
        known === undefined ? profile.reference * (0.95 + 0.1 * noise.uniform()) : priceToNumber(instrument, known);
      return { instrument, profile, noise, price, startAt };
    });
    return {
      startAt,
      stepAt: startAt,
      climate: new Climate(new Noise(`${stream} climate`)),
      markets: starts.map((start) => new SymbolMarket(start.instrument, start)),
      past: new Past(`${stream} past`, startAt, starts),
    };
  }

  #step(): void {
    const { climate, markets, stepAt: at } = this.#run;
    const updates: MarketUpdate[] = [];
    climate.advance(this.#stepMs / 1_000);
    for (const market of markets) market.advance({ at, ms: this.#stepMs, climate }, updates);
    this.#queue = updates.sort((a, b) => a.at - b.at);
    this.#head = 0;
    this.#run.stepAt += this.#stepMs;
  }
}

function list(symbol: string): Listing {
  const instrument = knownInstrument(symbol);
  const profile = PROFILES[symbol];
  if (instrument === undefined || profile === undefined) {
    throw new InvalidInput('symbol', symbol, `one of ${Object.keys(PROFILES).join(', ')}`);
  }
  return { instrument, profile };
}

function check(condition: boolean, field: string, value: unknown, allowed: string): void {
  if (!condition) throw new InvalidInput(field, value, allowed);
}
