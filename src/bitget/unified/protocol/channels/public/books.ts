/**
 * The whole order book: one snapshot, then updates with absolute sizes, where size 0 deletes.
 * Invariant: an update follows the one whose `seq` is its `pseq`; anything else is a gap.
 */
import { Type } from 'typebox';
import { defineChannel } from '../../../../protocol/channel.ts';
import { Levels, MaybeNumeral, Numeral, Unread } from '../../../../protocol/fields.ts';

/** `a` are asks and `b` bids, best first. `seq` may exceed 2^53: the client hands it over as text. */
export const BookRow = Type.Object({
  a: Levels,
  b: Levels,
  ts: Numeral,
  seq: MaybeNumeral,
  pseq: MaybeNumeral,
  /** 0 or absent: the exchange no longer computes it. */
  checksum: MaybeNumeral,
  maxdepth: Unread,
});

export const booksChannel = defineChannel({
  name: 'books',
  auth: 'public',
  keyedBy: 'instId',
  row: BookRow,
  source: 'bitget.com/api-doc/uta/websocket/public/Order-Book-Channel',
});
