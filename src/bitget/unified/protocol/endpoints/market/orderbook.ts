/**
 * The order book, best levels first; at most 200 a side.
 * Invariant: levels are [price, size], as text or as JSON numbers.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { Count, Numeral, Request, Rows, SymbolName } from '../../../../protocol/fields.ts';
import { Category } from '../../fields.ts';

export const orderbook = defineEndpoint({
  name: 'v3/market/orderbook',
  method: 'GET',
  path: '/api/v3/market/orderbook',
  auth: 'public',
  request: Request({ category: Category, symbol: SymbolName, limit: Type.Optional(Count) }),
  response: Type.Object({ a: Rows(Type.Array(Numeral)), b: Rows(Type.Array(Numeral)), ts: Numeral }),
  limit: { perSecond: 20, scope: 'ip' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/uta/public/OrderBook',
});
