/**
 * Best prices and mark of one contract.
 * Invariant: `data` is a list, with one row.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { MaybeNumeral, Numeral, ProductType, Request, SymbolName, Text, Unread } from '../../fields.ts';

/** Best prices, mark, index and 24-hour figures of one contract. */
export const TickerRow = Type.Object({
  symbol: Text,
  lastPr: Numeral,
  askPr: Numeral,
  bidPr: Numeral,
  askSz: Numeral,
  bidSz: Numeral,
  markPrice: Numeral,
  indexPrice: Numeral,
  fundingRate: Numeral,
  ts: Numeral,
  high24h: MaybeNumeral,
  low24h: MaybeNumeral,
  open24h: MaybeNumeral,
  /** A fraction: 0.01 is one per cent. */
  change24h: MaybeNumeral,
  baseVolume: MaybeNumeral,
  quoteVolume: MaybeNumeral,
  usdtVolume: MaybeNumeral,
  openUtc: MaybeNumeral,
  changeUtc24h: MaybeNumeral,
  holdingAmount: MaybeNumeral,
  deliveryStartTime: Unread,
  deliveryTime: Unread,
  deliveryStatus: Unread,
});

export const ticker = defineEndpoint({
  name: 'market/ticker',
  method: 'GET',
  path: '/api/v2/mix/market/ticker',
  auth: 'public',
  request: Request({ symbol: SymbolName, productType: ProductType }),
  response: Type.Array(TickerRow),
  limit: { perSecond: 20, scope: 'ip' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/market/Get-Ticker',
});
