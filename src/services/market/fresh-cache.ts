/**
 * Values from elsewhere that are kept for a while: one question upstream for all who wait for the same answer.
 * Invariant: holds at most `entriesMax` values; one that is too old is given only when asking anew has failed, and then
 * says that it is stale.
 */
import { TradingError } from '../../domain/index.ts';

export type Cached<T> = {
  readonly value: T;
  /** When it was asked for, epoch ms. */
  readonly askedAt: number;
  readonly isStale: boolean;
};

export type FreshCacheOptions = {
  /** Older than this by the clock of the market, and than `REST_MS` in real time, a value is too old. */
  readonly ttlMs: number;
  readonly entriesMax: number;
  readonly now: () => number;
  /** Real time that never goes back. */
  readonly realMs?: () => number;
};

/** However fast its clock goes, the exchange is asked for the same no more often than this. */
const REST_MS = 200;

/** Since the start. */
export type CacheCounts = {
  /** Answers that were fresh, and answers that were too old because asking anew had failed. */
  fresh: number;
  stale: number;
  /** Questions that went upstream, and those that got no answer; a "no" is an answer. */
  asked: number;
  failed: number;
  /** When the last question that got an answer, and the last that got none, were put; epoch ms. */
  answeredAt: number;
  failedAt: number;
};

type Entry<T> = { readonly value: T; readonly askedAt: number };
type Kept<T> = Entry<T> & { readonly askedAtRealMs: number };

const cached = <T>({ value, askedAt }: Entry<T>, isStale: boolean): Cached<T> => ({ value, askedAt, isStale });

export class FreshCache<T> {
  readonly #options: FreshCacheOptions;
  readonly #entries = new Map<string, Kept<T>>();
  readonly #realMs: () => number;
  readonly #flights = new Map<string, Promise<Entry<T>>>();
  readonly counts: CacheCounts = { fresh: 0, stale: 0, asked: 0, failed: 0, answeredAt: 0, failedAt: 0 };

  constructor(options: FreshCacheOptions) {
    this.#options = options;
    this.#realMs = options.realMs ?? (() => performance.now());
  }

  get size(): number {
    return this.#entries.size;
  }

  /** What is kept, however old; asks nobody. */
  peek(key: string): Entry<T> | undefined {
    return this.#entries.get(key);
  }

  entries(): IterableIterator<[string, Entry<T>]> {
    return this.#entries.entries();
  }

  /** @throws what `load` throws when nothing is kept. */
  async get(key: string, load: () => Promise<T>): Promise<Cached<T>> {
    const kept = this.#entries.get(key);
    if (kept && this.#isFresh(kept)) {
      this.counts.fresh += 1;
      return cached(kept, false);
    }
    try {
      return cached(await this.#ask(key, load), false);
    } catch (error) {
      if (!kept) throw error;
      this.counts.stale += 1;
      return cached(kept, true);
    }
  }

  /** Asks in any case. @throws what `load` throws. */
  async refresh(key: string, load: () => Promise<T>): Promise<Cached<T>> {
    return cached(await this.#ask(key, load), false);
  }

  #isFresh({ askedAt, askedAtRealMs }: Kept<T>): boolean {
    const { now, ttlMs } = this.#options;
    return now() - askedAt <= ttlMs || this.#realMs() - askedAtRealMs < REST_MS;
  }

  #ask(key: string, load: () => Promise<T>): Promise<Entry<T>> {
    const underWay = this.#flights.get(key);
    if (underWay) return underWay;
    const flight = this.#load(key, load).finally(() => this.#flights.delete(key));
    this.#flights.set(key, flight);
    return flight;
  }

  async #load(key: string, load: () => Promise<T>): Promise<Entry<T>> {
    const [askedAt, askedAtRealMs] = [this.#options.now(), this.#realMs()];
    const entry = { value: await this.#answer(load, askedAt), askedAt, askedAtRealMs };
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    if (this.#entries.size > this.#options.entriesMax)
      this.#entries.delete(this.#entries.keys().next().value as string);
    return entry;
  }

  async #answer(load: () => Promise<T>, askedAt: number): Promise<T> {
    const { counts } = this;
    counts.asked += 1;
    try {
      const value = await load();
      counts.answeredAt = askedAt;
      return value;
    } catch (error) {
      if (!(error instanceof TradingError && error.outcome === 'rejected')) {
        counts.failed += 1;
        counts.failedAt = askedAt;
      }
      throw error;
    }
  }
}
