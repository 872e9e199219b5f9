/**
 * A live market as a source: what the public feeds of another exchange say, in the order in which it arrives.
 * Invariant: updates never go back in time; of a minute in which nothing was heard the whole candle is walked, so that
 * orders and stops meet its prices.
 */
import {
  assert,
  type Candle,
  type Instrument,
  type MarketEvent,
  type Rate,
  unreachable,
} from '../../../domain/index.ts';
import type { MarketSource, MarketUpdate } from '../../core/index.ts';

/** Far more than a busy market says while the exchange catches its breath. */
const QUEUE_MAX = 1_000_000;
const MINUTE_MS = 60_000;
/** Taken updates that wait to be thrown away together. */
const TAKEN_MAX = 1_000;

type Of<T extends MarketEvent['type']> = Extract<MarketEvent, { type: T }>;

/** A change of a whole book, as a feed of books tells it. */
export type LiveBook = Omit<Extract<MarketUpdate, { type: 'book' }>, 'type'>;

export type LiveSourceOptions = {
  readonly name: string;
  readonly instruments: readonly Instrument[];
  /** Epoch ms of the other exchange. */
  readonly startAt: number;
  /** Closed minutes before the start by symbol, oldest first. */
  readonly history: ReadonlyMap<string, readonly Candle[]>;
};

type Funding = { readonly rate: Rate; readonly nextAt: number };

export class LiveSource implements MarketSource {
  readonly name: string;
  readonly startAt: number;
  readonly endAt = undefined;
  readonly #history: Map<string, readonly Candle[]>;
  #instruments: readonly Instrument[];
  readonly #funding = new Map<string, Funding>();
  /** When the symbol last traded or was quoted. */
  readonly #heardAt = new Map<string, number>();
  #queue: MarketUpdate[] = [];
  #taken = 0;
  #lastAt = 0;

  constructor({ name, instruments, startAt, history }: LiveSourceOptions) {
    this.name = name;
    this.#instruments = instruments;
    this.startAt = startAt;
    this.#history = new Map(history);
  }

  get instruments(): readonly Instrument[] {
    return this.#instruments;
  }

  /** One more symbol, with its closed minutes from before now; what is heard of it comes in like that of the others. */
  list(instrument: Instrument, history: readonly Candle[]): void {
    const { symbol } = instrument;
    if (!this.#instruments.some((known) => known.symbol === symbol))
      this.#instruments = [...this.#instruments, instrument];
    this.#history.set(symbol, history);
  }

  history(symbol: string, until: number, count: number): readonly Candle[] {
    const known = this.#history.get(symbol) ?? [];
    return known.filter(({ openAt }) => openAt + MINUTE_MS <= until).slice(-count);
  }

  next(): MarketUpdate | undefined {
    const update = this.#queue[this.#taken];
    if (update) this.#taken += 1;
    if (this.#taken >= TAKEN_MAX) {
      this.#queue = this.#queue.slice(this.#taken);
      this.#taken = 0;
    }
    return update;
  }

  peekAt(): number | undefined {
    return this.#queue[this.#taken]?.at;
  }

  /** Adds the known minutes that closed after `at`: an exchange that stood still then walks through them. */
  walkSince(at: number, symbols: readonly string[] = this.#instruments.map(({ symbol }) => symbol)): void {
    const missed = symbols.flatMap((symbol) =>
      (this.#history.get(symbol) ?? [])
        .map((candle) => ({ type: 'candle' as const, at: candle.openAt + MINUTE_MS, symbol, candle, walk: true }))
        .filter((update) => update.at > at),
    );
    this.#queue = [...missed, ...this.#queue.slice(this.#taken)].toSorted((a, b) => a.at - b.at);
    this.#taken = 0;
  }

  onEvent(event: MarketEvent): void {
    switch (event.type) {
      case 'candle':
        return this.#onCandle(event);
      case 'mark':
        return this.#onMark(event);
      case 'quote':
      case 'trade':
        this.#heardAt.set(event.symbol, Math.max(event.at, this.#heardAt.get(event.symbol) ?? 0));
        return this.#put(event);
      default:
        return unreachable(event);
    }
  }

  onBook(update: LiveBook): void {
    this.#put({ type: 'book', ...update });
  }

  #onCandle({ at, symbol, candle }: Of<'candle'>): void {
    const isMissed = (this.#heardAt.get(symbol) ?? this.startAt) < candle.openAt;
    this.#put({ type: 'candle', at, symbol, candle, walk: isMissed });
  }

  /** When the time of the next funding moves on, the one before has been settled, at the rate that was last told. */
  #onMark({ at, symbol, price, fundingRate, nextFundingAt }: Of<'mark'>): void {
    const before = this.#funding.get(symbol);
    if (before && nextFundingAt > before.nextAt && at >= before.nextAt)
      this.#put({ type: 'funding', at: before.nextAt, symbol, rate: before.rate });
    this.#funding.set(symbol, { rate: fundingRate, nextAt: nextFundingAt });
    this.#put({ type: 'mark', at, symbol, mark: price, index: price, fundingRate, nextFundingAt });
  }

  #put(update: MarketUpdate): void {
    assert(this.#queue.length - this.#taken < QUEUE_MAX, `${this.name} says more than can be taken in`);
    this.#lastAt = Math.max(this.#lastAt, update.at);
    this.#queue.push(update.at === this.#lastAt ? update : { ...update, at: this.#lastAt });
  }
}
