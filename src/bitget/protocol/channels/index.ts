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
  books: booksChannel,
  books1: books1Channel,
  books15: books15Channel,
  books5: books5Channel,
  candle: candleChannel,
  ticker: tickerChannel,
  trade: tradeChannel,
  account: accountChannel,
  fill: fillChannel,
  ordersAlgo: ordersAlgoChannel,
  orders: ordersChannel,
  positions: positionsChannel,
} as const;

const byName = new Map<string, Channel>(Object.values(channels).map((channel) => [channel.name, channel]));

/** The channel of a wire name such as "ticker" or "candle5m"; undefined when there is none. */
export const channelOf = (name: string): Channel | undefined =>
  name.startsWith(channels.candle.name) ? channels.candle : byName.get(name);
