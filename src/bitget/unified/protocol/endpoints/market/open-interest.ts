/**
 * Open contracts, in base coin.
 * Invariant: both sides of a contract count once.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { Numeral, Request, Rows, SymbolName, Text } from '../../../../protocol/fields.ts';
import { Category } from '../../fields.ts';

export const openInterest = defineEndpoint({
  name: 'v3/market/open-interest',
  method: 'GET',
  path: '/api/v3/market/open-interest',
  auth: 'public',
  request: Request({ category: Category, symbol: Type.Optional(SymbolName) }),
  response: Type.Object({ list: Rows(Type.Object({ symbol: Text, openInterest: Numeral })), ts: Numeral }),
  limit: { perSecond: 20, scope: 'ip' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/uta/public/Get-Open-Interest',
});
