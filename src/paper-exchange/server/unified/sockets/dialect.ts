/**
 * The Unified public channels: how they are called, and how their rows look.
 * Invariant: candles are one topic with an interval; inside the exchange each interval is a channel of its own.
 */
import { granularities } from '../../market/timeframes.ts';
import type { PublicDialect } from '../../sockets/public-feed.ts';
import { bookPush, candlePush, tickerPush, tradePush } from '../wire/market.ts';
import { MARKET_TYPE } from '../wire/words.ts';

const KLINE = 'kline';

/** The channel of a topic and its interval. */
export const channelName = (topic: string, interval: string | undefined): string =>
  topic === KLINE ? `${KLINE}${interval ?? ''}` : topic;

/** Intervals have no "utc" variants here. */
const intervals = granularities.filter((granularity) => !granularity.endsWith('utc'));

const candles = new Map(intervals.map((interval) => [channelName(KLINE, interval), interval]));

export const unifiedDialect: PublicDialect = {
  name: 'unified',
  ticker: 'ticker',
  trades: 'publicTrade',
  book: 'books',
  tops: { books1: 1, books5: 5, books50: 50 },
  candles,
  argOf: (channel, symbol) => {
    const interval = candles.get(channel);
    return interval === undefined
      ? { instType: MARKET_TYPE, symbol, topic: channel }
      : { instType: MARKET_TYPE, symbol, topic: KLINE, interval };
  },
  tickerRow: tickerPush,
  tradeRow: tradePush,
  candleRow: candlePush,
  bookRow: bookPush,
};
