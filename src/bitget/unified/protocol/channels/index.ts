/**
 * The registry of Unified channels: what the client can subscribe and the embedded exchange pushes.
 * Invariant: every channel file of this folder is listed here once.
 */
import type { Channel } from '../../../protocol/channel.ts';
import { accountChannel } from './private/account.ts';
import { fillChannel } from './private/fill.ts';
import { orderChannel } from './private/order.ts';
import { positionChannel } from './private/position.ts';
import { strategyOrderChannel } from './private/strategy-order.ts';
import { booksChannel } from './public/books.ts';
import { books1Channel } from './public/books1.ts';
import { books5Channel } from './public/books5.ts';
import { books50Channel } from './public/books50.ts';
import { klineChannel } from './public/kline.ts';
import { publicTradeChannel } from './public/public-trade.ts';
import { tickerChannel } from './public/ticker.ts';

export const channels = {
  /** The whole order book: one snapshot, then updates with absolute sizes, where size 0 deletes. */
  books: booksChannel,
  /** The best 1 level of each side of the order book. */
  books1: books1Channel,
  /** The best 5 levels of each side of the order book. */
  books5: books5Channel,
  /** The best 50 levels of each side of the order book. */
  books50: books50Channel,
  /** Candles of one interval, which the subscription names. */
  kline: klineChannel,
  /** Best prices, mark, index and funding rate of a contract, as they change. */
  ticker: tickerChannel,
  /** Public trades: p price, v size, S the taker's side, T time, i id. */
  publicTrade: publicTradeChannel,
  /** Equity and balances, after each change and every few seconds. */
  account: accountChannel,
  /** Positions, after each change and every few seconds. */
  position: positionChannel,
  /** Every change of an order: made, filled in part or whole, cancelled. */
  order: orderChannel,
  /** Every fill of the account. */
  fill: fillChannel,
  /** Every change of a take-profit or stop-loss. */
  strategyOrder: strategyOrderChannel,
} as const;

const byName = new Map<string, Channel>(Object.values(channels).map((channel) => [channel.name, channel]));

/** The channel of a topic such as "ticker"; undefined when there is none. */
export const channelOf = (topic: string): Channel | undefined => byName.get(topic);
