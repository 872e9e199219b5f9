/**
 * The accounts' resting orders of one market, by price and then by arrival: where a taker finds the next maker at once.
 * Invariant: holds exactly the orders that rest; prices of a side are strictly ordered and no level is empty.
 */
import type { Side } from '../../domain/index.ts';

/** What the book needs to know of an order; the order itself is the link of its level's queue. */
export type Resting<T> = {
  readonly side: Side;
  price: number | undefined;
  level: PriceLevel<T> | undefined;
  before: T | undefined;
  behind: T | undefined;
};

export type PriceLevel<T> = {
  readonly price: number;
  first: T | undefined;
  last: T | undefined;
};

class OwnSide<T extends Resting<T>> {
  /** +1 where a higher price is better (bids), −1 where a lower one is (asks). */
  readonly #sign: 1 | -1;
  /** The best level last, where it is cheap to take away. */
  readonly #levels: PriceLevel<T>[] = [];
  #best: PriceLevel<T> | undefined;

  constructor(sign: 1 | -1) {
    this.#sign = sign;
  }

  get bestPrice(): number | undefined {
    return this.#best?.price;
  }

  /** The oldest order at the best price. */
  get first(): T | undefined {
    return this.#best?.first;
  }

  /** Oldest first; a copy. */
  at(price: number): T[] {
    const orders: T[] = [];
    for (let order = this.#levelAt(price)?.first; order; order = order.behind) orders.push(order);
    return orders;
  }

  add(order: T, price: number): void {
    const level = this.#levelAt(price) ?? this.#insert(price);
    order.level = level;
    order.before = level.last;
    if (level.last) level.last.behind = order;
    else level.first = order;
    level.last = order;
  }

  remove(order: T): void {
    const { level, before, behind } = order;
    if (!level) return;
    if (before) before.behind = behind;
    else level.first = behind;
    if (behind) behind.before = before;
    else level.last = before;
    order.level = undefined;
    order.before = undefined;
    order.behind = undefined;
    if (!level.first) this.#drop(level);
  }

  #levelAt(price: number): PriceLevel<T> | undefined {
    if (this.#best?.price === price) return this.#best;
    const level = this.#levels[this.#indexOf(price)];
    return level?.price === price ? level : undefined;
  }

  #insert(price: number): PriceLevel<T> {
    const level: PriceLevel<T> = { price, first: undefined, last: undefined };
    const index = this.#indexOf(price);
    if (index === this.#levels.length) this.#levels.push(level);
    else this.#levels.splice(index, 0, level);
    this.#best = this.#levels[this.#levels.length - 1];
    return level;
  }

  #drop(level: PriceLevel<T>): void {
    if (level === this.#best) this.#levels.pop();
    else this.#levels.splice(this.#indexOf(level.price), 1);
    this.#best = this.#levels[this.#levels.length - 1];
  }

  /** First index whose price is as good as `price` or better. */
  #indexOf(price: number): number {
    let low = 0;
    let high = this.#levels.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (((this.#levels[middle]?.price ?? 0) - price) * this.#sign < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Best first, oldest first. The book must not change meanwhile. */
  *all(): Generator<T> {
    for (let i = this.#levels.length - 1; i >= 0; i--)
      for (let order = this.#levels[i]?.first; order; order = order.behind) yield order;
  }
}

export class OwnBook<T extends Resting<T>> {
  readonly #bids = new OwnSide<T>(1);
  readonly #asks = new OwnSide<T>(-1);

  side(side: Side): OwnSide<T> {
    return side === 'buy' ? this.#bids : this.#asks;
  }

  get isEmpty(): boolean {
    return this.#bids.bestPrice === undefined && this.#asks.bestPrice === undefined;
  }

  add(order: T): void {
    if (order.price !== undefined) this.side(order.side).add(order, order.price);
  }

  remove(order: T): void {
    this.side(order.side).remove(order);
  }
}
