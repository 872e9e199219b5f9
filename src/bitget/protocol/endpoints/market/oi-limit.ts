/**
 * The largest position, in quote coin, that one user, and one user's accounts together, may hold.
 * Invariant: without a symbol it answers with every contract of the product.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { Numeral, ProductType, Request, SymbolName, Text } from '../../fields.ts';

export const openInterestLimit = defineEndpoint({
  name: 'market/oi-limit',
  method: 'GET',
  path: '/api/v2/mix/market/oi-limit',
  auth: 'public',
  request: Request({ productType: ProductType, symbol: Type.Optional(SymbolName) }),
  response: Type.Array(Type.Object({ symbol: Text, notionalValue: Numeral, totalNotionalValue: Numeral })),
  limit: { perSecond: 10, scope: 'ip' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/market/Get-Contracts-Oi',
});
