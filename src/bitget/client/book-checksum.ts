/**
 * The checksum of an order book, which covers prices and sizes as they are written on the wire.
 * Invariant: knows the text of every level that was noted since the last snapshot.
 */
import { crc32 } from 'node:zlib';
import type { Level } from '../../domain/index.ts';
import { pairsOf, type WireLevels } from '../mapper/index.ts';
import type { BookSide } from './book-side.ts';

type Both<Levels> = { readonly bids: Levels; readonly asks: Levels };

const CHECKED_LEVELS = 25;

export class BookChecksum {
  /** "price:size" by price. */
  readonly #texts: Both<Map<number, string>> = { bids: new Map(), asks: new Map() };

  /** @param levels the same levels, decoded */
  note(row: Both<WireLevels>, levels: Both<readonly Level[]>): void {
    for (const side of ['bids', 'asks'] as const) {
      for (const [index, [price, size]] of pairsOf(row[side]).entries()) {
        const level = levels[side][index];
        if (level) this.#texts[side].set(level[0], `${price}:${size}`);
      }
    }
  }

  /** CRC32, as a signed 32-bit number, over the best 25 levels: bid, ask, bid, ask, each "price:size". */
  of(bids: BookSide, asks: BookSide): number {
    const [bid, ask] = [this.#best('bids', bids), this.#best('asks', asks)];
    const parts: string[] = [];
    for (let i = 0; i < CHECKED_LEVELS; i++) {
      for (const text of [bid[i], ask[i]]) if (text !== undefined) parts.push(text);
    }
    return crc32(parts.join(':')) | 0;
  }

  #best(name: 'bids' | 'asks', side: BookSide): readonly (string | undefined)[] {
    return side.best(CHECKED_LEVELS).map(([price]) => this.#texts[name].get(price));
  }
}
