/**
 * The largest position, in quote coin, that one user, and one user's accounts together, may hold.
 * Invariant: without a symbol it answers with every contract of the category.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { Numeral, Request, SymbolName, Text } from '../../../../protocol/fields.ts';
import { Category } from '../../fields.ts';

export const openInterestLimit = defineEndpoint({
  name: 'v3/market/oi-limit',
  method: 'GET',
  path: '/api/v3/market/oi-limit',
  auth: 'public',
  request: Request({ category: Category, symbol: Type.Optional(SymbolName) }),
  response: Type.Array(Type.Object({ symbol: Text, notionalValue: Numeral, totalNotionalValue: Numeral })),
  limit: { perSecond: 10, scope: 'ip' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/uta/public/Get-Contracts-Oi',
});
