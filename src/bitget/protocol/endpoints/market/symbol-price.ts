/**
 * Last, index and mark price of one contract.
 * Invariant: `data` is a list, with one row.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { Numeral, ProductType, Request, SymbolName, Text } from '../../fields.ts';

export const symbolPrice = defineEndpoint({
  name: 'market/symbol-price',
  method: 'GET',
  path: '/api/v2/mix/market/symbol-price',
  auth: 'public',
  request: Request({ symbol: SymbolName, productType: ProductType }),
  response: Type.Array(
    Type.Object({ symbol: Text, price: Numeral, indexPrice: Numeral, markPrice: Numeral, ts: Numeral }),
  ),
  limit: { perSecond: 20, scope: 'ip' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/market/Get-Symbol-Price',
});
