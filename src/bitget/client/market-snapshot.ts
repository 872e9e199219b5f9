/**
 * One symbol's public market at a moment: ticker, book and candles, as figures for scores and plots.
 * Invariant: floats, and so never the source of an order's price or size.
 */
import { PRODUCT } from '../mapper/index.ts';
import { endpoints, type RequestOf, type ResponseOf } from '../protocol/index.ts';
import type { BitgetRest } from './rest.ts';

type Granularity = RequestOf<typeof endpoints.candles>['granularity'];
type PriceSize = [price: number, size: number];

export type MarketSnapshot = {
  readonly symbol: string;
  /** Epoch ms, as the exchange tells it. */
  readonly at: number;
  readonly price: number;
  readonly bid: number;
  readonly ask: number;
  /** Of 24 hours; undefined where the exchange does not say. */
  readonly high: number | undefined;
  readonly low: number | undefined;
  /** Of 24 hours, in base coin and in USDT. */
  readonly volume: number | undefined;
  readonly quoteVolume: number | undefined;
  /** Over 24 hours, as a fraction. */
  readonly change: number | undefined;
  readonly book: { readonly at: number; readonly bids: PriceSize[]; readonly asks: PriceSize[] };
  /** [epoch ms of the start, open, high, low, close, volume in base coin], oldest first; the last one may be open. */
  readonly candles: [number, number, number, number, number, number][];
};

const BOOK_LEVELS = '15';
const CANDLES = '100';

type Wire = string | number | null | undefined;

const figure = (value: Wire): number => Number(value ?? Number.NaN);

function maybeFigure(value: Wire): number | undefined {
  const number = value === '' || value === null ? Number.NaN : figure(value);
  return Number.isFinite(number) ? number : undefined;
}

const pairs = (levels: readonly (readonly Wire[])[] | null | undefined): PriceSize[] =>
  (levels ?? []).map(([price, size]) => [figure(price), figure(size)]);

/** @throws BitgetError when the exchange does not answer or does not know the symbol; InvalidInput for the timeframe. */
export async function marketSnapshot(
  rest: BitgetRest,
  { symbol, timeframe }: { readonly symbol: string; readonly timeframe: string },
): Promise<MarketSnapshot> {
  const common = { symbol, productType: PRODUCT } as const;
  const granularity = timeframe as Granularity;
  const [tickers, depth, rows] = await Promise.all([
    rest.call(endpoints.ticker, common),
    rest.call(endpoints.mergeDepth, { ...common, limit: BOOK_LEVELS }),
    rest.call(endpoints.candles, { ...common, granularity, limit: CANDLES }),
  ]);
  const [ticker] = tickers;
  return {
    symbol,
    at: figure(ticker?.ts ?? depth.ts),
    price: figure(ticker?.lastPr),
    bid: figure(ticker?.bidPr),
    ask: figure(ticker?.askPr),
    high: maybeFigure(ticker?.high24h),
    low: maybeFigure(ticker?.low24h),
    volume: maybeFigure(ticker?.baseVolume),
    quoteVolume: maybeFigure(ticker?.usdtVolume) ?? maybeFigure(ticker?.quoteVolume),
    change: maybeFigure(ticker?.change24h),
    book: { at: figure(depth.ts), bids: pairs(depth.bids), asks: pairs(depth.asks) },
    candles: candlesOf(rows),
  };
}

/** The last 100 hours of a symbol, the last one perhaps open. @throws BitgetError. */
export async function hourlyCandles(rest: BitgetRest, symbol: string): Promise<MarketSnapshot['candles']> {
  const wish = { symbol, productType: PRODUCT, granularity: '1H', limit: CANDLES } as const;
  return candlesOf(await rest.call(endpoints.candles, wish));
}

const candlesOf = (rows: ResponseOf<typeof endpoints.candles>): MarketSnapshot['candles'] =>
  (rows ?? []).map(([openAt, open, high, low, close, volume]) => [
    figure(openAt),
    figure(open),
    figure(high),
    figure(low),
    figure(close),
    figure(volume),
  ]);
