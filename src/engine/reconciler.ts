/**
 * Makes the engine's knowledge agree with the venue's: when something asks for it, and at a fixed interval.
 * Invariant: one reconcile at a time; who asks while one runs gets another that begins after they asked.
 */
import type { Event } from '../domain/index.ts';
import type { KernelState } from '../kernel/index.ts';
import type { Alarms, Clock, Venue } from '../ports/index.ts';
import { fetchVenueState } from './reconcile.ts';
import type { Retry } from './retry.ts';

/** The alarm of the interval; no kernel hears of it. */
export const RECONCILE_ALARM = 'engine:periodic';

export type ReconcilerOptions = {
  readonly venue: Venue;
  readonly clock: Clock;
  readonly alarms: Pick<Alarms, 'set' | 'clear'>;
  /** Between two unasked reconciles; undefined: only when something asks for one. */
  readonly everyMs: number | undefined;
  readonly state: () => Readonly<KernelState>;
  /** Resolves when no request of ours is under way, and none so young that it may still arrive. */
  readonly settled: () => Promise<void>;
  readonly retry: Retry;
  readonly push: (event: Event) => void;
  readonly hasEnded: () => boolean;
  readonly onError: (error: unknown) => void;
};

export class Reconciler {
  readonly #options: ReconcilerOptions;
  #running: Promise<void> | undefined;
  #isWanted = false;
  #messages = 0;

  constructor(options: ReconcilerOptions) {
    this.#options = options;
  }

  get isIdle(): boolean {
    return this.#running === undefined;
  }

  /** Resolves when none runs. */
  async idle(): Promise<void> {
    await this.#running;
  }

  /** To be called for each message of the venue, pushed or as an answer: a reconcile that it falls into is asked again. */
  onMessage(): void {
    this.#messages += 1;
  }

  /** Resolves when the truth has been heard that was asked for after this call, or the engine has ended. */
  reconcile(): Promise<void> {
    this.#isWanted = true;
    this.#running ??= this.#run();
    return this.#running;
  }

  /** Begins the interval. */
  schedule(): void {
    const { everyMs, alarms, clock } = this.#options;
    if (everyMs !== undefined) alarms.set(RECONCILE_ALARM, clock.now() + everyMs);
  }

  unschedule(): void {
    this.#options.alarms.clear(RECONCILE_ALARM);
  }

  onAlarm(): void {
    void this.reconcile();
    this.schedule();
  }

  async #run(): Promise<void> {
    try {
      do {
        this.#isWanted = false;
        await this.#once();
      } while (this.#isWanted && !this.#options.hasEnded());
    } catch (error) {
      this.#options.onError(error);
    } finally {
      // In the same breath as the last look at `isWanted`: nobody can ask in between and be forgotten.
      this.#running = undefined;
    }
  }

  async #once(): Promise<void> {
    const { clock, retry, push } = this.#options;
    let askedAt = clock.now();
    const state = await retry('reconcile', () => {
      askedAt = clock.now();
      return fetchVenueState({
        ...this.#options,
        messages: () => this.#messages,
        now: () => clock.now(),
      });
    });
    if (state) push({ type: 'reconciled', at: clock.now(), state, askedAt });
  }
}
