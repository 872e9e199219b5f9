/**
 * Our own orders, from the send to the last word on them; the only writer of order state.
 * Invariant: an order leaves `pending` or `unknown` only by a word from the venue, and never leaves a terminal state.
 */
import {
  canBecome,
  type Fill,
  isTerminal,
  type Lots,
  type OrderReport,
  type OrderRequest,
  type OrderStatus,
  type PositionSide,
} from '../../domain/index.ts';
import type { OrderTerms, WantedTerms } from './amendment.ts';
import type { EntryPlan } from './entry-plan.ts';

/** What an order was before, so many changes back. */
const HAD_MAX = 20;
/** Finished orders that are kept for questions and for late fills. */
const FINISHED_MAX = 500;

export type DeskOrder = {
  readonly request: OrderRequest;
  readonly plan: EntryPlan | undefined;
  /** The command that asked for it, until it is answered. */
  readonly requestId: string | undefined;
  readonly status: OrderStatus;
  readonly orderId: string;
  /** The most that fills or reports have shown; both tell of the same lots. */
  readonly filled: Lots;
  /** Lots of the fills alone. */
  readonly booked: Lots;
  readonly sentAt: number;
  readonly updatedAt: number;
  /** What it was asked to become; undefined where its report has shown it, or nobody asked. */
  readonly wanted?: WantedTerms | undefined;
  /** What it was before it was changed. */
  readonly had?: readonly OrderTerms[] | undefined;
};

export type OrderDeskState = { open: DeskOrder[]; finished: DeskOrder[]; count: number };

type Terms = Pick<OrderReport, 'price' | 'size'>;

const isSame = (a: Terms, b: Terms): boolean => a.price === b.price && a.size === b.size;

/** The fields in one order, whether the desk was restored on the way or not: the state has one hash. */
function withTerms(order: DeskOrder, terms: Pick<DeskOrder, 'wanted' | 'had'>): DeskOrder {
  const { wanted: _wanted, had: _had, ...rest } = order;
  return { ...rest, wanted: terms.wanted, ...(terms.had && { had: terms.had }) };
}

function changedTo(order: DeskOrder, { price, size }: OrderTerms): DeskOrder {
  const { request, had = [] } = order;
  const before = request.price === undefined ? [] : [{ price: request.price, size: request.size }];
  const changed = { ...order, request: { ...request, price, size } };
  return withTerms(changed, { wanted: undefined, had: [...had, ...before].slice(-HAD_MAX) });
}

export class OrderDesk {
  readonly #open: Map<string, DeskOrder>;
  readonly #finished: Map<string, DeskOrder>;
  /** Those of the finished whose fills are not all booked: few, while the finished are many. */
  readonly #unbooked = new Map<string, DeskOrder>();
  #count: number;

