/**
 * Where a position that is not open yet would be liquidated.
 * Invariant: a price at or below zero means that it would not be.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { Decimal, HoldSide, MarginCoin, Numeral, OrderType, ProductType, Request, SymbolName } from '../../fields.ts';

export const liquidationPrice = defineEndpoint({
  name: 'account/liq-price',
  method: 'GET',
  path: '/api/v2/mix/account/liq-price',
  auth: 'private',
  request: Request({
    symbol: SymbolName,
    productType: ProductType,
    marginCoin: MarginCoin,
    posSide: HoldSide,
    orderType: OrderType,
    openAmount: Decimal,
    /** Required for a limit order. */ openPrice: Type.Optional(Decimal),
  }),
  response: Type.Object({ liqPrice: Numeral }),
  limit: { perSecond: 20, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/account/Get-Liquidation-Price',
});
