/**
 * What services, CLI and dashboard may see and ask of a running engine: rows ready for JSON, and commands.
 * Invariant: reading never touches trading state; every change goes through `command`, and so through the inbox.
 * Prices, sizes and money are decimal text; `time` and `at` are epoch ms.
 */
import type {
  AccountFamily,
  Command,
  Details,
  Instrument,
  MarginMode,
  Mode,
  Network,
  TightenableLimits,
} from '../domain/index.ts';
import type { EntryWish, Reply } from '../kernel/index.ts';

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
  /** All that are followed. */
  readonly symbols: readonly string[];
  /** Added by hand, and not taken out since. */
  readonly symbolsAdded: readonly string[];
  /** Taken out by hand, whether or not something of them is still open. */
  readonly symbolsRemoved: readonly string[];
  /** Followed and not entered at the moment: taken out by hand, or not chosen. */
  readonly symbolsOutside: readonly string[];
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
  /** When the account as it is shown was last compared with the venue's; undefined before the first time. */
  readonly accountAt: number | undefined;
  /** True when the engine does not run, or the account was not compared for longer than it should be. */
  readonly isAccountStale: boolean;
  /** Notices up to this entry of the journal were put aside; 0: none were. */
  readonly alertsClearedSeq: number;
};

export type PositionRow = {
  readonly symbol: string;
  readonly side: 'long' | 'short';
  /** The strategy whose it is; `manual`, or `unknown` where it was found. */
  readonly owner: string;
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

/** What may be lost and what is at stake, in USDT. */
export type RiskRow = {
  readonly equity: string;
  readonly available: string;
  /** Margin of positions and entries: equity less what is free. */
  readonly marginUsed: string;
  /** Notional of all positions, and of each side of a symbol. */
  readonly exposure: string;
  readonly exposures: readonly {
    readonly symbol: string;
    readonly side: 'long' | 'short';
    readonly notional: string;
  }[];
  /** Of this UTC day, after fees and funding; a loss is negative. */
  readonly realizedToday: string;
  /** Unrealised losses alone, zero or negative. */
  readonly openLoss: string;
  readonly positions: number;
  readonly isPaused: boolean;
  readonly isKilled: boolean;
  readonly limits: {
    readonly leverageMax: number;
    readonly riskPerTrade: string;
    readonly positionsMax: number;
    readonly dailyLossMax: string;
    readonly lossesMax: number;
    readonly cooldownMs: number;
    readonly defaultStopDistance: string;
  };
  /** Limits that were tightened by hand, and hold until they are loosened. */
  readonly tightened: readonly (keyof TightenableLimits)[];
  /** Set by hand, by symbol: what an order by hand takes that names no leverage. */
  readonly leverages: Readonly<Record<string, number>>;
  /** Every rule that an entry has to pass, in the order in which they are asked. */
  readonly rules: readonly { readonly name: string; readonly about: string }[];
};

export type StrategyRow = {
  readonly name: string;
  readonly timeframe: string;
  readonly isOn: boolean;
  /** Why it was stopped; undefined while it works. */
  readonly failure: string | undefined;
  readonly trades: number;
  readonly wins: number;
};

/** What the gate would say to an entry that is only thought of. */
export type AssessmentRow = {
  readonly isAllowed: boolean;
  readonly rule: string | undefined;
  readonly details: Details;
  readonly price: string;
  readonly stopLoss: string;
  readonly size: string;
  /** The size that risks what a trade may. */
  readonly sizeForRisk: string;
  readonly lossAtStop: string;
  readonly margin: string;
  readonly notional: string;
};

export type EquityPoint = { readonly at: number; readonly equity: string };

export type JournalRow = { readonly seq: number; readonly at: number; readonly type: string; readonly summary: string };

export type NoticeRow = {
  /** Of the entry of the journal that it follows from. */
  readonly seq: number;
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
  risk(): RiskRow;
  strategies(): readonly StrategyRow[];
  /** Changes nothing. Undefined when the symbol is not traded by this run or has no price yet. */
  assess(wish: EntryWish): Promise<AssessmentRow | undefined>;
  equity(limit: number): readonly EquityPoint[];
  /** Entries with `seq` > `after`, or the last ones when `after` is undefined; oldest first. */
  journal(options: { readonly after?: number; readonly limit: number }): readonly JournalRow[];
  notices(limit: number): readonly NoticeRow[];
  /** Resolves with what the risk gate and the engine said; `requestId` makes a repeat return the first answer. */
  command(command: Command, requestId: string): Promise<Reply>;
  subscribe(listener: (message: LiveMessage) => void): () => void;
}
