/**
 * What could be opened with the free balance.
 * Invariant: nothing is reserved by asking.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { DecimalOrEmpty, MaybeNumeral, OrderType, Request, Side, SymbolName } from '../../../../protocol/fields.ts';
import { Category } from '../../fields.ts';

export const maxOpenAvailable = defineEndpoint({
  name: 'v3/account/max-open-available',
  method: 'POST',
  path: '/api/v3/account/max-open-available',
  auth: 'private',
  request: Request({
    category: Category,
    symbol: SymbolName,
    orderType: OrderType,
    side: Type.Optional(Side),
    price: Type.Optional(DecimalOrEmpty),
    size: Type.Optional(DecimalOrEmpty),
  }),
  response: Type.Object({
    available: MaybeNumeral,
    maxOpen: MaybeNumeral,
    buyOpenCost: MaybeNumeral,
    sellOpenCost: MaybeNumeral,
    maxBuyOpen: MaybeNumeral,
    maxSellOpen: MaybeNumeral,
  }),
  limit: { perSecond: 5, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/uta/trade/Get-Max-Open-Available',
});
