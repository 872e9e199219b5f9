/**
 * The listed contracts and the steps, bounds and fees of each.
 * Invariant: without a symbol it answers with every contract of the product.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { MaybeNumeral, Numeral, ProductType, Request, SymbolName, Text, Unread } from '../../fields.ts';

/** One listed contract. Rates are fractions; sizes are in base coin. */
export const Contract = Type.Object({
  symbol: Text,
  baseCoin: Text,
  quoteCoin: Text,
  makerFeeRate: Numeral,
  takerFeeRate: Numeral,
  minTradeNum: Numeral,
  priceEndStep: Numeral,
  pricePlace: Numeral,
  volumePlace: Numeral,
  sizeMultiplier: Numeral,
  symbolType: Text,
  minTradeUSDT: Numeral,
  symbolStatus: Text,
  minLever: Numeral,
  maxLever: Numeral,
  fundInterval: Numeral,
  buyLimitPriceRatio: Numeral,
  sellLimitPriceRatio: Numeral,
  maxOrderQty: MaybeNumeral,
  maxMarketOrderQty: MaybeNumeral,
  supportMarginCoins: Type.Optional(Type.Array(Type.String())),
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
  launchTime: MaybeNumeral,
  posLimit: Unread,
  maintainTime: Unread,
  isRwa: Unread,
});

export const contracts = defineEndpoint({
  name: 'market/contracts',
  method: 'GET',
  path: '/api/v2/mix/market/contracts',
  auth: 'public',
  request: Request({ productType: ProductType, symbol: Type.Optional(SymbolName) }),
  response: Type.Array(Contract),
  limit: { perSecond: 20, scope: 'ip' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/market/Get-All-Symbols-Contracts',
});
