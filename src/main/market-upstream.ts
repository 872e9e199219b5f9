/**
 * The public side of Bitget, or of an embedded exchange, as the services ask it.
 * Invariant: reads alone; it goes by the given client, and so within its limits.
 */
import { type BitgetRest, hourCandles, marketTicker, marketTickers, orderBook } from '../bitget/index.ts';
import type { MarketUpstream } from '../services/index.ts';

export const marketUpstream = (rest: BitgetRest): MarketUpstream => ({
  tickers: () => marketTickers(rest),
  ticker: (symbol) => marketTicker(rest, symbol),
  book: (symbol, limit) => orderBook(rest, symbol, limit),
  candles: (symbol, limit) => hourCandles(rest, symbol, limit),
});
