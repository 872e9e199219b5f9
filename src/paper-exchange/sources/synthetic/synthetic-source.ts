/**
 * A market without end, made from a seed: correlated symbols, regimes, clustered volatility, books, trades, funding.
 * Invariant: the same seed, start and step give the same updates; a symbol's prices do not depend on which others there are.
 */
import {
  type Candle,
  type Instrument,
  InvalidInput,
  type Level,
  type Side,
  type Ticks,
} from '../../../domain/index.ts';
import type { MarketSource, MarketUpdate, SourceModel } from '../../core/index.ts';
import { currentSymbol, knownInstrument } from '../instruments.ts';
import { MINUTE_MS } from '../minute-candles.ts';
import { CLIMATE_TEXT } from './climate.ts';
import { DEPTH_TEXT } from './depth.ts';
import { IMPACT_TEXT } from './impact.ts';
import { FUNDING_TEXT } from './premium.ts';
import { PRICE_TEXT } from './price-path.ts';
import { PROFILES } from './profiles.ts';
import { type Listing, type Origin, Run, type SavedRun } from './run.ts';
import type { SavedSymbol, SymbolMarket } from './symbol-market.ts';

export type SyntheticOptions = {
  /** 0 to 2^32 − 1. */
  readonly seed: number;
  readonly symbols: readonly string[];
  /** Epoch ms; rounded up to a whole step. */
  readonly startAt: number;
  /** Market time between two moves of the price; divides a minute; 1000 unless given. */
  readonly stepMs?: number;
};

/** A step is repeated from what was before it; then what takers have done since is put in place. */
type Saved = {
  readonly form: typeof FORM;
  readonly seed: number;
  readonly stepMs: number;
  readonly origin: Origin;
  /** JSON of a `SavedRun`: the same for all that is saved within a step. */
  readonly before: string;
  /** Updates of the step that were given; undefined before the first step. */
  readonly head?: number | undefined;
  readonly dropped: readonly Dropped[];
  readonly changed: readonly (readonly [symbol: string, now: SavedSymbol])[];
};

/** Which symbol's quotes were taken out of the step, and how many updates had been given then. */
type Dropped = readonly [symbol: string, head: number];

/** Of what is saved: another one is of another version. */
const FORM = 1;

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
  /** Undefined before the first step. */
  #before: SavedRun | undefined;
  #beforeText: string | undefined;
  #dropped: Dropped[] = [];
  readonly #changed = new Set<string>();

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
    this.#run = this.#begin(startAt, `${seed}`);
  }

  get startAt(): number {
    return this.#run.origin.startAt;
  }

  resumeFrom(at: number, last: ReadonlyMap<string, Ticks>): void {
    this.#goOn(this.#begin(at, `${this.#seed}@${at}`, last));
  }

  save(): string {
    this.#beforeText ??= this.#before && JSON.stringify(this.#before);
    const saved: Saved = {
      form: FORM,
      seed: this.#seed,
      stepMs: this.#stepMs,
      origin: this.#run.origin,
      before: this.#beforeText ?? JSON.stringify(this.#run.save()),
      head: this.#before && this.#head,
      dropped: this.#dropped,
      changed: [...this.#changed].flatMap((symbol) => {
        const market = this.#run.market(symbol);
        return market ? [[symbol, market.save()] as const] : [];
      }),
    };
    return JSON.stringify(saved);
  }

  restore(text: string): boolean {
    const { form, seed, stepMs, origin, before, head, dropped, changed } = JSON.parse(text) as Saved;
    if (form !== FORM || seed !== this.#seed || stepMs !== this.#stepMs) return false;
    const run = Run.restored(this.#listings, origin, JSON.parse(before) as SavedRun);
    if (run === undefined) return false;
    this.#goOn(run);
    if (head === undefined) return true;
    this.#step();
    for (const [symbol, at] of dropped) this.#dropQuotes(symbol, at);
    for (const [symbol, now] of changed) this.#change(symbol)?.restore(now);
    this.#head = head;
    return true;
  }

  shock(symbol: string, bps: number): void {
    this.#change(symbol)?.shock(bps);
  }

  take(symbol: string, side: Side, levels: readonly Level[]): void {
    this.#change(symbol)?.take(side, levels);
    this.#dropQuotes(symbol, this.#head);
  }

  /** They would put back what has just been eaten. */
  #dropQuotes(symbol: string, head: number): void {
    const left = this.#queue.filter((update, i) => i < head || update.type !== 'quote' || update.symbol !== symbol);
    if (left.length === this.#queue.length) return;
    this.#queue = left;
    this.#dropped.push([symbol, head]);
  }

  #change(symbol: string): SymbolMarket | undefined {
    const market = this.#run.market(symbol);
    if (market) this.#changed.add(symbol);
    return market;
  }

  history(symbol: string, until: number, count: number): readonly Candle[] {
    const live = this.#run.market(symbol)?.candles ?? [];
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
    return this.#queue[this.#head]?.at ?? this.#run.firstAt(this.#stepMs);
  }

  #begin(wantedAt: number, stream: string, last: ReadonlyMap<string, Ticks> = new Map()): Run {
    const startAt = Math.ceil(wantedAt / this.#stepMs) * this.#stepMs;
    return Run.begin(this.#listings, { stream, startAt, last });
  }

  #goOn(run: Run): void {
    this.#run = run;
    this.#before = undefined;
    this.#fill([]);
  }

  #step(): void {
    this.#before = this.#run.save();
    this.#fill(this.#run.step(this.#stepMs));
  }

  #fill(queue: MarketUpdate[]): void {
    this.#queue = queue;
    this.#head = 0;
    this.#beforeText = undefined;
    this.#dropped = [];
    this.#changed.clear();
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
