/**
 * Candles of one timeframe; the wire name is this one followed by the granularity, such as candle1m.
 * Invariant: the first frame is a snapshot of recent candles, later ones carry the open candle as it changes.
 */
import { defineChannel } from '../../channel.ts';
import { CandleRow } from '../../endpoints/market/candles.ts';

export const candleChannel = defineChannel({
  name: 'candle',
  auth: 'public',
  keyedBy: 'instId',
  row: CandleRow,
  source: 'bitget.com/api-doc/contract/websocket/public/Candlesticks-Channel',
});
