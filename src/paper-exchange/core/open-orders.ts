/**
 * What an account has open, counted and found without a search.
 * Invariant: derived from the live orders; `order-store.ts` alone keeps it, and nothing of it is saved.
 */
import type { Money, OrderIntent, PositionSide } from '../../domain/index.ts';
import type { ExactSum } from './exact-sum.ts';

/** What is counted of an order; the order itself is the link of its account's list. */
export type Counted<Order> = {
  readonly orderId: string;
  /** `countOf` its id. */
  readonly count: number;
  readonly clientOid: string;
  readonly intent: OrderIntent;
  readonly positionSide: PositionSide;
  readonly seat: Counter;
  price: number | undefined;
  size: number;
  filled: number;
  reserved: Money;
  older: Order | undefined;
  younger: Order | undefined;
};

/** Where an account's open orders of one market are counted. */
type Counter = {
  openOrders: number;
  readonly market: { openOrders: number };
  readonly opening: Readonly<Record<PositionSide, ExactSum>>;
};

export class OpenOrders<Order extends Counted<Order>> {
  /** By the count in the id: a number is found faster than a text. */
  readonly #byCount = new Map<number, Order>();
  readonly #byClientOid = new Map<string, Order>();
  #oldest: Order | undefined;
  #youngest: Order | undefined;
  /** How many of them close. */
  closes = 0;
  /** Margin and fees held for all of them. */
  reserved = 0n;

  get count(): number {
    return this.#byCount.size;
  }

  /** Oldest first; a copy. */
  list(): Order[] {
    const orders: Order[] = [];
    for (let order = this.#oldest; order; order = order.younger) orders.push(order);
    return orders;
  }

  /** `size` lots more of an order that is counted are to be filled; negative: fewer. */
  grow({ intent, seat, positionSide, price }: Order, size: number): void {
    if (intent === 'open' && price !== undefined) seat.opening[positionSide].add(price * size);
  }

  byId(id: string): Order | undefined {
    const order = this.#byCount.get(countOf(id));
    return order?.orderId === id ? order : undefined;
  }

  byClientOid(clientOid: string): Order | undefined {
    return this.#byClientOid.get(clientOid);
  }

  add(order: Order): void {
    this.#byCount.set(order.count, order);
    if (order.clientOid !== '') this.#byClientOid.set(order.clientOid, order);
    order.older = this.#youngest;
    if (this.#youngest) this.#youngest.younger = order;
    else this.#oldest = order;
    this.#youngest = order;
    order.seat.openOrders++;
    order.seat.market.openOrders++;
    if (order.intent === 'close') this.closes++;
    if (order.reserved !== 0n) this.reserved += order.reserved;
    this.grow(order, order.size - order.filled);
  }

  remove(order: Order): void {
    if (!this.#byCount.delete(order.count)) return;
    // Two orders of one name are never open at once, but one may have been modified into the other.
    if (order.clientOid !== '' && this.#byClientOid.get(order.clientOid) === order)
      this.#byClientOid.delete(order.clientOid);
    const { older, younger } = order;
    if (older) older.younger = younger;
    else this.#oldest = younger;
    if (younger) younger.older = older;
    else this.#youngest = older;
    order.older = undefined;
    order.younger = undefined;
    order.seat.openOrders--;
    order.seat.market.openOrders--;
    if (order.intent === 'close') this.closes--;
    if (order.reserved !== 0n) this.reserved -= order.reserved;
    if (order.filled < order.size) this.grow(order, order.filled - order.size);
  }
}

const FIRST = 1_000_000_000_000_000;

/** What the exchange had counted to when it made the id; anything for another text. */
export const countOf = (id: string): number => Number(id) - FIRST;
