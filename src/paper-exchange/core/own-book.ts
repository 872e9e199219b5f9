/**
 * The accounts' resting orders of one market, by price and then by arrival: where a taker finds the next maker at once.
 * Invariant: holds exactly the orders that rest; prices of a side are strictly ordered and no level is empty.
 */
import type { Side } from '../../domain/index.ts';

/** What the book needs to know of an order. */
export type Resting = { readonly side: Side; price: number | undefined };

class OwnSide<T extends Resting> {
  /** +1 where a higher price is better (bids), −1 where a lower one is (asks). */
  readonly #sign: 1 | -1;
  /** The best price last, where it is cheap to take away. */
  readonly #prices: number[] = [];
  readonly #levels = new Map<number, T[]>();

  constructor(sign: 1 | -1) {
    this.#sign = sign;
  }

  get bestPrice(): number | undefined {
    return this.#prices[this.#prices.length - 1];
  }

  /** The oldest order at the best price. */
  get first(): T | undefined {
    const price = this.bestPrice;
    return price === undefined ? undefined : this.#levels.get(price)?.[0];
  }

  /** The live list itself, oldest first: copy it before a loop that may add or remove. */
  at(price: number): readonly T[] {
    return this.#levels.get(price) ?? [];
  }

  add(order: T, price: number): void {
    const level = this.#levels.get(price);
    if (level) level.push(order);
    else {
      this.#levels.set(price, [order]);
      this.#prices.splice(this.#indexOf(price), 0, price);
    }
  }

  remove(order: T, price: number): void {
    const level = this.#levels.get(price);
    const index = level?.indexOf(order) ?? -1;
    if (!level || index < 0) return;
    if (index === 0) level.shift();
    else level.splice(index, 1);
    if (level.length > 0) return;
    this.#levels.delete(price);
    if (price === this.bestPrice) this.#prices.pop();
    else this.#prices.splice(this.#indexOf(price), 1);
  }

  /** First index whose price is as good as `price` or better. */
  #indexOf(price: number): number {
    let low = 0;
    let high = this.#prices.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (((this.#prices[middle] ?? 0) - price) * this.#sign < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Best first, oldest first. The book must not change meanwhile. */
  *all(): Generator<T> {
    for (let i = this.#prices.length - 1; i >= 0; i--) yield* this.at(this.#prices[i] ?? 0);
  }

  /** Prices, best first. */
  *prices(): Generator<number> {
    for (let i = this.#prices.length - 1; i >= 0; i--) yield this.#prices[i] ?? 0;
  }
}

export class OwnBook<T extends Resting> {
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
    if (order.price !== undefined) this.side(order.side).remove(order, order.price);
  }
}
