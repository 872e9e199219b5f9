/**
 * The exchange's time: the machine's, and the difference between the two as last measured.
 * Invariant: only the way there and back is in doubt; no call waits for a measurement that is merely renewed.
 */
import type { Clock } from '../../ports/index.ts';
import { monotonicMs } from './monotonic.ts';

/** Clocks drift apart. */
const MEASURE_EVERY_MS = 15 * 60_000;

/** Epoch ms: what the exchange said, and the machine's time when the question left and when the answer came. */
export type TimeAnswer = { readonly serverTime: number; readonly before: number; readonly after: number };

export class ServerTime implements Clock {
  readonly #clock: Clock;
  readonly #ask: () => Promise<TimeAnswer>;
  #offsetMs = 0;
  #measured: Promise<void> | undefined;
  #measuredAtMs = 0;

  constructor(clock: Clock, ask: () => Promise<TimeAnswer>) {
    this.#clock = clock;
    this.#ask = ask;
  }

  now(): number {
    return this.#clock.now() + this.#offsetMs;
  }

  /** The exchange's clock against the machine's. */
  get offsetMs(): number {
    return this.#offsetMs;
  }

  /** Resolves when it has been measured at least once. @throws whatever the question throws. */
  known(): Promise<void> {
    return this.#measured ?? this.measure();
  }

  /** Measures anew. @throws whatever the question throws; then the next one who needs the time asks again. */
  measure(): Promise<void> {
    const measuring = this.#measure();
    this.#measured = measuring;
    measuring.catch(() => {
      if (this.#measured === measuring) this.#measured = undefined;
    });
    return measuring;
  }

  /** Renews an old measurement beside what goes on. */
  followDrift(): void {
    if (monotonicMs() - this.#measuredAtMs < MEASURE_EVERY_MS) return;
    this.#measuredAtMs = monotonicMs();
    this.#measure().catch(() => undefined);
  }

  async #measure(): Promise<void> {
    const { serverTime, before, after } = await this.#ask();
    this.#measuredAtMs = monotonicMs();
    this.#offsetMs = Math.round(serverTime - (before + after) / 2);
  }
}
