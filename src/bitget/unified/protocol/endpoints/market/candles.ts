/**
 * Recent candles, the open one included; at most 1000 a call, 100 by some pages.
 * Invariant: a row is [open time ms, open, high, low, close, base volume, quote volume].
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { CandleRow } from '../../../../protocol/endpoints/market/candles.ts';
import { Count, EpochMs, Request, Rows, SymbolName } from '../../../../protocol/fields.ts';
import { Category, Interval, PriceType } from '../../fields.ts';

export const candles = defineEndpoint({
  name: 'v3/market/candles',
  method: 'GET',
  path: '/api/v3/market/candles',
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
  source: 'bitget.com/api-doc/uta/public/Get-Candle-Data',
});
