/**
 * The way of orders and cancels to the book: each arrives after a delay, in the order in which it was sent.
 * Invariant: the delay follows from seed and count alone, so that a restored queue goes on as the saved one.
 */
import type { LatencyConfig } from './types.ts';

/** An order that reaches the book, or the wish to cancel one that does. */
export type Arrival = {
  readonly kind: 'order' | 'cancel';
  readonly account: string;
  readonly symbol: string;
  readonly orderId: string;
  readonly dueAt: number;
};

export type SavedArrivals = {
  readonly count: number;
  readonly lastDueAt: number;
  readonly waiting: readonly Arrival[];
};

/** The model in one line. */
export const describeLatency = ({ baseMs, jitterMs }: LatencyConfig): string =>
  `${baseMs} ms${jitterMs === 0 ? '' : ` and up to ${jitterMs} ms more, seeded`} of market time from acceptance to the book, ` +
  'in the order of sending';

export class Arrivals {
  readonly #config: LatencyConfig;
  readonly #seed: number;
  #count = 0;
  #lastDueAt = 0;
  #waiting: Arrival[] = [];

  constructor(config: LatencyConfig, seed: number) {
    this.#config = config;
    this.#seed = seed;
  }

  /** When something sent at `at` arrives; never before what was sent earlier. */
  dueAt(at: number): number {
    const { baseMs, jitterMs } = this.#config;
    const count = this.#count++;
    const more = jitterMs === 0 ? 0 : Math.floor(uniform(this.#seed, count) * (jitterMs + 1));
    this.#lastDueAt = Math.max(this.#lastDueAt, at + baseMs + more);
    return this.#lastDueAt;
  }

  push(arrival: Arrival): void {
    this.#waiting.push(arrival);
  }

  /** Infinity when nothing is on its way. */
  get nextDueAt(): number {
    return this.#waiting[0]?.dueAt ?? Number.POSITIVE_INFINITY;
  }

  /** In the order of their arrival. */
  get waiting(): readonly Arrival[] {
    return this.#waiting;
  }

  /** The next arrival due by `at`. */
  take(at: number): Arrival | undefined {
    return this.nextDueAt <= at ? this.#waiting.shift() : undefined;
  }

  save(): SavedArrivals {
    return { count: this.#count, lastDueAt: this.#lastDueAt, waiting: [...this.#waiting] };
  }

  restore(saved: SavedArrivals): void {
    this.#count = saved.count;
    this.#lastDueAt = saved.lastDueAt;
    this.#waiting = [...saved.waiting];
  }
}

/** In [0, 1): the mixing steps of splitmix32 over seed and count. */
function uniform(seed: number, count: number): number {
  let mixed = (Math.imul(seed, 0x85ebca6b) + Math.imul(count + 1, 0x9e3779b9)) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
}
