/**
 * Public trades: p price, v size, S the taker's side, T time, i id.
 * Invariant: a snapshot is history from before the subscription, an update is what happened since.
 */
import { Type } from 'typebox';
import { defineChannel } from '../../../../protocol/channel.ts';
import { Numeral, Side, Text, Unread } from '../../../../protocol/fields.ts';

export const publicTradeChannel = defineChannel({
  name: 'publicTrade',
  auth: 'public',
  keyedBy: 'instId',
  row: Type.Object({ p: Numeral, v: Numeral, S: Side, T: Numeral, i: Text, L: Unread, isRPI: Unread }),
  source: 'bitget.com/api-doc/uta/websocket/public/New-Trades-Channel',
});
