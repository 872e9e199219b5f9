/**
 * Adds margin to an isolated position, or takes some away with a negative amount.
 * Invariant: every call moves the amount again, so that it is never repeated unasked.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { HoldSide, MarginCoin, ProductType, Request, SignedDecimal, SymbolName } from '../../fields.ts';

export const setMargin = defineEndpoint({
  name: 'account/set-margin',
  method: 'POST',
  path: '/api/v2/mix/account/set-margin',
  auth: 'private',
  request: Request({
    symbol: SymbolName,
    productType: ProductType,
    marginCoin: MarginCoin,
    holdSide: HoldSide,
    amount: SignedDecimal,
  }),
  response: Type.Unknown(),
  limit: { perSecond: 5, scope: 'uid' },
  isIdempotent: false,
  source: 'bitget.com/api-doc/contract/account/Change-Margin',
});
