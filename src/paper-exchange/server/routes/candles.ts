/**
 * Candles of trades, mark, index and premium.
 * Invariant: oldest first; the history has closed candles only. All but those of trades reach back as far as the exchange
 * has shown the price, at most 200 minutes.
 */
import { ApiError } from '../http/api-error.ts';
import { type CandleQuery, madeOf } from '../market/candle-book.ts';
import { isGranularity, nextOpenAt } from '../market/timeframes.ts';
import { candleRow, premiumRow } from '../wire/market.ts';
import { countOf, timeOf } from './asked.ts';
import type { Call, Handlers } from './call.ts';

const CANDLES_MAX = 1_000;
const HISTORY_CANDLES_MAX = 200;
const CANDLES_DEFAULT = 100;

/** Which price: what was traded, or what was shown. */
export type CandlePrice = 'market' | 'mark' | 'index';

type CandleRequest = {
  readonly symbol: string;
  readonly granularity: string;
  readonly startTime?: string;
  readonly endTime?: string;
  readonly limit?: string;
};

/** @throws ApiError 400171 for a granularity that is not made, 40020 for a limit or time that is not allowed. */
function candleQuery({ granularity, startTime, endTime, limit }: CandleRequest, countMax: number): CandleQuery {
  if (!isGranularity(granularity)) throw new ApiError('400171', 'granularity');
  const count = countOf(limit, { preset: CANDLES_DEFAULT, max: countMax });
  return { granularity, count, ...timeOf(startTime, endTime) };
}

/**
 * How far the mark was above the index, as a fraction.
 * @throws ApiError 400172 where the source shows no index apart from the mark; 40034 or 25100 when the symbol is not listed.
 */
export function premiumRows(call: Call, symbol: string, query: CandleQuery): string[][] {
  call.instrument(symbol);
  const minutes = call.exchange.priceCandles(symbol, 'premium');
  if (minutes.every(({ high, low }) => high === 0 && low === 0)) throw new ApiError('400172', 'type');
  return madeOf(minutes, query).map(premiumRow);
}

/** The candles of a query, oldest first. @throws ApiError 40034 or 25100 when the symbol is not listed. */
export function candlesOf(call: Call, symbol: string, { price, query }: { price: CandlePrice; query: CandleQuery }) {
  const instrument = call.instrument(symbol);
  const candles =
    price === 'market'
      ? (call.desk.parts.candles.get(symbol)?.candles(query) ?? [])
      : madeOf(call.exchange.priceCandles(symbol, price), query);
  return candles.map((candle) => candleRow(instrument, candle));
}

/** Those that have ended. */
export const closedRows = (call: Call, rows: readonly string[][], granularity: string): string[][] =>
  rows.filter(([openAt]) => nextOpenAt(granularity, Number(openAt)) <= call.desk.now());

function history(call: Call, request: CandleRequest, price: CandlePrice): string[][] {
  const query = candleQuery(request, HISTORY_CANDLES_MAX);
  return closedRows(call, candlesOf(call, request.symbol, { price, query }), request.granularity);
}

const KLINE_TYPES: Readonly<Record<string, CandlePrice>> = { MARKET: 'market', MARK: 'mark', INDEX: 'index' };

export const candleRoutes: Handlers<'candles' | 'historyCandles' | 'historyMarkCandles' | 'historyIndexCandles'> = {
  candles: (request, call) => {
    const price = KLINE_TYPES[request.kLineType ?? 'MARKET'];
    if (price === undefined) throw new ApiError('400172', 'kLineType');
    return candlesOf(call, request.symbol, { price, query: candleQuery(request, CANDLES_MAX) });
  },

  historyCandles: (request, call) => history(call, request, 'market'),

  historyMarkCandles: (request, call) => history(call, request, 'mark'),

  historyIndexCandles: (request, call) => history(call, request, 'index'),
};
