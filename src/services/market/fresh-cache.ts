/**
 * Values from elsewhere that are kept for a while: one question upstream for all who wait for the same answer.
 * Invariant: holds at most `entriesMax` values; one that is older than `ttlMs` is given only when asking anew has failed,
 * and then says that it is stale.
 */
import { TradingError } from '../../domain/index.ts';

export type Cached<T> = {
  readonly value: T;
  /** When it was asked for, epoch ms. */
  readonly askedAt: number;
  readonly isStale: boolean;
};

export type FreshCacheOptions = {
  readonly ttlMs: number;
  readonly entriesMax: number;
  readonly now: () => number;
};

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

export class FreshCache<T> {
  readonly #options: FreshCacheOptions;
  readonly #entries = new Map<string, Entry<T>>();
  readonly #flights = new Map<string, Promise<Entry<T>>>();
  readonly counts: CacheCounts = { fresh: 0, stale: 0, asked: 0, failed: 0, answeredAt: 0, failedAt: 0 };

  constructor(options: FreshCacheOptions) {
    this.#options = options;
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
    if (kept && this.#ageOf(kept) <= this.#options.ttlMs) {
      this.counts.fresh += 1;
      return { ...kept, isStale: false };
    }
    try {
      return { ...(await this.#ask(key, load)), isStale: false };
    } catch (error) {
      if (!kept) throw error;
      this.counts.stale += 1;
      return { ...kept, isStale: true };
    }
  }

  /** Asks in any case. @throws what `load` throws. */
  async refresh(key: string, load: () => Promise<T>): Promise<Cached<T>> {
    return { ...(await this.#ask(key, load)), isStale: false };
  }

  #ageOf({ askedAt }: Entry<T>): number {
    return this.#options.now() - askedAt;
  }

  #ask(key: string, load: () => Promise<T>): Promise<Entry<T>> {
    const underWay = this.#flights.get(key);
    if (underWay) return underWay;
    const flight = this.#load(key, load).finally(() => this.#flights.delete(key));
    this.#flights.set(key, flight);
    return flight;
  }

  async #load(key: string, load: () => Promise<T>): Promise<Entry<T>> {
    const askedAt = this.#options.now();
    const entry = { value: await this.#answer(load, askedAt), askedAt };
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
