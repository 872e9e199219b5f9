/**
 * The listed contracts and the steps, bounds and fees of each.
 * Invariant: without a symbol it answers with every contract of the category.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { MaybeNumeral, MaybeText, Numeral, Request, SymbolName, Text, Unread } from '../../../../protocol/fields.ts';
import { Category } from '../../fields.ts';

/** One listed contract. Rates are fractions; sizes are in base coin; multipliers are the steps of price and size. */
const InstrumentRow = Type.Object({
  symbol: Text,
  category: Text,
  baseCoin: Text,
  quoteCoin: Text,
  symbolType: MaybeText,
  type: MaybeText,
  status: Text,
  priceMultiplier: Numeral,
  quantityMultiplier: Numeral,
  minOrderQty: Numeral,
  maxOrderQty: MaybeNumeral,
  maxMarketOrderQty: MaybeNumeral,
  minOrderAmount: Numeral,
  makerFeeRate: Numeral,
  takerFeeRate: Numeral,
  minLeverage: Numeral,
  maxLeverage: Numeral,
  fundInterval: Numeral,
  buyLimitPriceRatio: Numeral,
  sellLimitPriceRatio: Numeral,
  pricePrecision: Unread,
  quantityPrecision: Unread,
  quotePrecision: Unread,
  feeRateUpRatio: Unread,
  openCostUpRatio: Unread,
  maxSymbolOrderNum: Unread,
  maxProductOrderNum: Unread,
  maxPositionNum: Unread,
  offTime: Unread,
  limitOpenTime: Unread,
  deliveryTime: Unread,
  deliveryStartTime: Unread,
  deliveryPeriod: Unread,
  launchTime: Unread,
  maintainTime: Unread,
  isRwa: Unread,
});

export const instruments = defineEndpoint({
  name: 'v3/market/instruments',
  method: 'GET',
  path: '/api/v3/market/instruments',
  auth: 'public',
  request: Request({ category: Category, symbol: Type.Optional(SymbolName) }),
  response: Type.Array(InstrumentRow),
  limit: { perSecond: 20, scope: 'ip' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/uta/public/Instruments',
});
