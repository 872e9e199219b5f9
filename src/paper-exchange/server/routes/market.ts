/**
 * The public endpoints: contracts, prices, depth, candles, funding, time.
 * Invariant: only reads; `data` is a list even for one symbol, except depth and time.
 */
import type { Instrument } from '../../../domain/index.ts';
import { ApiError } from '../http/api-error.ts';
import { type CandleQuery, granularityMs } from '../market/candle-book.ts';
import { candleRow, contractRow, depth, fundingRow, tickerRow, tierRows } from '../wire/market.ts';
import type { Call, Handlers } from './call.ts';

const DEPTH_MAX = 500;
const CANDLES_MAX = 1_000;
const HISTORY_CANDLES_MAX = 200;
const CANDLES_DEFAULT = 100;

const listed = (call: Call, symbol: string | undefined): readonly Instrument[] =>
  symbol === undefined ? call.exchange.instruments : [call.instrument(symbol)];

const tickerRows = (call: Call, symbol: string | undefined) =>
  listed(call, symbol).map((instrument) => tickerRow(instrument, call.exchange.ticker(instrument.symbol)));

type CandleRequest = {
  readonly symbol: string;
  readonly granularity: string;
  readonly startTime?: string;
  readonly endTime?: string;
  readonly limit?: string;
};

function candleQuery(request: CandleRequest, countMax: number): CandleQuery {
  const { granularity, startTime, endTime, limit } = request;
  const count = Number(limit ?? CANDLES_DEFAULT);
  if (granularityMs(granularity) === undefined) throw new ApiError('400171', 'granularity');
  if (count < 1 || count > countMax) throw new ApiError('400172', 'limit');
  return { granularity, count, from: numberOf(startTime), until: numberOf(endTime) };
}

const numberOf = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));

function candleRows(call: Call, request: CandleRequest, query: CandleQuery): string[][] {
  const instrument = call.instrument(request.symbol);
  const candles = call.desk.parts.candles.get(request.symbol)?.candles(query) ?? [];
  return candles.map((candle) => candleRow(instrument, candle));
}

export const marketRoutes: Handlers<
  | 'serverTime'
  | 'contracts'
  | 'queryPositionLever'
  | 'ticker'
  | 'tickers'
  | 'mergeDepth'
  | 'candles'
  | 'historyCandles'
  | 'currentFundRate'
> = {
  serverTime: (_request, call) => ({ serverTime: String(call.desk.now()) }),

  contracts: ({ symbol }, call) => listed(call, symbol).map(contractRow),

  queryPositionLever: ({ symbol }, call) => tierRows(call.instrument(symbol)),

  ticker: ({ symbol }, call) => tickerRows(call, symbol),

  tickers: (_request, call) => tickerRows(call, undefined),

  mergeDepth: ({ symbol, limit = '100', precision = 'scale0' }, call) => {
    if (precision !== 'scale0') throw new ApiError('400172', 'precision');
    const levels = limit === 'max' ? DEPTH_MAX : Number(limit);
    const book = call.exchange.book(call.instrument(symbol).symbol, levels);
    return depth(call.instrument(symbol), book);
  },

  candles: (request, call) => {
    if (request.kLineType !== undefined && request.kLineType !== 'MARKET') throw new ApiError('400172', 'kLineType');
    return candleRows(call, request, candleQuery(request, CANDLES_MAX));
  },

  historyCandles: (request, call) => {
    const query = candleQuery(request, HISTORY_CANDLES_MAX);
    const length = granularityMs(request.granularity) ?? 0;
    const isClosed = (row: string[]) => Number(row[0]) + length <= call.desk.now();
    return candleRows(call, request, query).filter(isClosed);
  },

  currentFundRate: ({ symbol }, call) =>
    listed(call, symbol).map((instrument) => fundingRow(instrument, call.exchange.ticker(instrument.symbol))),
};
