/**
 * Every open position of a product.
 * Invariant: only an empty list means flat; null has been seen in its place, and means that the exchange does not know.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { MarginCoin, MaybeNumeral, MaybeText, Numeral, ProductType, Request, Text, Unread } from '../../fields.ts';

/** An open position. `totalFee` is accumulated funding, `deductedFee` trading fees. */
export const PositionRow = Type.Object({
  symbol: Text,
  holdSide: Text,
  total: Numeral,
  openPriceAvg: Numeral,
  leverage: Numeral,
  marginMode: Text,
  liquidationPrice: MaybeNumeral,
  posMode: MaybeText,
  marginCoin: Unread,
  openDelegateSize: Unread,
  marginSize: Unread,
  available: Unread,
  locked: Unread,
  achievedProfits: Unread,
  unrealizedPL: Unread,
  keepMarginRate: Unread,
  markPrice: Unread,
  marginRatio: Unread,
  breakEvenPrice: Unread,
  totalFee: Unread,
  deductedFee: Unread,
  takeProfit: Unread,
  stopLoss: Unread,
  takeProfitId: Unread,
  stopLossId: Unread,
  grant: Unread,
  assetMode: Unread,
  autoMargin: Unread,
  cTime: Unread,
  uTime: Unread,
});

export const allPosition = defineEndpoint({
  name: 'position/all-position',
  method: 'GET',
  path: '/api/v2/mix/position/all-position',
  auth: 'private',
  request: Request({ productType: ProductType, marginCoin: Type.Optional(MarginCoin) }),
  response: Type.Array(PositionRow),
  limit: { perSecond: 5, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/position/get-all-position',
});
