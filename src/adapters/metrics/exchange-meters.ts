/**
 * Counts and times what goes to the exchange and comes back: requests, orders, sockets, gaps.
 * Invariant: labels are names of endpoints, kinds and streams; no clientOid, symbol of a request or text of an answer.
 */
import type { Registry } from '@prometheus-io/client';
import type { OrderWatcher, Sent } from '../../ports/index.ts';
import { createExchangeMetrics } from './exchange-metrics.ts';

const MS = 1_000;
/** Orders that were decided on and not yet handed to the venue. */
const DECIDED_MAX = 1_000;

type Timed = { readonly arrivedAt: number; readonly sentAt: number };

export type Stream = 'public' | 'private';

/** Elapsed time since some moment, never falling. */
const elapsedMs = (): number => performance.now();

export class ExchangeMeters implements OrderWatcher {
  readonly #metrics;
  readonly #under = new Map<string, Timed>();
  readonly #open = new Map<string, boolean>();
  #accepted = 0;
  #judged = 0;
  #arrivedAt = 0;
  #isStepping = false;
  #signedOkAt: number | undefined;
  #refusedAt: number | undefined;
  #answeredAt: number | undefined;

  constructor(registry: Registry) {
    this.#metrics = createExchangeMetrics(registry);
    for (const stream of ['public', 'private'] satisfies Stream[]) {
      this.#metrics.reconnects.inc({ stream }, 0);
      this.#metrics.renewals.inc({ stream }, 0);
      this.#metrics.gaps.inc({ stream }, 0);
      this.#metrics.socketsUp.set({ stream }, 0);
    }
  }

  /** Undefined before the first of its kind: milliseconds since a signed request was accepted, one was refused, anything was answered. */
  ages(): Readonly<Record<'signedOkMs' | 'refusedMs' | 'answeredMs', number | undefined>> {
    const now = elapsedMs();
    const since = (at: number | undefined): number | undefined => (at === undefined ? undefined : now - at);
    return {
      signedOkMs: since(this.#signedOkAt),
      refusedMs: since(this.#refusedAt),
      answeredMs: since(this.#answeredAt),
    };
  }

  /** Accepted orders among those that were answered or lost; undefined before the first. */
  get successRatio(): number | undefined {
    return this.#judged === 0 ? undefined : this.#accepted / this.#judged;
  }

  /** Undefined before the first word of the stream's socket. */
  isUp(stream: Stream): boolean | undefined {
    return this.#open.get(stream);
  }

  onArrival(): void {
    this.#arrivedAt = elapsedMs();
    this.#isStepping = true;
  }

  /** The event that arrived has been stepped. */
  onStepped(): void {
    this.#isStepping = false;
  }

  /** A step wants the order sent; what led to it is the event that is being stepped. */
  onDecision(clientOid: string): void {
    if (this.#isStepping && this.#under.size < DECIDED_MAX)
      this.#under.set(clientOid, { arrivedAt: this.#arrivedAt, sentAt: 0 });
  }

  onSend(clientOid: string): void {
    const decided = this.#under.get(clientOid);
    const now = elapsedMs();
    if (decided) this.#metrics.tickToOrder.observe((now - decided.arrivedAt) / MS);
    this.#under.set(clientOid, { arrivedAt: decided?.arrivedAt ?? now, sentAt: now });
  }

  onAnswer(
    clientOid: string,
    { isOpening, outcome }: { readonly isOpening: boolean; readonly outcome: Sent['outcome'] },
  ): void {
    const sent = this.#under.get(clientOid);
    this.#under.delete(clientOid);
    if (sent) this.#metrics.answers.observe({ outcome }, (elapsedMs() - sent.sentAt) / MS);
    this.#metrics.orders.inc({ intent: isOpening ? 'open' : 'close', outcome });
    if (outcome === 'not-sent') return;
    this.#judged += 1;
    if (outcome === 'accepted') this.#accepted += 1;
  }

  onExchange(endpoint: string, tookMs: number, isAnswered: boolean): void {
    this.#metrics.responses.observe({ endpoint }, tookMs / MS);
    if (isAnswered) this.#answeredAt = elapsedMs();
  }

  onOutcome(endpoint: string, outcome: string, isSigned: boolean): void {
    this.#metrics.calls.inc({ endpoint, outcome });
    if (!isSigned) return;
    if (outcome === 'ok') this.#signedOkAt = elapsedMs();
    else if (outcome === 'credentials' || outcome === 'clock') {
      this.#metrics.refusedKeys.inc();
      this.#refusedAt = elapsedMs();
    }
  }

  onSocket(url: string, state: 'up' | 'down' | 'renewed'): void {
    const stream: Stream = url.includes('private') ? 'private' : 'public';
    if (state === 'renewed') return this.#metrics.renewals.inc({ stream });
    this.#open.set(stream, state === 'up');
    this.#metrics.socketsUp.set({ stream }, state === 'up' ? 1 : 0);
    if (state === 'down') this.#metrics.reconnects.inc({ stream });
  }

  onGap(stream: Stream): void {
    this.#metrics.gaps.inc({ stream });
  }
}
