/**
 * Public trades, newest first in a frame; `side` is the taker's.
 * Invariant: a snapshot is history from before the subscription, an update is what happened since.
 */
import { Type } from 'typebox';
import { defineChannel } from '../../channel.ts';
import { Numeral, Side, Text } from '../../fields.ts';

export const tradeChannel = defineChannel({
  name: 'trade',
  auth: 'public',
  keyedBy: 'instId',
  row: Type.Object({
    ts: Numeral,
    price: Numeral,
    size: Numeral,
    side: Side,
    tradeId: Text,
  }),
  source: 'bitget.com/api-doc/contract/websocket/public/New-Trades-Channel',
});
