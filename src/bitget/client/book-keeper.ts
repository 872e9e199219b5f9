/**
 * The order book of one contract, kept by snapshot and updates.
 * Invariant: after `gap` the book is empty until the next snapshot; a book that is synced has missed nothing.
 */
import { crc32 } from 'node:zlib';
import type { Instrument, Level } from '../../domain/index.ts';
import { decodeLevel, textOf } from '../mapper/index.ts';
import type { channels, Numeral, RowOf } from '../protocol/index.ts';

export type BookRow = RowOf<typeof channels.books>;

/** `gap`: subscribe again, for a snapshot. */
export type BookChange = 'snapshot' | 'update' | 'gap';

type Entry = { readonly level: Level /** As on the wire, which the checksum covers. */; readonly text: string };

const CHECKED_LEVELS = 25;

export class BookKeeper {
  readonly #instrument: Instrument;
  /** Best first. */
  #bids: Entry[] = [];
  #asks: Entry[] = [];
  #seq: string | undefined;
  #isSynced = false;

  constructor(instrument: Instrument) {
    this.#instrument = instrument;
  }

  get isSynced(): boolean {
    return this.#isSynced;
  }

  /** At most `depth` levels, best first. */
  bids(depth = this.#bids.length): readonly Level[] {
    return this.#bids.slice(0, depth).map(({ level }) => level);
  }

  asks(depth = this.#asks.length): readonly Level[] {
    return this.#asks.slice(0, depth).map(({ level }) => level);
  }

  /** @throws InvalidInput when a level is no price and size of the instrument. */
  apply(action: 'snapshot' | 'update', row: BookRow): BookChange {
    if (action === 'snapshot') {
      this.#bids = this.#sorted(row.bids, -1);
      this.#asks = this.#sorted(row.asks, 1);
      this.#isSynced = true;
    } else {
      if (!this.#follows(row)) return this.#lose();
      for (const pair of row.bids) this.#put(this.#bids, pair, -1);
      for (const pair of row.asks) this.#put(this.#asks, pair, 1);
    }
    this.#seq = textOf(row.seq);
    return this.#isIntact(row) ? action : this.#lose();
  }

  /** An update follows when its `pseq` is our `seq`; 0 means that the exchange begins anew. */
  #follows({ pseq }: BookRow): boolean {
    const before = textOf(pseq);
    return this.#isSynced && (before === undefined || (before !== '0' && before === this.#seq));
  }

  #lose(): 'gap' {
    this.#bids = [];
    this.#asks = [];
    this.#isSynced = false;
    return 'gap';
  }

  #sorted(pairs: readonly Numeral[][], direction: 1 | -1): Entry[] {
    return pairs
      .map((pair) => this.#entry(pair))
      .filter(({ level }) => level[1] > 0)
      .sort((a, b) => direction * (a.level[0] - b.level[0]));
  }

  #entry(pair: readonly Numeral[]): Entry {
    return { level: decodeLevel(this.#instrument, pair), text: `${pair[0]}:${pair[1]}` };
  }

  #put(side: Entry[], pair: readonly Numeral[], direction: 1 | -1): void {
    const entry = this.#entry(pair);
    const [price, size] = entry.level;
    let low = 0;
    let high = side.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (direction * ((side[middle] as Entry).level[0] - price) < 0) low = middle + 1;
      else high = middle;
    }
    const isPresent = side[low]?.level[0] === price;
    if (size > 0) side.splice(low, isPresent ? 1 : 0, entry);
    else if (isPresent) side.splice(low, 1);
  }

  /** The exchange no longer computes checksums; where one does come, it must hold. */
  #isIntact({ checksum }: BookRow): boolean {
    const expected = Number(checksum ?? 0);
    return expected === 0 || expected === checksumOf(this.#bids, this.#asks);
  }
}

/** CRC32, as a signed 32-bit number, over the best 25 levels: bid, ask, bid, ask, each "price:size". */
function checksumOf(bids: readonly Entry[], asks: readonly Entry[]): number {
  const parts: string[] = [];
  for (let i = 0; i < CHECKED_LEVELS; i++) {
    const [bid, ask] = [bids[i], asks[i]];
    if (bid) parts.push(bid.text);
    if (ask) parts.push(ask.text);
  }
  return crc32(parts.join(':')) | 0;
}