  constructor(saved?: OrderDeskState) {
    this.#open = new Map(saved?.open.map((order) => [order.request.clientOid, order]));
    this.#finished = new Map(saved?.finished.map((order) => [order.request.clientOid, order]));
    for (const order of this.#finished.values()) this.#noteUnbooked(order);
    this.#count = saved?.count ?? 0;
  }

  /** Orders ever sent. */
  get count(): number {
    return this.#count;
  }

  open(): IterableIterator<DeskOrder> {
    return this.#open.values();
  }

  /** Those that may still change a position: unfinished, or with fills that are not all booked. */
  *unsettled(): Generator<DeskOrder> {
    yield* this.#open.values();
    yield* this.#unbooked.values();
  }

  finished(): IterableIterator<DeskOrder> {
    return this.#finished.values();
  }

  get(clientOid: string): DeskOrder | undefined {
    return this.#open.get(clientOid) ?? this.#finished.get(clientOid);
  }

  add(order: Pick<DeskOrder, 'request' | 'plan' | 'requestId'>, at: number): void {
    this.#count += 1;
    const { request, plan, requestId } = order;
    const none = 0 as Lots;
    this.#open.set(request.clientOid, {
      request,
      plan,
      requestId,
      status: 'pending',
      orderId: '',
      filled: none,
      booked: none,
      sentAt: at,
      updatedAt: at,
    });
  }

  /** The order after the report, or undefined when it is not ours or tells nothing that was not known. */
  applyReport(report: OrderReport, at: number): DeskOrder | undefined {
    const order = this.#open.get(report.clientOid);
    if (!order) return undefined;
    const filled = Math.max(order.filled, report.filled) as Lots;
    const isNews = canBecome(order.status, report.status);
    const { wanted } = order;
    const isChanged = wanted !== undefined && !wanted.isHeardBefore && isSame(report, wanted);
    if (!isNews && !isChanged && filled === order.filled && order.orderId === report.orderId) return undefined;
    return this.#put({
      ...(isChanged ? changedTo(order, wanted) : order),
      orderId: report.orderId,
      filled,
      status: isNews ? report.status : order.status,
      updatedAt: at,
    });
  }

  /** Counts a fill that is new to the books; it may come after the word that the order is finished. */
  applyFill(fill: Fill): DeskOrder | undefined {
    const order = this.get(fill.clientOid);
    if (!order) return undefined;
    // A change that has grown the order may be known by its fills before its report.
    const size = Math.max(order.request.size, order.wanted?.size ?? 0);
    const booked = Math.min(order.booked + fill.size, size) as Lots;
    const filled = Math.max(order.filled, booked) as Lots;
    if (isTerminal(order.status)) return this.#put({ ...order, filled, booked });
    const status = filled >= size ? 'filled' : 'partially-filled';
    return this.#put({ ...order, orderId: fill.orderId, filled, booked, status, updatedAt: fill.at });
  }

  /** Without effect on an order that is finished or that the venue has already confirmed. */
  setStatus(clientOid: string, status: OrderStatus, at: number): DeskOrder | undefined {
    const order = this.#open.get(clientOid);
    if (!order || !canBecome(order.status, status)) return undefined;
    return this.#put({ ...order, status, updatedAt: at });
  }

  /** What the venue is asked to make of an open order; undefined: that it stays as it is. */
  want(clientOid: string, wanted: OrderTerms | undefined): void {
    const order = this.#open.get(clientOid);
    if (!order) return;
    const isHeardBefore = wanted !== undefined && (order.had ?? []).some((terms) => isSame(terms, wanted));
    const terms = wanted && { ...wanted, ...(isHeardBefore && { isHeardBefore }) };
    this.#put(withTerms(order, { wanted: terms, had: order.had }));
  }

  /** It has left for the venue: from now on a report may show it, also one that says what an older one has said. */
  wantSent(clientOid: string): void {
    const order = this.#open.get(clientOid);
    if (!order?.wanted) return;
    const { price, size } = order.wanted;
    this.#put(withTerms(order, { wanted: { price, size }, had: order.had }));
  }

  answered(clientOid: string): void {
    const order = this.get(clientOid);
    if (order) this.#put({ ...order, requestId: undefined });
  }

  /** Every fill up to now is in the books: no finished order waits for one any more. */
  settleFinished(): void {
    for (const order of [...this.#unbooked.values()]) this.#put({ ...order, booked: order.filled });
  }

  /** An order that opens (or closes) a position of the symbol and is unfinished, or whose fills are not all booked. */
  find(symbol: string, intent: OrderRequest['intent'], positionSide?: PositionSide): DeskOrder | undefined {
    const isMeant = ({ request }: DeskOrder): boolean =>
      request.symbol === symbol &&
      request.intent === intent &&
      (positionSide === undefined || request.positionSide === positionSide);
    for (const order of this.unsettled()) if (isMeant(order)) return order;
    return undefined;
  }

  save(): OrderDeskState {
    return { open: [...this.#open.values()], finished: [...this.#finished.values()], count: this.#count };
  }

  #put(order: DeskOrder): DeskOrder {
    const { clientOid } = order.request;
    if (!isTerminal(order.status)) {
      this.#open.set(clientOid, order);
      return order;
    }
    this.#open.delete(clientOid);
    this.#finished.set(clientOid, order);
    this.#noteUnbooked(order);
    if (this.#finished.size > FINISHED_MAX) {
      const [oldest] = this.#finished.keys();
      if (oldest !== undefined) {
        this.#finished.delete(oldest);
        this.#unbooked.delete(oldest);
      }
    }
    return order;
  }

  #noteUnbooked(order: DeskOrder): void {
    const { clientOid } = order.request;
    if (order.booked < order.filled) this.#unbooked.set(clientOid, order);
    else this.#unbooked.delete(clientOid);
  }
}
