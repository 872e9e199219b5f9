/**
 * Holds calls back so that no more than a second allows leave in it.
 * Invariant: the queue is bounded, first come first served.
 */
import { neverSent } from '../errors/index.ts';
import { Window } from './window.ts';

/** A little more than the exchange's second, for what the network squeezes together. */
export const SECOND_MS = 1_020;

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
  readonly #window: Window;
  readonly #queue: Waiter[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(options: RateLimiterOptions) {
    this.#options = options;
    this.#window = new Window({ count: options.perSecond, spanMs: SECOND_MS, now: options.now });
  }

  get waiting(): number {
    return this.#queue.length;
  }

  /** True when a call may leave at once; it then counts as gone. */
  tryTake(): boolean {
    if (this.#queue.length > 0 || this.#window.waitMs() > 0) return false;
    this.#window.depart();
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

  #schedule(): void {
    if (this.#timer || this.#queue.length === 0) return;
    this.#timer = setTimeout(() => this.#drain(), Math.max(Math.ceil(this.#window.waitMs()), 0));
  }

  #drain(): void {
    this.#timer = undefined;
    while (this.#queue.length > 0 && this.#window.waitMs() <= 0) {
      this.#window.depart();
      this.#queue.shift()?.resolve();
    }
    this.#schedule();
  }
}
