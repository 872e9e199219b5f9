/**
 * How much of a contract is held open by everybody together, in base coin.
 * Invariant: a list without rows means that the exchange gave no figure, never that it is zero.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { Numeral, ProductType, Request, Rows, SymbolName, Text } from '../../fields.ts';

export const openInterest = defineEndpoint({
  name: 'market/open-interest',
  method: 'GET',
  path: '/api/v2/mix/market/open-interest',
  auth: 'public',
  request: Request({ symbol: SymbolName, productType: ProductType }),
  response: Type.Object({ openInterestList: Rows(Type.Object({ symbol: Text, size: Numeral })), ts: Numeral }),
  limit: { perSecond: 20, scope: 'ip' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/market/Get-Open-Interest',
});
