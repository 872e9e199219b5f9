/**
 * Best prices, mark and funding of one contract, a few times a second.
 * Invariant: every frame is a snapshot with one row.
 */
import { Type } from 'typebox';
import { defineChannel } from '../../channel.ts';
import { MaybeNumeral, MaybeText, Numeral, Text, Unread } from '../../fields.ts';

export const tickerChannel = defineChannel({
  name: 'ticker',
  auth: 'public',
  keyedBy: 'instId',
  row: Type.Object({
    instId: Text,
    lastPr: Numeral,
    bidPr: Numeral,
    askPr: Numeral,
    bidSz: Numeral,
    askSz: Numeral,
    markPrice: Numeral,
    indexPrice: Numeral,
    fundingRate: Numeral,
    nextFundingTime: Numeral,
    ts: Numeral,
    symbol: MaybeText,
    open24h: MaybeNumeral,
    high24h: MaybeNumeral,
    low24h: MaybeNumeral,
    change24h: MaybeNumeral,
    holdingAmount: MaybeNumeral,
    baseVolume: MaybeNumeral,
    quoteVolume: MaybeNumeral,
    openUtc: MaybeNumeral,
    symbolType: Unread,
    deliveryPrice: Unread,
  }),
  source: 'bitget.com/api-doc/contract/websocket/public/Tickers-Channel',
});
