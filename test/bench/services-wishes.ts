/**
 * What readers of the services ask for under load, of whichever server: paths by service, and the topics of a stream.
 */
export const READ = {
  liveTradingEngine: ['/api/status', '/health'],
  exchangeConnector: ['/api/balance', '/api/positions', '/api/orders'],
  marketDataManager: ['/api/symbols', '/api/ticker/BTCUSDT'],
} as const;

export const STREAM_PATH = '/api/stream';

/** A reader that stalls asks for more than one that reads. */
export const topicsOf = (isStalled: boolean): string =>
  isStalled ? 'status,positions,orders,journal,fill,candle,equity' : 'status,positions,fill,ticker';

export type Addresses = Readonly<Record<string, string>>;

export const NOTHING_DONE = {
  answered: 0,
  answeredBytes: 0,
  refused: 0,
  failed: 0,
  skipped: 0,
  streamedBytes: 0,
  /** Pieces in which the streams came. */
  streamedChunks: 0,
  /** Readers whom the server has left. */
  cut: 0,
};

export type Done = Readonly<typeof NOTHING_DONE>;
