/**
 * Ticker, order book and recent trades of a contract as exact decimal text; needs no key.
 * Invariant: digits are those of the exchange; a figure that it does not give is undefined, never zero.
 */

import type { BitgetRest } from '../client/index.ts';
import { readable } from '../client/readable.ts';
import { refusedByBitget } from '../errors/index.ts';
import { PRODUCT, textOf, timeOf } from '../mapper/index.ts';
import { endpoints, type Numeral, type ResponseOf } from '../protocol/index.ts';

/** Prices in USDT, volumes of the last 24 hours. */
export type MarketTicker = {
  readonly symbol: string;
  readonly last: string;
  readonly bid: string;
  readonly ask: string;
  readonly high: string | undefined;
  readonly low: string | undefined;
  /** 24 hours ago. */
  readonly open: string | undefined;
  /** In base coin. */
  readonly volume: string | undefined;
  /** In USDT. */
  readonly quoteVolume: string | undefined;
  /** Over 24 hours, as a fraction: 0.01 is one per cent. */
  readonly change: string | undefined;
  readonly markPrice: string;
  readonly indexPrice: string;
  /** As a fraction, of the next payment. */
  readonly fundingRate: string;
  /** Epoch ms, as the exchange tells it. */
  readonly timestamp: number;
};

/** [price, size] as the exchange writes them. */
type LevelText = readonly [price: string, size: string];

export type OrderBookText = {
  readonly symbol: string;
  /** Best first. */
  readonly bids: readonly LevelText[];
  readonly asks: readonly LevelText[];
  /** Epoch ms. */
  readonly timestamp: number;
};

export type PublicTrade = {
  readonly tradeId: string;
  /** The taker's. */
  readonly side: 'buy' | 'sell';
  readonly price: string;
  readonly size: string;
  /** Epoch ms. */
  readonly timestamp: number;
};

/** The depths that can be asked for. */
const DEPTHS = [1, 5, 15, 50, 100] as const;

const text = (value: Numeral | null | undefined): string => textOf(value) ?? '0';

/** @throws BitgetError when the exchange does not answer, or does not know the contract. */
export async function marketTicker(rest: BitgetRest, symbol: string): Promise<MarketTicker> {
  const [row] = await rest.call(endpoints.ticker, { symbol, productType: PRODUCT });
  if (!row) throw refusedByBitget('market/ticker', { code: '40034', msg: `no ticker of ${symbol}` });
  return tickerOf(row);
}

/** Of every listed contract. @throws BitgetError when the exchange does not answer. */
export async function marketTickers(rest: BitgetRest): Promise<readonly MarketTicker[]> {
  return (await rest.call(endpoints.tickers, { productType: PRODUCT })).map(tickerOf);
}

const tickerOf = (row: ResponseOf<typeof endpoints.ticker>[number]): MarketTicker => ({
  symbol: row.symbol,
  last: text(row.lastPr),
  bid: text(row.bidPr),
  ask: text(row.askPr),
  high: textOf(row.high24h),
  low: textOf(row.low24h),
  open: textOf(row.open24h),
  volume: textOf(row.baseVolume),
  quoteVolume: textOf(row.usdtVolume) ?? textOf(row.quoteVolume),
  change: textOf(row.change24h),
  markPrice: text(row.markPrice),
  indexPrice: text(row.indexPrice),
  fundingRate: text(row.fundingRate),
  timestamp: timeOf(row.ts, 'ts'),
});

/** [epoch ms of its start, open, high, low, close, volume in base coin]; the last one may be open. */
export type CandleText = readonly [number, string, string, string, string, string];

/** Of one hour each, oldest first. @param limit at most 1000. @throws BitgetError. */
export async function hourCandles(rest: BitgetRest, symbol: string, limit: number): Promise<readonly CandleText[]> {
  const asked = { symbol, productType: PRODUCT, granularity: '1H', limit: String(limit) } as const;
  return ((await rest.call(endpoints.candles, asked)) ?? []).map(([openAt, open, high, low, close, volume]) => [
    timeOf(openAt, 'candle'),
    text(open),
    text(high),
    text(low),
    text(close),
    text(volume),
  ]);
}

/** @param limit levels a side, at most. @throws BitgetError. */
export async function orderBook(rest: BitgetRest, symbol: string, limit: number): Promise<OrderBookText> {
  const depth = DEPTHS.find((each) => each >= limit);
  const asked = depth === undefined ? 'max' : (String(depth) as `${(typeof DEPTHS)[number]}`);
  const { bids, asks, ts } = await rest.call(endpoints.mergeDepth, { symbol, productType: PRODUCT, limit: asked });
  const levels = (rows: typeof bids) =>
    (rows ?? []).slice(0, limit).map(([price, size]): LevelText => [text(price), text(size)]);
  return { symbol, bids: levels(bids), asks: levels(asks), timestamp: timeOf(ts, 'ts') };
}

/** Newest first. @param limit at most 100. @throws BitgetError. */
export async function recentTrades(rest: BitgetRest, symbol: string, limit: number): Promise<readonly PublicTrade[]> {
  const rows = await rest.call(endpoints.marketFills, { symbol, productType: PRODUCT, limit: String(limit) });
  return readable('market/fills', async () =>
    (rows ?? []).map(({ tradeId, side, price, size, ts }) => ({
      tradeId,
      side: /^sell$/i.test(side) ? 'sell' : 'buy',
      price: text(price),
      size: text(size),
      timestamp: timeOf(ts, 'ts'),
    })),
  );
}
