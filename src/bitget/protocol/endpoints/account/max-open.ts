/**
 * The largest size that can be opened, with positions and orders counted in.
 * Invariant: an estimate: an order of this size may still be refused.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { Decimal, HoldSide, MarginCoin, Numeral, OrderType, ProductType, Request, SymbolName } from '../../fields.ts';

export const maxOpen = defineEndpoint({
  name: 'account/max-open',
  method: 'GET',
  path: '/api/v2/mix/account/max-open',
  auth: 'private',
  request: Request({
    symbol: SymbolName,
    productType: ProductType,
    marginCoin: MarginCoin,
    posSide: HoldSide,
    orderType: OrderType,
    /** Required for a limit order. */ openPrice: Type.Optional(Decimal),
  }),
  response: Type.Object({ maxOpen: Numeral }),
  limit: { perSecond: 20, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/account/Get-Max-Open',
});
