/**
 * Sets the leverage of a contract.
 * Invariant: isolated margin in hedge mode names the side; everything else has one leverage.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import {
  Decimal,
  HoldSide,
  MarginCoin,
  MaybeNumeral,
  MaybeText,
  ProductType,
  Request,
  SymbolName,
  Text,
  Unread,
} from '../../fields.ts';

/** Leverage as it stands after the call. */
export const LeverageState = Type.Object({
  symbol: Text,
  marginMode: MaybeText,
  marginCoin: Unread,
  longLeverage: MaybeNumeral,
  shortLeverage: MaybeNumeral,
  crossMarginLeverage: MaybeNumeral,
});

export const setLeverage = defineEndpoint({
  name: 'account/set-leverage',
  method: 'POST',
  path: '/api/v2/mix/account/set-leverage',
  auth: 'private',
  request: Request({
    symbol: SymbolName,
    productType: ProductType,
    marginCoin: MarginCoin,
    leverage: Type.Optional(Decimal),
    longLeverage: Type.Optional(Decimal),
    shortLeverage: Type.Optional(Decimal),
    holdSide: Type.Optional(HoldSide),
  }),
  response: LeverageState,
  limit: { perSecond: 5, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/account/Change-Leverage',
});
