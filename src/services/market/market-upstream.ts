/**
 * What the services ask of an exchange's public side, as exact text; who knows the exchange's words makes it.
 * Invariant: types only; digits are the exchange's own, and a figure that it does not give is undefined, never zero.
 */
/** Prices in USDT, figures of the last 24 hours. */
export type UpstreamTicker = {
  readonly symbol: string;
  readonly last: string;
  readonly bid: string;
  readonly ask: string;
  readonly high: string | undefined;
  readonly low: string | undefined;
  readonly open: string | undefined;
  /** In base coin. */
  readonly volume: string | undefined;
  /** In USDT. */
  readonly quoteVolume: string | undefined;
  /** As a fraction: 0.01 is one per cent. */
  readonly change: string | undefined;
  readonly markPrice: string;
  readonly fundingRate: string;
  /** Epoch ms, as the exchange tells it. */
  readonly timestamp: number;
};

export type UpstreamBook = {
  readonly symbol: string;
  /** [price, size], best first. */
  readonly bids: readonly (readonly [string, string])[];
  readonly asks: readonly (readonly [string, string])[];
  /** Epoch ms. */
  readonly timestamp: number;
};

/** [epoch ms of its start, open, high, low, close, volume in base coin]; the last one may be open. */
export type UpstreamCandle = readonly [number, string, string, string, string, string];

/** Every call @throws TradingError: `rejected` where the exchange does not know the contract. */
export interface MarketUpstream {
  /** Of every contract that is listed. */
  tickers(): Promise<readonly UpstreamTicker[]>;
  ticker(symbol: string): Promise<UpstreamTicker>;
  book(symbol: string, limit: number): Promise<UpstreamBook>;
  /** Of one hour each, oldest first. */
  candles(symbol: string, limit: number): Promise<readonly UpstreamCandle[]>;
}
