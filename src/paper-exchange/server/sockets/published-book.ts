/**
 * The order book as its readers know it: what the last frame said, and what has changed since.
 * Invariant: a reader that has a snapshot of `seq` and every later diff has the same levels as this.
 */
import { type Level, type Lots, lots, type Ticks } from '../../../domain/index.ts';

/** Absolute sizes; 0 deletes. */
export type BookDiff = { readonly bids: readonly Level[]; readonly asks: readonly Level[] };

export class PublishedBook {
  #seq = 0;
  #bids: readonly Level[] = [];
  #asks: readonly Level[] = [];

  get seq(): number {
    return this.#seq;
  }

  levels(): BookDiff {
    return { bids: this.#bids, asks: this.#asks };
  }

  /** Takes the book as it is. @returns what changed; undefined when nothing did. */
  advance({ bids, asks }: BookDiff): BookDiff | undefined {
    const diff = { bids: changes(this.#bids, bids), asks: changes(this.#asks, asks) };
    this.#bids = bids;
    this.#asks = asks;
    if (diff.bids.length === 0 && diff.asks.length === 0 && this.#seq > 0) return undefined;
    this.#seq++;
    return diff;
  }
}

function changes(before: readonly Level[], after: readonly Level[]): readonly Level[] {
  const left = new Map<Ticks, Lots>(before);
  const changed: Level[] = [];
  for (const [price, size] of after) {
    if (left.get(price) !== size) changed.push([price, size]);
    left.delete(price);
  }
  for (const price of left.keys()) changed.push([price, lots(0)]);
  return changed;
}
