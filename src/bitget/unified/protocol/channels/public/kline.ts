/**
 * Candles of one interval, which the subscription names.
 * Invariant: the first frame is a snapshot of recent candles, later ones carry the open candle as it changes.
 */
import { Type } from 'typebox';
import { defineChannel } from '../../../../protocol/channel.ts';
import { Numeral, Unread } from '../../../../protocol/fields.ts';

export const klineChannel = defineChannel({
  name: 'kline',
  auth: 'public',
  keyedBy: 'instId',
  row: Type.Object({
    start: Numeral,
    open: Numeral,
    high: Numeral,
    low: Numeral,
    close: Numeral,
    volume: Numeral,
    turnover: Unread,
  }),
  source: 'bitget.com/api-doc/uta/websocket/public/Candlesticks-Channel',
});
