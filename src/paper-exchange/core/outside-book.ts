/**
 * Liquidity of the world outside, by level: what a source shows, less what takers here have eaten of it.
 * Invariant: prices of a side are strictly ordered, best first, and every size is positive.
 */
import type { Level, Lots, Side, Ticks } from '../../domain/index.ts';

class BookSide {
  /** +1 where a higher price is better (bids), −1 where a lower one is (asks). */
  readonly #sign: 1 | -1;
  #prices: number[] = [];
  #sizes: number[] = [];

  constructor(sign: 1 | -1) {
    this.#sign = sign;
  }

  get bestPrice(): Ticks | undefined {
    return this.#prices[0] as Ticks | undefined;
  }

  get bestSize(): Lots {
    return (this.#sizes[0] ?? 0) as Lots;
  }

  /** First index whose price is not better than `price`. */
  #indexOf(price: number): number {
    let low = 0;
    let high = this.#prices.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (((this.#prices[middle] ?? 0) - price) * this.#sign > 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Undefined where the source shows nothing as deep as that: the level may hold any size. */
  shownAt(price: number): Lots | undefined {
    const worst = this.#prices.at(-1);
    const isBeyond = worst === undefined || (worst - price) * this.#sign > 0;
    return isBeyond ? undefined : this.sizeAt(price);
  }

  sizeAt(price: number): Lots {
    const index = this.#indexOf(price);
    return (this.#prices[index] === price ? this.#sizes[index] : 0) as Lots;
  }

  set(price: number, size: number): void {
    const index = this.#indexOf(price);
    const exists = this.#prices[index] === price;
    if (size > 0 && exists) this.#sizes[index] = size;
    else if (size > 0) {
      this.#prices.splice(index, 0, price);
      this.#sizes.splice(index, 0, size);
    } else if (exists) {
      this.#prices.splice(index, 1);
      this.#sizes.splice(index, 1);
    }
  }

  replace(levels: readonly Level[]): void {
    this.#prices = [];
    this.#sizes = [];
    for (const [price, size] of levels) this.set(price, size);
  }

  /** Drops every level better than `price`. */
  dropBetterThan(price: number): void {
    const count = this.#indexOf(price);
    this.#prices.splice(0, count);
    this.#sizes.splice(0, count);
  }

  /** Sum of the sizes at `limit` or better; of all levels without a limit. */
  sizeWithin(limit: number | undefined): number {
    let sum = 0;
    for (let i = 0; i < this.#prices.length; i++) {
      if (limit !== undefined && ((this.#prices[i] ?? 0) - limit) * this.#sign < 0) break;
      sum += this.#sizes[i] ?? 0;
    }
    return sum;
  }

  levels(depth: number): Level[] {
    return this.#prices.slice(0, depth).map((price, i) => [price as Ticks, (this.#sizes[i] ?? 0) as Lots]);
  }
}

export class OutsideBook {
  readonly #bids = new BookSide(1);
  readonly #asks = new BookSide(-1);
  /** The source has shown levels, so that a quote replaces the top and not the whole side. */
  #hasDepth = false;
  #isShown = false;

  /** False until the source shows a book or a quote: then liquidity is modelled (see `slippage.ts`). */
  get isShown(): boolean {
    return this.#isShown;
  }

  /** Bids rest on the buy side, asks on the sell side. */
  side(side: Side): BookSide {
    return side === 'buy' ? this.#bids : this.#asks;
  }

  update(bids: readonly Level[], asks: readonly Level[], isSnapshot: boolean): void {
    this.#isShown = true;
    this.#hasDepth = true;
    if (isSnapshot) {
      this.#bids.replace(bids);
      this.#asks.replace(asks);
      return;
    }
    for (const [price, size] of bids) this.#bids.set(price, size);
    for (const [price, size] of asks) this.#asks.set(price, size);
  }

  quote(bid: Level, ask: Level): void {
    this.#isShown = true;
    if (!this.#hasDepth) {
      this.#bids.replace([bid]);
      this.#asks.replace([ask]);
      return;
    }
    this.#bids.dropBetterThan(bid[0]);
    this.#asks.dropBetterThan(ask[0]);
    this.#bids.set(bid[0], bid[1]);
    this.#asks.set(ask[0], ask[1]);
  }

  /** Remembers that a taker here has eaten `size`; the source's next word on the level replaces it. */
  consume(side: Side, price: Ticks, size: Lots): void {
    const half = this.side(side);
    half.set(price, half.sizeAt(price) - size);
  }

  save(): SavedBook {
    const all = Number.MAX_SAFE_INTEGER;
    return {
      isShown: this.#isShown,
      hasDepth: this.#hasDepth,
      bids: this.#bids.levels(all),
      asks: this.#asks.levels(all),
    };
  }

  restore(saved: SavedBook): void {
    this.#bids.replace(saved.bids);
    this.#asks.replace(saved.asks);
    this.#isShown = saved.isShown;
    this.#hasDepth = saved.hasDepth;
  }
}

export type SavedBook = {
  readonly isShown: boolean;
  readonly hasDepth: boolean;
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
};
