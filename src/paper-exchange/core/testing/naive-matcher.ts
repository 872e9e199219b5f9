/**
 * Price-time priority written for reading: plain arrays, searched from end to end, no accounts' money.
 * Invariant: test support only; what the fast matching has to agree with, order by order and fill by fill.
 */
import type { Side, TimeInForce } from '../../../domain/index.ts';
import type { StpMode } from '../types.ts';

export type NaiveOrder = {
  readonly id: number;
  readonly account: string;
  readonly side: Side;
  /** Undefined: at market. */
  price: number | undefined;
  /** What is left of it. */
  left: number;
  readonly timeInForce: TimeInForce;
  readonly stpMode: StpMode;
  /** Outside liquidity that was at its price before it, and still is. */
  ahead: number;
};

export type NaiveLevel = { readonly price: number; size: number };

/** `maker` undefined: liquidity outside. */
export type NaiveFill = {
  readonly taker: number;
  readonly maker: number | undefined;
  readonly price: number;
  readonly size: number;
};

const isGoodFor = (side: Side, price: number, limit: number | undefined): boolean =>
  limit === undefined || (side === 'buy' ? price <= limit : price >= limit);

export class NaiveMatcher {
  /** Open orders in the order in which they came to rest. */
  resting: NaiveOrder[] = [];
  fills: NaiveFill[] = [];
  /** What the world offers to each side's takers: asks to buyers, bids to sellers. */
  readonly outside: Record<Side, NaiveLevel[]>;

  constructor(outside: Record<Side, NaiveLevel[]>) {
    this.outside = outside;
  }

  place(order: NaiveOrder): void {
    if (order.timeInForce === 'post-only' && this.#best(order)) return;
    if (order.timeInForce === 'fok' && !this.#isFillable(order)) return;
    while (order.left > 0) {
      const best = this.#best(order);
      if (!best) break;
      if (best.maker && best.maker.account === order.account && order.stpMode !== 'none') {
        const { maker } = best;
        if (order.stpMode !== 'cancel-taker') this.cancel(maker.id);
        if (order.stpMode !== 'cancel-maker') return;
      } else this.#trade(order, best);
    }
    const rests = order.timeInForce === 'gtc' || order.timeInForce === 'post-only';
    if (order.left > 0 && rests && order.price !== undefined) this.#rest(order);
  }

  cancel(id: number): boolean {
    const before = this.resting.length;
    this.resting = this.resting.filter((order) => order.id !== id);
    return this.resting.length < before;
  }

  /** In place where it only gets smaller, else from the end of the queue. */
  amend(id: number, price: number, left: number): void {
    const order = this.resting.find((other) => other.id === id);
    if (!order) return;
    const isInPlace = price === order.price && left < order.left;
    order.price = price;
    order.left = left;
    if (isInPlace) return;
    this.cancel(id);
    this.place(order);
  }

  #rest(order: NaiveOrder): void {
    const same = this.outside[order.side === 'buy' ? 'sell' : 'buy'];
    order.ahead = same.find(({ price }) => price === order.price)?.size ?? 0;
    this.resting.push(order);
  }

  #makers(order: NaiveOrder): NaiveOrder[] {
    return this.resting.filter(
      (other) => other.side !== order.side && isGoodFor(order.side, other.price ?? 0, order.price),
    );
  }

  /** The best price wins; at one price what was there first: liquidity ahead of the oldest order, then that order. */
  #best(order: NaiveOrder): { price: number; size: number; maker: NaiveOrder | undefined } | undefined {
    let maker: NaiveOrder | undefined;
    for (const other of this.#makers(order))
      if (!maker || (other.price !== maker.price && isGoodFor(order.side, other.price ?? 0, maker.price)))
        maker = other;
    let level: NaiveLevel | undefined;
    for (const other of this.outside[order.side])
      if (
        isGoodFor(order.side, other.price, order.price) &&
        (!level || isGoodFor(order.side, other.price, level.price))
      )
        level = other;
    if (!maker) return level && { ...level, maker: undefined };
    const own = { price: maker.price ?? 0, size: maker.left, maker };
    if (!level) return own;
    if (level.price !== own.price)
      return isGoodFor(order.side, level.price, own.price) ? { ...level, maker: undefined } : own;
    return maker.ahead > 0 ? { price: level.price, size: Math.min(level.size, maker.ahead), maker: undefined } : own;
  }

  #trade(
    order: NaiveOrder,
    { price, size, maker }: { price: number; size: number; maker: NaiveOrder | undefined },
  ): void {
    const traded = Math.min(order.left, size);
    order.left -= traded;
    this.fills.push({ taker: order.id, maker: maker?.id, price, size: traded });
    if (maker) {
      maker.left -= traded;
      if (maker.left === 0) this.cancel(maker.id);
      return;
    }
    const levels = this.outside[order.side];
    const level = levels.find((other) => other.price === price);
    if (level) level.size -= traded;
    this.outside[order.side] = levels.filter((other) => other.size > 0);
    for (const other of this.resting)
      if (other.side !== order.side && other.price === price) other.ahead = Math.max(other.ahead - traded, 0);
  }

  #isFillable(order: NaiveOrder): boolean {
    let depth = 0;
    for (const { price, size } of this.outside[order.side])
      if (isGoodFor(order.side, price, order.price)) depth += size;
    for (const other of this.#makers(order)) {
      const isOwn = other.account === order.account && order.stpMode !== 'none';
      if (isOwn && order.stpMode !== 'cancel-maker') return false;
      if (!isOwn) depth += other.left;
    }
    return depth >= order.left;
  }
}
