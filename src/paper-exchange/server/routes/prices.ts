/**
 * Last, index and mark prices, tickers, depth, contracts and tiers.
 * Invariant: only reads; `data` is a list even for one symbol, except depth and time.
 */
import type { Instrument } from '../../../domain/index.ts';
import { ApiError } from '../http/api-error.ts';
import { contractRow, depth, openInterestLimitRow, priceRow, tickerRow, tierRows } from '../wire/market.ts';
import { sizeText } from '../wire/words.ts';
import type { Call, Handlers } from './call.ts';

const DEPTH_MAX = 500;

export const listed = (call: Call, symbol: string | undefined): readonly Instrument[] =>
  symbol === undefined ? call.exchange.instruments : [call.instrument(symbol)];

const tickerRows = (call: Call, symbol: string | undefined) =>
  listed(call, symbol).map((instrument) => tickerRow(instrument, call.exchange.ticker(instrument.symbol)));

export const priceRoutes: Handlers<
  | 'serverTime'
  | 'contracts'
  | 'queryPositionLever'
  | 'ticker'
  | 'tickers'
  | 'symbolPrice'
  | 'mergeDepth'
  | 'openInterest'
  | 'openInterestLimit'
> = {
  serverTime: (_request, call) => ({ serverTime: String(call.desk.saidNow()) }),

  contracts: ({ symbol }, call) => listed(call, symbol).map(contractRow),

  queryPositionLever: ({ symbol }, call) => tierRows(call.instrument(symbol)),

  ticker: ({ symbol }, call) => tickerRows(call, symbol),

  tickers: (_request, call) => tickerRows(call, undefined),

  symbolPrice: ({ symbol }, call) => [priceRow(call.instrument(symbol), call.exchange.ticker(symbol))],

  mergeDepth: ({ symbol, limit = '100', precision = 'scale0' }, call) => {
    if (precision !== 'scale0') throw new ApiError('400172', 'precision');
    const levels = limit === 'max' ? DEPTH_MAX : Number(limit);
    const instrument = call.instrument(symbol);
    return depth(instrument, call.exchange.book(instrument.symbol, levels));
  },

  openInterest: ({ symbol }, call) => ({
    openInterestList: [{ symbol, size: sizeText(call.instrument(symbol), call.exchange.openInterest(symbol)) }],
    ts: String(call.desk.now()),
  }),

  openInterestLimit: ({ symbol }, call) => listed(call, symbol).map(openInterestLimitRow),
};
