/**
 * The rate limits of one exchange over all calls: each endpoint's own, the address's per minute, and a cap of our own.
 * Invariant: what lowers a risk is never held back by our own cap; a call that the exchange has refused for being too
 * many goes out again while its time lasts.
 */
import type { Endpoint, Urgency } from '../protocol/index.ts';
import { CallQueue } from './call-queue.ts';
import { SECOND_MS } from './rate-limiter.ts';
import { Window } from './window.ts';

export type PacingOptions = {
  /** Multiplies the endpoints' limits. */
  readonly limitFactor: number;
  /** Of the address; undefined: none. */
  readonly perMinuteMax: number | undefined;
  /** Our own cap; undefined: none. */
  readonly perSecondMax: number | undefined;
  /** The longest wait of a call that changes something; queries wait longer. */
  readonly patienceMs: number;
  /** The first pause after "too many requests", doubled each time. */
  readonly backOffMs: number;
  /** Monotonic milliseconds. */
  readonly now: () => number;
};

const QUEUE_MAX = 1_000;
/** A query is as good a minute later, an order is not. */
const QUERY_PATIENCE = 6;
const MINUTE_MS = 60_200;
/** What the exchange takes to forgive the limit of the address. */
const BACK_OFF_MAX_MS = 300_000;

type Lane = { readonly window: Window; refusals: number };

export class Pacing {
  readonly #options: PacingOptions;
  readonly #queue: CallQueue;
  readonly #lanes = new Map<string, Lane>();
  readonly #minute: Window | undefined;
  readonly #cap: Window | undefined;

  constructor(options: PacingOptions) {
    const { now, perMinuteMax, perSecondMax } = options;
    this.#options = options;
    this.#queue = new CallQueue({ max: QUEUE_MAX, now });
    this.#minute = perMinuteMax === undefined ? undefined : new Window({ count: perMinuteMax, spanMs: MINUTE_MS, now });
    this.#cap = perSecondMax === undefined ? undefined : new Window({ count: perSecondMax, spanMs: SECOND_MS, now });
  }

  /** Calls that wait for their turn. */
  get waiting(): number {
    return this.#queue.waiting;
  }

  /** Monotonic time until which a call that begins now may wait. */
  until(urgency: Urgency): number {
    const { now, patienceMs } = this.#options;
    return now() + patienceMs * (urgency === 'protect' || urgency === 'trade' ? 1 : QUERY_PATIENCE);
  }

  /** Resolves when the call may leave. @throws BitgetError (not-sent). */
  turn(endpoint: Endpoint, urgency: Urgency, until: number): Promise<void> {
    const cap = urgency === 'protect' ? undefined : this.#cap;
    const windows = [this.#lane(endpoint).window, this.#minute, cap].filter((window) => window !== undefined);
    return this.#queue.take({ name: endpoint.name, urgency, windows, until });
  }

  /**
   * The exchange said "too many requests": pauses the endpoint.
   * @param retryAfterMs what the exchange asks for, if it does
   * @returns whether a call that may wait until `until` may still go out.
   */
  backOff(endpoint: Endpoint, retryAfterMs: number | undefined, until: number): boolean {
    const lane = this.#lane(endpoint);
    const own = this.#options.backOffMs * 2 ** Math.min(lane.refusals++, 20);
    const pause = Math.min(retryAfterMs ?? own, BACK_OFF_MAX_MS);
    lane.window.closeFor(pause);
    return this.#options.now() + pause < until;
  }

  /** The endpoint has answered. */
  accepted(endpoint: Endpoint): void {
    this.#lane(endpoint).refusals = 0;
  }

  close(): void {
    this.#queue.close();
  }

  #lane({ path, limit }: Endpoint): Lane {
    const found = this.#lanes.get(path);
    if (found) return found;
    const { limitFactor, now } = this.#options;
    const count = Math.max(1, Math.floor(limit.perSecond * limitFactor));
    const made = { window: new Window({ count, spanMs: SECOND_MS, now }), refusals: 0 };
    this.#lanes.set(path, made);
    return made;
  }
}
