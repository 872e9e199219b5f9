/**
 * An order book as text, for the checksum that V1 sends with every frame of it.
 * Invariant: holds the levels as they are written on the wire; a snapshot replaces all of them.
 */
import { crc32 } from 'node:zlib';

export type TextLevel = readonly [price: string, size: string];
type Frame = { readonly bids: readonly TextLevel[]; readonly asks: readonly TextLevel[]; readonly isSnapshot: boolean };

const CHECKED_LEVELS = 25;
const IS_NONE = /^[0.]*$/;

export class BookText {
  #bids = new Map<string, string>();
  #asks = new Map<string, string>();

  /** @returns CRC32, as a signed 32-bit number, over the best 25 levels: bid, ask, bid, ask, each "price:size" */
  apply({ bids, asks, isSnapshot }: Frame): number {
    if (isSnapshot) {
      this.#bids = new Map();
      this.#asks = new Map();
    }
    fold(this.#bids, bids);
    fold(this.#asks, asks);
    const [bid, ask] = [best(this.#bids, -1), best(this.#asks, 1)];
    const parts: string[] = [];
    for (let i = 0; i < CHECKED_LEVELS; i++) {
      for (const level of [bid[i], ask[i]]) if (level !== undefined) parts.push(`${level[0]}:${level[1]}`);
    }
    return crc32(parts.join(':')) | 0;
  }
}

function fold(side: Map<string, string>, levels: readonly TextLevel[]): void {
  for (const [price, size] of levels) {
    if (IS_NONE.test(size)) side.delete(price);
    else side.set(price, size);
  }
}

/** Numbers order the levels and are not kept. */
const best = (side: ReadonlyMap<string, string>, direction: 1 | -1): readonly TextLevel[] =>
  [...side].sort(([a], [b]) => direction * (Number(a) - Number(b))).slice(0, CHECKED_LEVELS);
