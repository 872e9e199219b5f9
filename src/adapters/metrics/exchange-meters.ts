/**
 * Counts and times what goes to the exchange and comes back: requests, orders, signatures, sockets, gaps.
 * Invariant: labels are names of endpoints, kinds and streams; no clientOid, symbol of a request or text of an answer.
 */
import type { Registry } from '@prometheus-io/client';
import type { OrderWatcher, Sent } from '../../ports/index.ts';
import { createOrderMetrics } from './exchange-metrics.ts';
import { elapsedMs, sinceMs, UpstreamMeters } from './upstream-meters.ts';

const MS = 1_000;
/** Orders that were decided on and not yet handed to the venue. */
const DECIDED_MAX = 1_000;
const OUTCOMES: readonly Sent['outcome'][] = ['accepted', 'rejected', 'not-sent', 'unknown'];

type Timed = { readonly arrivedAt: number; readonly sentAt: number };

export class ExchangeMeters extends UpstreamMeters implements OrderWatcher {
  readonly #metrics;
  readonly #under = new Map<string, Timed>();
  #accepted = 0;
  #judged = 0;
  #arrivedAt = 0;
  #isStepping = false;
  #signedOkAt: number | undefined;
  #refusedAt: number | undefined;

  constructor(registry: Registry) {
    super(registry, ['public', 'private']);
    this.#metrics = createOrderMetrics(registry);
    // From zero on, so that Prometheus sees the first one as growth.
    for (const intent of ['open', 'close'])
      for (const outcome of OUTCOMES) this.#metrics.orders.inc({ intent, outcome }, 0);
  }

  /** Undefined before the first of its kind: milliseconds since a signed request was accepted, one was refused, anything was answered. */
  ages(): Readonly<Record<'signedOkMs' | 'refusedMs' | 'answeredMs', number | undefined>> {
    return {
      signedOkMs: sinceMs(this.#signedOkAt),
      refusedMs: sinceMs(this.#refusedAt),
      answeredMs: this.answeredMs,
    };
  }

  /** Accepted orders among those that were answered or lost; undefined before the first. */
  get successRatio(): number | undefined {
    return this.#judged === 0 ? undefined : this.#accepted / this.#judged;
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

  override onOutcome(endpoint: string, outcome: string, isSigned: boolean): void {
    super.onOutcome(endpoint, outcome, isSigned);
    if (!isSigned) return;
    if (outcome === 'ok') this.#signedOkAt = elapsedMs();
    else if (outcome === 'credentials' || outcome === 'clock') {
      this.#metrics.refusedKeys.inc();
      this.#refusedAt = elapsedMs();
    }
  }
}
