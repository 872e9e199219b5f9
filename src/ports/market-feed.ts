/**
 * Public market data as the engine sees it.
 */
import type { Candle, MarketEvent } from '../domain/index.ts';

export interface MarketFeed {
  /** Closed 1-minute candles that end at or before `until`, oldest first, at most `count`. */
  history(symbol: string, options: { until: number; count: number }): Promise<readonly Candle[]>;

  /** Connects and subscribes; resolves when subscribed. `onGap` tells that events may be missing. */
  listen(
    symbols: readonly string[],
    listener: { onEvent: (event: MarketEvent) => void; onGap: (reason: string) => void },
    signal: AbortSignal,
  ): Promise<void>;

  /** Takes more symbols in, once it listens; resolves when subscribed. @throws TradingError when the venue does not take them. */
  follow(symbols: readonly string[]): Promise<void>;
  /** Nothing more is told of these symbols. */
  unfollow(symbols: readonly string[]): Promise<void>;

  /** Resolves when everything the venue had sent before this call has been delivered. */
  settle(): Promise<void>;
  close(): Promise<void>;
}
