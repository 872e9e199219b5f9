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
  books: booksChannel,
  books1: books1Channel,
  books5: books5Channel,
  books50: books50Channel,
  kline: klineChannel,
  ticker: tickerChannel,
  publicTrade: publicTradeChannel,
  account: accountChannel,
  position: positionChannel,
  order: orderChannel,
  fill: fillChannel,
  strategyOrder: strategyOrderChannel,
} as const;

const byName = new Map<string, Channel>(Object.values(channels).map((channel) => [channel.name, channel]));

/** The channel of a topic such as "ticker"; undefined when there is none. */
export const channelOf = (topic: string): Channel | undefined => byName.get(topic);
