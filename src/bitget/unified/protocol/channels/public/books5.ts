/**
 * The best 5 levels of each side of the order book.
 * Invariant: every frame is a whole snapshot.
 */
import { defineChannel } from '../../../../protocol/channel.ts';
import { BookRow } from './books.ts';

export const books5Channel = defineChannel({
  name: 'books5',
  auth: 'public',
  keyedBy: 'instId',
  row: BookRow,
  source: 'bitget.com/api-doc/uta/websocket/public/Order-Book-Channel',
});
