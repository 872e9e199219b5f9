/**
 * Closed candles of any age; at most 200 a call.
 * Invariant: only finished candles are answered.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { Count, EpochMs, Granularity, ProductType, Request, Rows, SymbolName } from '../../fields.ts';
import { CandleRow } from './candles.ts';

export const historyCandles = defineEndpoint({
  name: 'market/history-candles',
  method: 'GET',
  path: '/api/v2/mix/market/history-candles',
  auth: 'public',
  request: Request({
    symbol: SymbolName,
    productType: ProductType,
    granularity: Granularity,
    startTime: Type.Optional(EpochMs),
    endTime: Type.Optional(EpochMs),
    limit: Type.Optional(Count),
  }),
  response: Rows(CandleRow),
  limit: { perSecond: 20, scope: 'ip' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/market/Get-History-Candle-Data',
});
