/**
 * The order book of one contract, kept by snapshot and updates.
 * Invariant: after `gap` the book is empty until the next snapshot; a book that is synced has missed nothing.
 */
import type { Instrument, Level } from '../../domain/index.ts';
import { decodeLevels, textOf } from '../mapper/index.ts';
import type { channels, RowOf } from '../protocol/index.ts';
import { BookChecksum } from './book-checksum.ts';
import { BookSide } from './book-side.ts';

export type BookRow = RowOf<typeof channels.books>;

/** `gap`: subscribe again, for a snapshot. */
export type BookChange = 'snapshot' | 'update' | 'gap';

type Sides = { readonly bids: readonly Level[]; readonly asks: readonly Level[] };

const NOTHING: Sides = { bids: [], asks: [] };

export class BookKeeper {
  readonly #instrument: Instrument;
  readonly #bids = new BookSide(-1);
  readonly #asks = new BookSide(1);
  /** Present once a checksum has come. */
  #checksum: BookChecksum | undefined;
  #seq: string | undefined;
  #isSynced = false;
  #changed = NOTHING;

  constructor(instrument: Instrument) {
    this.#instrument = instrument;
  }

  get isSynced(): boolean {
    return this.#isSynced;
  }

  /** The levels that the last row has told, as they came: of a snapshot all, of an update the new sizes, 0 for a deleted one. */
  get changed(): Sides {
    return this.#changed;
  }

  /** At most `depth` levels, best first. */
  bids(depth = this.#bids.length): readonly Level[] {
    return this.#bids.best(depth);
  }

  asks(depth = this.#asks.length): readonly Level[] {
    return this.#asks.best(depth);
  }

  /** @throws InvalidInput when a level is no price and size of the instrument; that is a gap, too. */
  apply(action: 'snapshot' | 'update', row: BookRow): BookChange {
    const hasChecksum = Number(row.checksum ?? 0) !== 0;
    // The texts that a checksum covers were not kept so far: only the next snapshot can be checked.
    const isUnchecked = hasChecksum && this.#checksum === undefined;
    if (isUnchecked) this.#checksum = new BookChecksum();
    if (action === 'update' && (isUnchecked || !this.#follows(row))) return this.#lose();
    const changed = this.#decoded(row);
    if (action === 'snapshot') {
      this.#bids.reset(changed.bids);
      this.#asks.reset(changed.asks);
      this.#isSynced = true;
    } else {
      for (const level of changed.bids) this.#bids.set(level);
      for (const level of changed.asks) this.#asks.set(level);
    }
    this.#checksum?.note(row, changed);
    this.#seq = textOf(row.seq);
    this.#changed = changed;
    return hasChecksum && !this.#isIntact(row) ? this.#lose() : action;
  }

  #decoded({ bids, asks }: BookRow): Sides {
    try {
      return { bids: decodeLevels(this.#instrument, bids), asks: decodeLevels(this.#instrument, asks) };
    } catch (error) {
      this.#lose();
      throw error;
    }
  }

  /** An update follows when its `pseq` is our `seq`; 0 means that the exchange begins anew. */
  #follows({ pseq }: BookRow): boolean {
    const before = textOf(pseq);
    return this.#isSynced && (before === undefined || (before !== '0' && before === this.#seq));
  }

  #lose(): 'gap' {
    this.#bids.clear();
    this.#asks.clear();
    this.#changed = NOTHING;
    this.#isSynced = false;
    return 'gap';
  }

  /** The exchange no longer computes checksums; where one does come, it must hold. */
  #isIntact({ checksum }: BookRow): boolean {
    return this.#checksum?.of(this.#bids, this.#asks) === Number(checksum);
  }
}
