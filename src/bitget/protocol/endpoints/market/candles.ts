/**
 * Recent candles, the open one included; at most 1000 a call.
 * Invariant: 1-minute candles reach one month back; older ones are in history-candles.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { Count, EpochMs, Granularity, Numeral, OneOf, ProductType, Request, Rows, SymbolName } from '../../fields.ts';

/** [open time ms, open, high, low, close, base volume, quote volume], oldest row first. */
export const CandleRow = Type.Array(Numeral, { minItems: 6 });

export const candles = defineEndpoint({
  name: 'market/candles',
  method: 'GET',
  path: '/api/v2/mix/market/candles',
  auth: 'public',
  request: Request({
    symbol: SymbolName,
    productType: ProductType,
    granularity: Granularity,
    startTime: Type.Optional(EpochMs),
    endTime: Type.Optional(EpochMs),
    kLineType: Type.Optional(OneOf('MARKET', 'MARK', 'INDEX')),
    limit: Type.Optional(Count),
  }),
  response: Rows(CandleRow),
  limit: { perSecond: 20, scope: 'ip' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/market/Get-Candle-Data',
});
