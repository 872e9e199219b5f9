/**
 * Closed candles of the mark price, of any age; at most 200 a call.
 * Invariant: only finished candles are answered, with a volume of zero.
 */
import { defineEndpoint } from '../../endpoint.ts';
import { historyCandles } from './history-candles.ts';

export const historyMarkCandles = defineEndpoint({
  name: 'market/history-mark-candles',
  method: 'GET',
  path: '/api/v2/mix/market/history-mark-candles',
  auth: 'public',
  request: historyCandles.request,
  response: historyCandles.response,
  limit: { perSecond: 20, scope: 'ip' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/market/Get-History-Mark-Candle-Data',
});
