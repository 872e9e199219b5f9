/**
 * The public Unified endpoints: contracts, prices, depth, candles, trades, funding, time.
 * Invariant: only reads.
 */
import type { RequestOf } from '../../../../bitget/protocol/index.ts';
import type { unifiedEndpoints } from '../../../../bitget/unified/index.ts';
import { formatRate } from '../../../../domain/index.ts';
import { countOf, pageRows, timeOf } from '../../routes/asked.ts';
import type { Call } from '../../routes/call.ts';
import { candlesOf, closedRows, premiumRows } from '../../routes/candles.ts';
import { listed } from '../../routes/prices.ts';
import { fundingRow, openInterestLimitRow } from '../../wire/market.ts';
import { sizeText } from '../../wire/words.ts';
import {
  indexComponents,
  instrumentRow,
  orderbook,
  settlementRow,
  tickerRow,
  tierRows,
  tradeRow,
} from '../wire/market.ts';
import type { UnifiedHandlers } from './call.ts';

const DEPTH = { preset: 5, max: 200 };
const CANDLES = { preset: 100, max: 1_000 };
const HISTORY_CANDLES = { preset: 100, max: 100 };
const TRADES = { preset: 100, max: 100 };
const FUNDING = { preset: 100, max: 200 };
const PAGE = { preset: 1, max: 10_000, field: 'cursor' };

type CandleRequest = RequestOf<typeof unifiedEndpoints.candles>;

function candleRows(call: Call, request: CandleRequest, bounds: typeof CANDLES): string[][] {
  const { symbol, interval, type: price = 'market', startTime, endTime, limit } = request;
  const query = { granularity: interval, count: countOf(limit, bounds), ...timeOf(startTime, endTime) };
  if (price === 'premium') return premiumRows(call, symbol, query);
  return candlesOf(call, symbol, { price, query });
}

export const marketRoutes: UnifiedHandlers<
  | 'serverTime'
  | 'instruments'
  | 'tickers'
  | 'orderbook'
  | 'candles'
  | 'historyCandles'
  | 'marketFills'
  | 'currentFundRate'
  | 'historyFundRate'
  | 'openInterest'
  | 'openInterestLimit'
  | 'positionTier'
  | 'indexComponents'
  | 'feeGroup'
> = {
  serverTime: (_request, call) => ({ serverTime: String(call.desk.now()) }),

  instruments: ({ symbol }, call) => listed(call, symbol).map(instrumentRow),

  tickers: ({ symbol }, call) =>
    listed(call, symbol).map((instrument) =>
      tickerRow(instrument, {
        ticker: call.exchange.ticker(instrument.symbol),
        openInterest: call.exchange.openInterest(instrument.symbol),
      }),
    ),

  orderbook: ({ symbol, limit }, call) =>
    orderbook(call.instrument(symbol), call.exchange.book(symbol, countOf(limit, DEPTH))),

  candles: (request, call) => candleRows(call, request, CANDLES),

  historyCandles: (request, call) => closedRows(call, candleRows(call, request, HISTORY_CANDLES), request.interval),

  marketFills: ({ symbol, limit }, call) => {
    const instrument = call.instrument(symbol);
    const trades = call.exchange.recentTrades(symbol, countOf(limit, TRADES));
    return trades.map((trade) => tradeRow(instrument, trade));
  },

  currentFundRate: ({ symbol }, call) => [fundingRow(call.instrument(symbol), call.exchange.ticker(symbol))],

  historyFundRate: ({ symbol, cursor, limit }, call) => {
    call.instrument(symbol);
    const page = { number: countOf(cursor, PAGE), size: countOf(limit, FUNDING) };
    const rows = pageRows(call.exchange.fundingHistory(symbol).toReversed(), page);
    return { resultList: rows.map((settlement) => settlementRow(symbol, settlement)) };
  },

  openInterest: ({ symbol }, call) => ({
    list: listed(call, symbol).map((instrument) => ({
      symbol: instrument.symbol,
      openInterest: sizeText(instrument, call.exchange.openInterest(instrument.symbol)),
    })),
    ts: String(call.desk.now()),
  }),

  openInterestLimit: ({ symbol }, call) => listed(call, symbol).map(openInterestLimitRow),

  positionTier: ({ symbol }, call) => tierRows(call.instrument(symbol)),

  indexComponents: ({ symbol }, call) => indexComponents(call.instrument(symbol), call.exchange.ticker(symbol)),

  /** Everybody is at the first level of the one group. */
  feeGroup: ({ category, group = 'DEFAULT' }, call) => {
    const [instrument] = call.exchange.instruments;
    if (!instrument || category !== 'FUTURES' || group !== 'DEFAULT') return [];
    const fees = { makerFeeRate: formatRate(instrument.makerFee), takerFeeRate: formatRate(instrument.takerFee) };
    return [{ category, group, labelList: [], tierList: [{ level: '0', ...fees }] }];
  },
};
