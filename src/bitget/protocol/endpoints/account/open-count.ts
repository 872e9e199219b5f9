/**
 * What size an amount of margin opens at a price; positions and orders are not counted in.
 * Invariant: an estimate: an order of this size may still be refused.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { Decimal, MarginCoin, Numeral, ProductType, Request, SymbolName } from '../../fields.ts';

export const openCount = defineEndpoint({
  name: 'account/open-count',
  method: 'GET',
  path: '/api/v2/mix/account/open-count',
  auth: 'private',
  request: Request({
    symbol: SymbolName,
    productType: ProductType,
    marginCoin: MarginCoin,
    openAmount: Decimal,
    openPrice: Decimal,
    /** Absent: 20. */ leverage: Type.Optional(Decimal),
  }),
  response: Type.Object({ size: Numeral }),
  limit: { perSecond: 10, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/account/Est-Open-Count',
});
