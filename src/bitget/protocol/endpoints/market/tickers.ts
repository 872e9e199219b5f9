/**
 * Best prices and marks of every contract of a product.
 * Invariant: one call, one row per contract.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { ProductType, Request } from '../../fields.ts';
import { TickerRow } from './ticker.ts';

export const tickers = defineEndpoint({
  name: 'market/tickers',
  method: 'GET',
  path: '/api/v2/mix/market/tickers',
  auth: 'public',
  request: Request({ productType: ProductType }),
  response: Type.Array(TickerRow),
  limit: { perSecond: 20, scope: 'ip' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/market/Get-All-Symbol-Ticker',
});
