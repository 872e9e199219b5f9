/**
 * The order book, best levels first.
 * Invariant: levels are [price, size], as text or as JSON numbers.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { Numeral, OneOf, ProductType, Request, Rows, SymbolName, Unread } from '../../fields.ts';

export const mergeDepth = defineEndpoint({
  name: 'market/merge-depth',
  method: 'GET',
  path: '/api/v2/mix/market/merge-depth',
  auth: 'public',
  request: Request({
    symbol: SymbolName,
    productType: ProductType,
    precision: Type.Optional(OneOf('scale0', 'scale1', 'scale2', 'scale3')),
    limit: Type.Optional(OneOf('1', '5', '15', '50', '100', 'max')),
  }),
  response: Type.Object({
    asks: Rows(Type.Array(Numeral)),
    bids: Rows(Type.Array(Numeral)),
    ts: Numeral,
    scale: Unread,
    precision: Unread,
    isMaxPrecision: Unread,
  }),
  limit: { perSecond: 20, scope: 'ip' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/market/Get-Merge-Depth',
});
