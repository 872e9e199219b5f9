/**
 * The Classic public channels: how they are called, and how their rows look.
 * Invariant: one channel per depth and candle length; the argument names instrument and channel.
 */
import type { Level } from '../../../domain/index.ts';
import { granularities } from '../market/timeframes.ts';
import { candlePush, levelText, tickerPush, tradePush } from '../wire/market.ts';
import { PRODUCT_TYPE } from '../wire/words.ts';
import type { PublicDialect } from './public-feed.ts';

export const classicDialect: PublicDialect = {
  name: 'classic',
  ticker: 'ticker',
  trades: 'trade',
  book: 'books',
  tops: { books1: 1, books5: 5, books15: 15 },
  candles: new Map(granularities.map((granularity) => [`candle${granularity}`, granularity])),
  argOf: (channel, instId) => ({ instType: PRODUCT_TYPE, channel, instId }),
  tickerRow: tickerPush,
  tradeRow: tradePush,
  candleRow: candlePush,
  bookRow: (instrument, { levels, at, seq, pseq }) => ({
    asks: levels.asks.map((level: Level) => levelText(instrument, level)),
    bids: levels.bids.map((level: Level) => levelText(instrument, level)),
    ts: String(at),
    seq,
    pseq,
  }),
};
