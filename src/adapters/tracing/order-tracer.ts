/**
 * The way of each order as spans: tick, decision, journal, send, answer, fills.
 * Invariant: attributes are names, sides and sizes of orders; no key, address, balance or text of an answer.
 */
import { type Attributes, context, type Span, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import type { Event, OrderRequest } from '../../domain/index.ts';
import type { OrderWatcher, Sent } from '../../ports/index.ts';

/** Orders on their way at once; further ones are not traced. */
const TRACED_MAX = 1_000;
const ENDS: ReadonlySet<string> = new Set(['filled', 'canceled', 'rejected', 'expired']);

type Way = { readonly root: Span; journal: Span | undefined; send: Span | undefined };

/** Wall time in fractions of a millisecond. */
const now = (): number => performance.timeOrigin + performance.now();

export class OrderTracer implements OrderWatcher {
  readonly #tracer: Tracer;
  readonly #ways = new Map<string, Way>();
  #arrivedAt: number | undefined;

  constructor(tracer: Tracer) {
    this.#tracer = tracer;
  }

  onArrival(): void {
    this.#arrivedAt = now();
  }

  /** The event that arrived has been stepped. */
  onStepped(): void {
    this.#arrivedAt = undefined;
  }

  /** A step wants an order sent: strategy and risk gate have had their say. `seq`: of the journal. */
  onDecision(seq: number, cause: string, order: OrderRequest): void {
    if (this.#ways.size >= TRACED_MAX) return;
    const { clientOid, symbol, intent, positionSide, type } = order;
    const at = now();
    const startTime = this.#arrivedAt ?? at;
    const attributes: Attributes = {
      'viper.client_oid': clientOid,
      'viper.symbol': symbol,
      'viper.intent': intent,
      'viper.side': positionSide,
      'viper.type': type,
      'viper.seq': seq,
      'viper.cause': cause,
    };
    const root = this.#tracer.startSpan('order', { startTime, attributes });
    const decide = this.#child(root, 'decide', startTime);
    decide.addEvent(intent === 'open' ? 'risk gate passed' : 'closes', at);
    decide.end(at);
    this.#ways.set(clientOid, { root, journal: this.#child(root, 'journal', at), send: undefined });
  }

  onSend(clientOid: string): void {
    const way = this.#ways.get(clientOid);
    if (!way) return;
    const at = now();
    way.journal?.end(at);
    way.journal = undefined;
    way.send = this.#child(way.root, 'send', at);
  }

  onAnswer(clientOid: string, { outcome }: { readonly isOpening: boolean; readonly outcome: Sent['outcome'] }): void {
    const way = this.#ways.get(clientOid);
    if (!way) return;
    way.send?.setAttribute('viper.outcome', outcome);
    way.send?.end(now());
    way.send = undefined;
    if (outcome === 'rejected' || outcome === 'not-sent') this.#end(clientOid, outcome, true);
  }

  /** What the venue says of an order afterwards, in whatever order. */
  onEvent(event: Event): void {
    if (event.type === 'fill') {
      const { clientOid, tradeId } = event.fill;
      this.#ways.get(clientOid)?.root.addEvent('fill', { 'viper.trade_id': tradeId }, now());
    } else if (event.type === 'order') {
      const { clientOid, status } = event.report;
      if (ENDS.has(status)) this.#end(clientOid, status, false);
    } else if (event.type === 'order-rejected' || event.type === 'absent') this.#end(event.clientOid, event.type, true);
    else if (event.type === 'outcome-unknown') this.#ways.get(event.clientOid)?.root.addEvent('answer lost', now());
  }

  /** Orders that rest are told as they are. */
  close(): void {
    for (const clientOid of [...this.#ways.keys()]) this.#end(clientOid, 'open', false);
  }

  #end(clientOid: string, state: string, isError: boolean): void {
    const way = this.#ways.get(clientOid);
    if (!way) return;
    this.#ways.delete(clientOid);
    const at = now();
    way.journal?.end(at);
    way.send?.end(at);
    way.root.setAttribute('viper.end', state);
    if (isError) way.root.setStatus({ code: SpanStatusCode.ERROR, message: state });
    way.root.end(at);
  }

  #child(parent: Span, name: string, startTime: number): Span {
    return this.#tracer.startSpan(name, { startTime }, trace.setSpan(context.active(), parent));
  }
}
