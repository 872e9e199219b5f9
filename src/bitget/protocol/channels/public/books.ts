/**
 * The whole order book: one snapshot, then updates with absolute sizes, where size 0 deletes.
 * Invariant: an update follows the one whose `seq` is its `pseq`; anything else is a gap.
 */
import { Type } from 'typebox';
import { defineChannel } from '../../channel.ts';
import { Levels, MaybeNumeral, Numeral } from '../../fields.ts';

/** Best first. `seq` may exceed 2^53: the client hands it over as text. */
export const BookRow = Type.Object({
  asks: Levels,
  bids: Levels,
  ts: Numeral,
  seq: MaybeNumeral,
  pseq: MaybeNumeral,
  /** CRC32 of the best 25 levels; 0 or absent where it is not computed. */
  checksum: MaybeNumeral,
});

export const booksChannel = defineChannel({
  name: 'books',
  auth: 'public',
  keyedBy: 'instId',
  row: BookRow,
  source: 'bitget.com/api-doc/contract/websocket/public/Order-Book-Channel',
});
