/**
 * The public Unified endpoints: contracts, prices, depth, candles, trades, funding, time.
 * Invariant: only reads.
 */
import type { RequestOf } from '../../../../bitget/protocol/index.ts';
import type { unifiedEndpoints } from '../../../../bitget/unified/index.ts';
import { formatSize, type Instrument, type PositionSide } from '../../../../domain/index.ts';
import { ApiError } from '../../http/api-error.ts';
import { granularityMs } from '../../market/candle-book.ts';
import type { Call } from '../../routes/call.ts';
import { candleRow, fundingRow } from '../../wire/market.ts';
import { instrumentRow, orderbook, tickerRow, tierRows, tradeRow } from '../wire/market.ts';
import type { UnifiedHandlers } from './call.ts';

const DEPTH_DEFAULT = 5;
const DEPTH_MAX = 200;
const CANDLES_DEFAULT = 100;
const CANDLES_MAX = 1_000;
const HISTORY_CANDLES_MAX = 100;
const TRADES_MAX = 100;

const listed = (call: Call, symbol: string | undefined): readonly Instrument[] =>
  symbol === undefined ? call.exchange.instruments : [call.instrument(symbol)];

/** @throws ApiError 400172 beyond 1 … max. */
function countOf(text: string | undefined, preset: number, max: number): number {
  const count = Number(text ?? preset);
  if (count < 1 || count > max) throw new ApiError('400172', 'limit');
  return count;
}

const numberOf = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));

type CandleRequest = RequestOf<typeof unifiedEndpoints.candles>;

function candleRows(call: Call, request: CandleRequest, countMax: number): string[][] {
  const { symbol, interval, type = 'market', startTime, endTime, limit } = request;
  if (type !== 'market') throw new ApiError('400172', 'type');
  const instrument = call.instrument(symbol);
  const count = countOf(limit, CANDLES_DEFAULT, countMax);
  const span = { from: numberOf(startTime), until: numberOf(endTime) };
  const candles = call.desk.parts.candles.get(symbol)?.candles({ granularity: interval, count, ...span }) ?? [];
  return candles.map((candle) => candleRow(instrument, candle));
}

/** The larger of what the accounts hold long and short: the part of the market that the exchange knows. */
function openInterest(call: Call, instrument: Instrument): string {
  const held = call.exchange.accountNames
    .flatMap((account) => call.exchange.positions(account))
    .filter(({ symbol }) => symbol === instrument.symbol);
  const lotsOf = (side: PositionSide): number =>
    held.reduce((sum, { positionSide, size }) => (positionSide === side ? sum + size : sum), 0);
  return formatSize(instrument, Math.max(lotsOf('long'), lotsOf('short')) as never);
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
  | 'openInterest'
  | 'positionTier'
> = {
  serverTime: (_request, call) => ({ serverTime: String(call.desk.now()) }),

  instruments: ({ symbol }, call) => listed(call, symbol).map(instrumentRow),

  tickers: ({ symbol }, call) =>
    listed(call, symbol).map((instrument) => tickerRow(instrument, call.exchange.ticker(instrument.symbol))),

  orderbook: ({ symbol, limit }, call) => {
    const instrument = call.instrument(symbol);
    return orderbook(instrument, call.exchange.book(symbol, countOf(limit, DEPTH_DEFAULT, DEPTH_MAX)));
  },

  candles: (request, call) => candleRows(call, request, CANDLES_MAX),

  historyCandles: (request, call) => {
    const length = granularityMs(request.interval) ?? 0;
    const isClosed = (row: string[]): boolean => Number(row[0]) + length <= call.desk.now();
    return candleRows(call, request, HISTORY_CANDLES_MAX).filter(isClosed);
  },

  marketFills: ({ symbol, limit }, call) => {
    const instrument = call.instrument(symbol);
    const count = countOf(limit, TRADES_MAX, TRADES_MAX);
    return call.desk.parts.recentTrades(symbol, count).map((trade) => tradeRow(instrument, trade));
  },

  currentFundRate: ({ symbol }, call) => [fundingRow(call.instrument(symbol), call.exchange.ticker(symbol))],

  openInterest: ({ symbol }, call) => ({
    list: listed(call, symbol).map((instrument) => ({
      symbol: instrument.symbol,
      openInterest: openInterest(call, instrument),
    })),
    ts: String(call.desk.now()),
  }),

  positionTier: ({ symbol }, call) => tierRows(call.instrument(symbol)),
};
