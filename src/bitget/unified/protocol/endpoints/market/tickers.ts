/**
 * Last, best and mark prices and the funding rate, of one contract or of all.
 * Invariant: the answer is a list, even for one symbol.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { MaybeNumeral, MaybeText, Numeral, Request, SymbolName, Unread } from '../../../../protocol/fields.ts';
import { Category } from '../../fields.ts';

/** A market as the REST list and the stream tell it; `ts` is missing from both in the documentation. */
export const TickerRow = Type.Object({
  category: MaybeText,
  symbol: MaybeText,
  lastPrice: Numeral,
  ask1Price: Numeral,
  bid1Price: Numeral,
  ask1Size: Numeral,
  bid1Size: Numeral,
  markPrice: MaybeNumeral,
  indexPrice: MaybeNumeral,
  fundingRate: MaybeNumeral,
  nextFundingTime: MaybeNumeral,
  ts: MaybeNumeral,
  openPrice24h: Unread,
  highPrice24h: Unread,
  lowPrice24h: Unread,
  price24hPcnt: Unread,
  volume24h: Unread,
  turnover24h: Unread,
  openInterest: Unread,
  deliveryStartTime: Unread,
  deliveryTime: Unread,
  deliveryStatus: Unread,
});

export const tickers = defineEndpoint({
  name: 'v3/market/tickers',
  method: 'GET',
  path: '/api/v3/market/tickers',
  auth: 'public',
  request: Request({ category: Category, symbol: Type.Optional(SymbolName) }),
  response: Type.Array(TickerRow),
  limit: { perSecond: 20, scope: 'ip' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/uta/public/Tickers',
});
