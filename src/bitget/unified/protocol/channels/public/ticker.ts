/**
 * Best prices, mark, index and funding rate of a contract, as they change.
 * Invariant: rows follow the schema of the REST list; the frame's `ts` is their time.
 */
import { defineChannel } from '../../../../protocol/channel.ts';
import { TickerRow } from '../../endpoints/market/tickers.ts';

export const tickerChannel = defineChannel({
  name: 'ticker',
  auth: 'public',
  keyedBy: 'instId',
  row: TickerRow,
  source: 'bitget.com/api-doc/uta/websocket/public/Tickers-Channel',
});
