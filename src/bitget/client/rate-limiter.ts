/**
 * Holds calls back so that no more than `perWindow` leave in any window of time.
 * Invariant: for every i, call i + perWindow leaves at least one window after call i; the queue is bounded, first come
 * first served.
 */
import { neverSent } from '../errors/index.ts';

/** A little more than the exchange's second, for what the network squeezes together. */
const WINDOW_MS = 1_020;

export type RateLimiterOptions = {
  /** For messages. */
  readonly name: string;
  readonly perSecond: number;
  /** Waiting calls beyond this are refused. */
  readonly queueMax: number;
  /** Monotonic milliseconds. */
  readonly now: () => number;
};

type Waiter = { readonly resolve: () => void };

export class RateLimiter {
  readonly #options: RateLimiterOptions;
  /** Ring of the times of the last `perSecond` departures. */
  readonly #departures: number[];
  #next = 0;
  readonly #queue: Waiter[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(options: RateLimiterOptions) {
    this.#options = options;
    this.#departures = new Array<number>(options.perSecond).fill(Number.NEGATIVE_INFINITY);
  }

  get waiting(): number {
    return this.#queue.length;
  }

  /** True when a call may leave at once; it then counts as gone. */
  tryTake(): boolean {
    if (this.#queue.length > 0 || this.#waitMs() > 0) return false;
    this.#depart();
    return true;
  }

  /**
   * Resolves when the call may leave.
   * @throws BitgetError (not-sent) when the queue is full.
   */
  take(): Promise<void> {
    if (this.tryTake()) return Promise.resolve();
    const { name, queueMax } = this.#options;
    if (this.#queue.length >= queueMax) {
      return Promise.reject(
        neverSent(name, 'queue-full', { says: `${queueMax} calls are waiting for the rate limit already` }),
      );
    }
    return new Promise((resolve) => {
      this.#queue.push({ resolve });
      this.#schedule();
    });
  }

  #waitMs(): number {
    return (this.#departures[this.#next] as number) + WINDOW_MS - this.#options.now();
  }

  #depart(): void {
    this.#departures[this.#next] = this.#options.now();
    this.#next = (this.#next + 1) % this.#departures.length;
  }

  #schedule(): void {
    if (this.#timer || this.#queue.length === 0) return;
    this.#timer = setTimeout(() => this.#drain(), Math.max(Math.ceil(this.#waitMs()), 0));
  }

  #drain(): void {
    this.#timer = undefined;
    while (this.#queue.length > 0 && this.#waitMs() <= 0) {
      this.#depart();
      this.#queue.shift()?.resolve();
    }
    this.#schedule();
  }
}
