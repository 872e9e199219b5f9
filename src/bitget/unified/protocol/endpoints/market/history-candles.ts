/**
 * Older candles; at most 100 a call.
 * Invariant: a row is as in `candles`; `endTime` is exclusive of what follows.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { CandleRow } from '../../../../protocol/endpoints/market/candles.ts';
import { Count, EpochMs, Request, Rows, SymbolName } from '../../../../protocol/fields.ts';
import { Category, Interval, PriceType } from '../../fields.ts';

export const historyCandles = defineEndpoint({
  name: 'v3/market/history-candles',
  method: 'GET',
  path: '/api/v3/market/history-candles',
  auth: 'public',
  request: Request({
    category: Category,
    symbol: SymbolName,
    interval: Interval,
    startTime: Type.Optional(EpochMs),
    endTime: Type.Optional(EpochMs),
    type: Type.Optional(PriceType),
    limit: Type.Optional(Count),
  }),
  response: Rows(CandleRow),
  limit: { perSecond: 20, scope: 'ip' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/uta/public/Get-History-Candle-Data',
});
