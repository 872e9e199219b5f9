/**
 * The registry of channels: what the client can subscribe and the embedded exchange pushes.
 * Invariant: every channel file of this folder is listed here once.
 */
import type { Channel } from '../channel.ts';
import { accountChannel } from './private/account.ts';
import { fillChannel } from './private/fill.ts';
import { ordersChannel } from './private/orders.ts';
import { ordersAlgoChannel } from './private/orders-algo.ts';
import { positionsChannel } from './private/positions.ts';
import { booksChannel } from './public/books.ts';
import { books1Channel } from './public/books1.ts';
import { books5Channel } from './public/books5.ts';
import { books15Channel } from './public/books15.ts';
import { candleChannel } from './public/candle.ts';
import { tickerChannel } from './public/ticker.ts';
import { tradeChannel } from './public/trade.ts';

export const channels = {
  /** The whole order book: one snapshot, then updates with absolute sizes, where size 0 deletes. */
  books: booksChannel,
  /** The best 1 level of each side of the order book. */
  books1: books1Channel,
  /** The best 15 levels of each side of the order book. */
  books15: books15Channel,
  /** The best 5 levels of each side of the order book. */
  books5: books5Channel,
  /** Candles of one timeframe; the wire name is this one followed by the granularity, such as candle1m. */
  candle: candleChannel,
  /** Best prices, mark and funding of one contract, a few times a second. */
  ticker: tickerChannel,
  /** Public trades, newest first in a frame; `side` is the taker's. */
  trade: tradeChannel,
  /** Balances of the margin coins, after each change. */
  account: accountChannel,
  /** Every fill of the account. */
  fill: fillChannel,
  /** Every change of a trigger: made, moved, fired, canceled. */
  ordersAlgo: ordersAlgoChannel,
  /** Every change of an order: made, filled in part or whole, canceled. */
  orders: ordersChannel,
  /** The open positions, all of them in each frame. */
  positions: positionsChannel,
} as const;

const byName = new Map<string, Channel>(Object.values(channels).map((channel) => [channel.name, channel]));

/** The channel of a wire name such as "ticker" or "candle5m"; undefined when there is none. */
export const channelOf = (name: string): Channel | undefined =>
  name.startsWith(channels.candle.name) ? channels.candle : byName.get(name);
