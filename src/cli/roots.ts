/**
 * The composition roots as the commands see them; `main` provides them.
 */
import type { BacktestReport } from '../backtest/index.ts';
import type { EngineApi } from '../engine/index.ts';

export type BacktestRequest = {
  readonly profile: string;
  readonly data: string;
  readonly symbols: readonly string[] | undefined;
  readonly timeframe: string;
  /** USDT, decimal text. */
  readonly balance: string;
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** SQLite file to keep the journal in. */
  readonly journal: string | undefined;
  readonly params: Readonly<Record<string, number>>;
  readonly onStart: (span: { from: number; to: number }) => void;
  readonly onProgress: (at: number) => void;
};

export type BacktestResult = { readonly report: BacktestReport; readonly equity: readonly number[] };

export type ReplayReport = {
  readonly journal: string;
  readonly entries: number;
  readonly effectHash: string;
  readonly recordedHash: string;
  readonly matches: boolean;
  /** First entry whose effects differ; null when all match. */
  readonly firstDifference: number | null;
};

export type ExchangeRequest = {
  readonly feed: string;
  readonly symbols: readonly string[] | undefined;
  readonly port: number;
  /** Such as "classic:1" or "classic:1,unified:1". */
  readonly accounts: string;
  readonly balance: string;
  readonly speed: number;
  readonly dataDir: string | undefined;
};

/** What a script needs to use a running embedded exchange. */
export type ExchangeAddress = {
  readonly rest: string;
  /** Of the Classic API (V2). */
  readonly ws: { readonly public: string; readonly private: string };
  /** Of the Unified API (V3). */
  readonly unifiedWs: { readonly public: string; readonly private: string };
  readonly accounts: readonly {
    readonly name: string;
    readonly family: 'classic' | 'unified';
    readonly apiKey: string;
    readonly apiSecret: string;
    readonly passphrase: string;
    readonly balance: string;
  }[];
  readonly admin: { readonly url: string; readonly token: string };
  /** How the exchange's time follows the machine's: now = anchorMs + (wall − anchorWallMs) × factor. */
  readonly clock: { readonly anchorWallMs: number; readonly anchorMs: number; readonly factor: number };
  readonly feed: string;
  readonly symbols: readonly string[];
};

export type RunningExchange = { readonly address: ExchangeAddress; close(): Promise<void> };

export type StartRequest = {
  readonly feed: string;
  readonly speed: number | 'max' | undefined;
  readonly until: 'end' | number | undefined;
  readonly symbols: readonly string[] | undefined;
  readonly profile: string;
  readonly timeframe: string | undefined;
  readonly balance: string;
  readonly dataDir: string | undefined;
  /** A file with the JSON line of a running `viper exchange`. */
  readonly exchange: string | undefined;
  readonly leverageMax: number | undefined;
  readonly params: Readonly<Record<string, number>>;
  readonly areServicesOn: boolean;
  readonly arePortsFree: boolean;
  readonly onNotice: (line: NoticeLine) => void;
};

export type NoticeLine = { readonly event: string; readonly level: string; readonly at: number } & Readonly<
  Record<string, unknown>
>;

export type StartedLine = {
  readonly event: 'started';
  readonly mode: string;
  readonly speed: number | 'max';
  readonly timeframe: string;
  readonly journal: string;
  readonly dashboard: string | undefined;
  readonly services: Readonly<Record<string, string>> | undefined;
} & ExchangeAddress;

export type Summary = {
  readonly orders: number;
  readonly fills: number;
  readonly trades: number;
  readonly ledger: { readonly ours: string; readonly exchange: string; readonly difference: string };
  readonly equity: string;
  readonly fees: string;
  readonly funding: string;
  readonly openPositions: number;
  readonly entries: number;
  readonly journal: string;
  readonly effectHash: string;
  readonly stateHash: string;
  readonly elapsedMs: number;
};

export type RunningPlatform = {
  readonly started: StartedLine;
  readonly engine: EngineApi;
  /** Resolves at the end of the feed, after `until`, or when the engine fails (it then rejects). */
  readonly finished: Promise<void>;
  /** Stops in order, reconciles, and tells the result. */
  stop(): Promise<Summary>;
};

export type Roots = {
  backtest(request: BacktestRequest): BacktestResult;
  replay(journal: string, onProgress: (seq: number, last: number) => void): ReplayReport;
  exchange(request: ExchangeRequest): Promise<RunningExchange>;
  start(request: StartRequest): Promise<RunningPlatform>;
  /** Status, positions and orders of a running engine, by HTTP. */
  status(): Promise<Readonly<Record<string, unknown>>>;
};
