/**
 * One side of an order book, in typed arrays: a level costs no object, and what moves is moved in one piece.
 * Invariant: levels are sorted, each price once, each size above zero; prices and sizes are whole numbers below 2^53.
 */
import type { Level, Lots, Ticks } from '../../domain/index.ts';

const CAPACITY = 1_024;

export class BookSide {
  /** Worst first: what changes most stands at the end, where a change moves little. */
  #prices = new Float64Array(CAPACITY);
  #sizes = new Float64Array(CAPACITY);
  #length = 0;
  readonly #direction: 1 | -1;

  /** @param direction 1 where the lowest price is best, -1 where the highest is */
  constructor(direction: 1 | -1) {
    this.#direction = direction;
  }

  get length(): number {
    return this.#length;
  }

  /** At most `depth` levels, best first. */
  best(depth: number): Level[] {
    const best: Level[] = [];
    for (let at = this.#length - 1; at >= 0 && best.length < depth; at--) {
      best.push([this.#prices[at] as Ticks, this.#sizes[at] as Lots]);
    }
    return best;
  }

  clear(): void {
    this.#length = 0;
  }

  /** Replaces everything; of a price that comes twice the later size holds. */
  reset(levels: readonly Level[]): void {
    this.clear();
    for (const level of levels.toSorted((a, b) => this.#direction * (b[0] - a[0]))) this.set(level);
  }

  /** Sets the size at a price; 0 deletes it. */
  set([price, size]: Level): void {
    const at = this.#find(price);
    const isKnown = at < this.#length && this.#prices[at] === price;
    if (size > 0) {
      if (!isKnown) this.#insert(at, price);
      this.#sizes[at] = size;
    } else if (isKnown) {
      this.#prices.copyWithin(at, at + 1, this.#length);
      this.#sizes.copyWithin(at, at + 1, this.#length);
      this.#length--;
    }
  }

  #insert(at: number, price: number): void {
    if (this.#length === this.#prices.length) this.#grow();
    if (at < this.#length) {
      this.#prices.copyWithin(at + 1, at, this.#length);
      this.#sizes.copyWithin(at + 1, at, this.#length);
    }
    this.#prices[at] = price;
    this.#length++;
  }

  #grow(): void {
    const grown = [new Float64Array(this.#length * 2), new Float64Array(this.#length * 2)] as const;
    grown[0].set(this.#prices);
    grown[1].set(this.#sizes);
    [this.#prices, this.#sizes] = grown;
  }

  /** Where a price stands, or would stand. */
  #find(price: number): number {
    const prices = this.#prices;
    const direction = this.#direction;
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (direction * ((prices[middle] as number) - price) > 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
