/**
 * What services, CLI and dashboard may see and ask of a running engine: rows ready for JSON, and commands.
 * Invariant: reading never touches trading state; every change goes through `command`, and so through the inbox.
 * Prices, sizes and money are decimal text; `time` and `at` are epoch ms.
 */
import type { AccountFamily, Command, Instrument, MarginMode, Mode, Network } from '../domain/index.ts';
import type { Reply } from '../kernel/index.ts';

export type EngineState = 'starting' | 'running' | 'paused' | 'stopping' | 'stopped' | 'failed';

export type StatusRow = {
  readonly state: EngineState;
  readonly mode: Mode;
  /** Undefined where no account is traded. */
  readonly network: Network | undefined;
  readonly family: AccountFamily | undefined;
  readonly feed: string;
  readonly venue: string;
  /** Of the whole session; manual orders take it over. */
  readonly marginMode: MarginMode;
  readonly symbols: readonly string[];
  readonly strategies: readonly { readonly name: string; readonly timeframe: string }[];
  readonly startedAt: number;
  readonly at: number;
  readonly balance: string;
  readonly equity: string;
  readonly available: string;
  readonly unrealizedPnl: string;
  readonly realizedToday: string;
  readonly fees: string;
  readonly funding: string;
  readonly maxDrawdown: string;
  readonly openPositions: number;
  readonly trades: number;
  readonly wins: number;
  readonly losses: number;
  readonly fills: number;
  readonly orders: number;
  readonly breaker: {
    readonly state: 'closed' | 'cooldown' | 'reduced';
    readonly until: number | undefined;
    readonly sizeFactor: string;
    readonly consecutiveLosses: number;
  };
  /** How many entries each risk rule has refused. */
  readonly refusals: Readonly<Record<string, number>>;
  readonly reconciledAt: number | undefined;
  readonly seq: number;
  readonly effectHash: string;
  /** True when market data is older than its bound; prices are then not to be trusted. */
  readonly isStale: boolean;
};

export type PositionRow = {
  readonly symbol: string;
  readonly side: 'long' | 'short';
  readonly size: string;
  readonly entryPrice: string;
  readonly markPrice: string;
  readonly unrealizedPnl: string;
  readonly leverage: number;
  readonly marginMode: string;
  readonly stopLoss: string | undefined;
  readonly takeProfits: readonly { readonly price: string; readonly size: string }[];
  readonly openedAt: number;
};

export type OrderRow = {
  readonly clientOid: string;
  readonly orderId: string;
  readonly symbol: string;
  readonly intent: 'open' | 'close';
  readonly side: 'long' | 'short';
  readonly type: 'market' | 'limit' | 'stop-loss' | 'take-profit';
  readonly price: string | undefined;
  readonly size: string | undefined;
  readonly filled: string;
  readonly status: string;
  readonly at: number;
};

/** A fill with what it meant, for marks on a chart and for the list of trades. */
export type FillRow = {
  readonly tradeId: string;
  readonly symbol: string;
  readonly kind: 'entry' | 'exit' | 'stop-loss' | 'take-profit';
  readonly side: 'long' | 'short';
  readonly price: string;
  readonly size: string;
  readonly fee: string;
  readonly profit: string;
  readonly at: number;
};

/** Floats: for plotting only. */
export type CandleRow = {
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
};

export type TickerRow = {
  readonly symbol: string;
  readonly last: string;
  readonly bid: string;
  readonly ask: string;
  readonly mark: string;
  readonly fundingRate: string;
  readonly at: number;
};

export type EquityPoint = { readonly at: number; readonly equity: string };

export type JournalRow = { readonly seq: number; readonly at: number; readonly type: string; readonly summary: string };

export type NoticeRow = {
  readonly at: number;
  readonly level: 'info' | 'warning' | 'critical';
  readonly code: string;
  readonly details: Readonly<Record<string, string | number | boolean | undefined>>;
};

/** Pushed as it happens; `seq` is the journal's, for resuming. */
export type LiveMessage = { readonly seq: number } & (
  | { readonly topic: 'status'; readonly data: StatusRow }
  | { readonly topic: 'positions'; readonly data: readonly PositionRow[] }
  | { readonly topic: 'orders'; readonly data: readonly OrderRow[] }
  | { readonly topic: 'fill'; readonly data: FillRow }
  | { readonly topic: 'candle'; readonly data: CandleRow & { readonly symbol: string; readonly isClosed: boolean } }
  | { readonly topic: 'equity'; readonly data: EquityPoint }
  | { readonly topic: 'journal'; readonly data: JournalRow }
  | { readonly topic: 'notice'; readonly data: NoticeRow }
);

export interface EngineApi {
  status(): StatusRow;
  positions(): readonly PositionRow[];
  /** Open orders and triggers first, then the latest finished ones. */
  orders(): readonly OrderRow[];
  fills(options: { readonly symbol?: string; readonly limit: number }): readonly FillRow[];
  candles(symbol: string, limit: number): readonly CandleRow[];
  /** Undefined when the symbol is not traded by this run. */
  instrument(symbol: string): Instrument | undefined;
  ticker(symbol: string): TickerRow | undefined;
  equity(limit: number): readonly EquityPoint[];
  /** Entries with `seq` > `after`, or the last ones when `after` is undefined; oldest first. */
  journal(options: { readonly after?: number; readonly limit: number }): readonly JournalRow[];
  notices(limit: number): readonly NoticeRow[];
  /** Resolves with what the risk gate and the engine said; `requestId` makes a repeat return the first answer. */
  command(command: Command, requestId: string): Promise<Reply>;
  subscribe(listener: (message: LiveMessage) => void): () => void;
}
