/**
 * What an account has open, counted and found without a search.
 * Invariant: derived from the live orders; `order-store.ts` alone keeps it, and nothing of it is saved.
 */
import type { Money, OrderIntent } from '../../domain/index.ts';

/** What is counted of an order. */
export type Counted = {
  readonly orderId: string;
  readonly clientOid: string;
  readonly symbol: string;
  readonly intent: OrderIntent;
  reserved: Money;
};

export class OpenOrders<Order extends Counted> {
  readonly #byId = new Map<string, Order>();
  readonly #byClientOid = new Map<string, Order>();
  readonly #inSymbol = new Map<string, number>();
  /** How many of them close. */
  closes = 0;
  /** Margin and fees held for all of them. */
  reserved = 0n;

  get count(): number {
    return this.#byId.size;
  }

  countIn(symbol: string): number {
    return this.#inSymbol.get(symbol) ?? 0;
  }

  byId(id: string): Order | undefined {
    return this.#byId.get(id);
  }

  byClientOid(clientOid: string): Order | undefined {
    return this.#byClientOid.get(clientOid);
  }

  add(order: Order): void {
    this.#byId.set(order.orderId, order);
    if (order.clientOid !== '') this.#byClientOid.set(order.clientOid, order);
    this.#inSymbol.set(order.symbol, this.countIn(order.symbol) + 1);
    if (order.intent === 'close') this.closes++;
    this.reserved += order.reserved;
  }

  remove(order: Order): void {
    if (!this.#byId.delete(order.orderId)) return;
    if (this.#byClientOid.get(order.clientOid) === order) this.#byClientOid.delete(order.clientOid);
    this.#inSymbol.set(order.symbol, this.countIn(order.symbol) - 1);
    if (order.intent === 'close') this.closes--;
    this.reserved -= order.reserved;
  }
}
