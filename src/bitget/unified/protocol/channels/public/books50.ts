/**
 * The best 50 levels of each side of the order book.
 * Invariant: every frame is a whole snapshot.
 */
import { defineChannel } from '../../../../protocol/channel.ts';
import { BookRow } from './books.ts';

export const books50Channel = defineChannel({
  name: 'books50',
  auth: 'public',
  keyedBy: 'instId',
  row: BookRow,
  source: 'bitget.com/api-doc/uta/websocket/public/Order-Book-Channel',
});
