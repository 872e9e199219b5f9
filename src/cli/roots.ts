/**
 * The composition roots as the commands see them; `main` provides them.
 */
import type { BacktestReport, Study } from '../backtest/index.ts';
import type { AccountFamily, Mode, Network, PositionMode } from '../domain/index.ts';
import type { EngineApi } from '../engine/index.ts';
import type { CostChoice, ScoreMode, Signal, UniverseRow, UniverseSettings, ViperScore } from '../scoring/index.ts';
import type {
  ComparedSignature,
  ConfigRoots,
  SignatureRequest,
  Validated,
  ValidateRequest,
} from './diagnosis-roots.ts';
import type { ListenRequest, LocksRoots } from './locks-roots.ts';
import type { SymbolsRoots } from './symbols-roots.ts';

export type BacktestRequest = {
  /** One name, or several with commas between; undefined: none beside the files. */
  readonly profile: string | undefined;
  /** Modules with a strategy of the user's own. */
  readonly strategyFiles?: readonly string[];
  readonly data: string;
  readonly symbols: readonly string[] | undefined;
  /** Which of the symbols may be entered: `priority`, or `top:20`; undefined: all. */
  readonly universe?: string | undefined;
  /** Undefined: each profile has the bars that it is made for. */
  readonly timeframe: string | undefined;
  /** USDT, decimal text. */
  readonly balance: string;
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** SQLite file to keep the journal in. */
  readonly journal: string | undefined;
  readonly params: Readonly<Record<string, number>>;
  readonly onStart: (span: { from: number; to: number }) => void;
  /** Something that a person should know, in one line. */
  readonly onNote?: (line: string) => void;
  readonly onProgress: (at: number) => void;
};

export type BacktestResult = { readonly report: BacktestReport; readonly equity: readonly number[] };

export type StudyRequest = {
  /** Folder of candles. */
  readonly data: string;
  /** Undefined: all in the folder. */
  readonly symbols: readonly string[] | undefined;
  /** Undefined: every profile, or the files alone. */
  readonly profiles: readonly string[] | undefined;
  /** Modules with a strategy of the user's own. */
  readonly strategyFiles?: readonly string[];
  /** USDT, decimal text. */
  readonly balance: string;
  readonly folds: number;
  /** Of the whole span, before each test. */
  readonly trainShare: number;
  readonly randomTraders: number;
  /** File for the page. */
  readonly write: string | undefined;
  readonly onProgress: (done: number, total: number) => void;
};

export type StudyResult = { readonly study: Study; readonly page: string };

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
  /** A JSON file that names each account, in place of `accounts`. */
  readonly accountsFile: string | undefined;
  readonly balance: string;
  readonly positionMode: 'hedge' | 'one-way' | undefined;
  readonly leverage: number | undefined;
  /** `driven`: time moves by the admin API alone. */
  readonly speed: number | 'driven';
  /** Of a synthetic market and of faults. */
  readonly seed: number | undefined;
  /** Rules about faults: JSON, or a file that holds it. */
  readonly faults: string | undefined;
  readonly dataDir: string | undefined;
};

/** What a script needs to use a running embedded exchange. */
export type ExchangeAddress = {
  /** Of the process, to end it by. */
  readonly pid: number;
  readonly rest: string;
  /** Of the Classic API (V2). */
  readonly ws: { readonly public: string; readonly private: string };
  /** Of the Unified API (V3). */
  readonly unifiedWs: { readonly public: string; readonly private: string };
  readonly accounts: readonly {
    readonly name: string;
    readonly family: AccountFamily;
    /** Requests of a demo account carry a header that says so. */
    readonly environment: 'live' | 'demo';
    readonly apiKey: string;
    readonly apiSecret: string;
    readonly passphrase: string;
    readonly balance: string;
  }[];
  readonly admin: { readonly url: string; readonly token: string };
  /** How the exchange's time follows the machine's: now = anchorMs + (wall − anchorWallMs) × factor; 0: it stands still. */
  readonly clock: { readonly anchorWallMs: number; readonly anchorMs: number; readonly factor: number };
  readonly feed: string;
  readonly symbols: readonly string[];
  /** How it fills orders and makes up prices: a rule for each model, with its numbers. */
  readonly models: Readonly<Record<string, string>>;
};

export type RunningExchange = {
  readonly address: ExchangeAddress;
  /** Kinds of faults in force. */
  readonly faults: readonly string[];
  close(): Promise<void>;
};

export type AdminRequest = {
  /** A file with the JSON line of a running `viper exchange`. */
  readonly exchange: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below /admin. */
  readonly path: string;
  readonly body?: unknown;
};

/** Which money a run trades, and where. */
export type StartMode = Extract<Mode, 'demo' | 'paper' | 'testnet' | 'live'>;

export type StartRequest = {
  readonly mode: StartMode;
  /** Of the account in an embedded exchange; undefined: Classic, or whatever the exchange has first. */
  readonly family: AccountFamily | undefined;
  readonly feed: string;
  readonly speed: number | 'max' | undefined;
  readonly until: 'end' | number | undefined;
  readonly symbols: readonly string[] | undefined;
  /** One name, or several with commas between; undefined: none beside the files. */
  readonly profile: string | undefined;
  /** Modules with a strategy of the user's own. */
  readonly strategyFiles?: readonly string[];
  /** Which of the symbols may be entered: `priority`, or `top:20`; undefined: all. */
  readonly universe?: string | undefined;
  readonly timeframe: string | undefined;
  readonly balance: string;
  readonly dataDir: string | undefined;
  /** A file with the JSON line of a running `viper exchange`. */
  readonly exchange: string | undefined;
  readonly leverageMax: number | undefined;
  readonly params: Readonly<Record<string, number>>;
  readonly areServicesOn: boolean;
  readonly arePortsFree: boolean;
  /** Serves this one alone; undefined: all. */
  readonly onlyService?: 'exchange-connector' | 'live-trading-engine' | undefined;
  /** Where the services listen; undefined: as the environment says. */
  readonly listen?: ListenRequest | undefined;
  /** Closes every position before the run ends; what could not be closed within 30 s is said. */
  readonly flattenOnExit?: boolean;
  readonly onNotice: (line: NoticeLine) => void;
  /** Told of an account at Bitget before anything is sent to it; false ends the run. */
  readonly onChecked: (line: CheckedLine) => Promise<boolean>;
};

/** What an account at Bitget holds. Money in USDT. */
export type AccountFacts = {
  /** Of the REST API. */
  readonly host: string;
  /** The exchange's clock against the machine's. */
  readonly clockOffsetMs: number;
  readonly balance: string;
  readonly available: string;
  readonly positionMode: PositionMode;
  /** Each as "BTCUSDT long 0.01". */
  readonly positions: readonly string[];
  readonly openOrders: number;
};

/** What a run may do at most; `riskPerTrade` is a share of the equity, `dailyLossMax` in USDT. */
export type RunLimits = {
  readonly leverageMax: number;
  readonly riskPerTrade: string;
  readonly positionsMax: number;
  readonly dailyLossMax: string;
  readonly lossesMax: number;
};

export type CheckedLine = AccountFacts & {
  readonly event: 'checked';
  readonly mode: StartMode;
  readonly network: Network;
  readonly family: AccountFamily;
  /** The account's name within its network. */
  readonly account: string;
  readonly symbols: readonly string[];
  /** Each as "strategic on 15m bars". */
  readonly strategies: readonly string[];
  readonly limits: RunLimits;
};

export type NoticeLine = { readonly event: string; readonly level: string; readonly at: number } & Readonly<
  Record<string, unknown>
>;

export type StartedLine = {
  readonly event: 'started';
  readonly mode: string;
  readonly speed: number | 'max';
  /** Of the bars; several with commas between where the strategies differ. */
  readonly timeframe: string;
  readonly strategies: readonly string[];
  readonly journal: string;
  readonly dashboard: string | undefined;
  readonly services: Readonly<Record<string, string>> | undefined;
  readonly network: Network;
  readonly family: AccountFamily;
  readonly feed: string;
  readonly symbols: readonly string[];
} & Partial<ExchangeAddress>;

/** What the exchange still holds of a run when it has ended. Decimal text. */
export type OpenAtEnd = {
  /** False: the exchange did not answer at the end; this is what it last said, and what was asked of it since. */
  readonly isConfirmed: boolean;
  readonly positions: readonly {
    readonly symbol: string;
    readonly side: 'long' | 'short';
    readonly size: string;
    readonly entryPrice: string;
    /** Undefined: no stop is known to stand. */
    readonly stopLoss: string | undefined;
    readonly takeProfits: readonly string[];
  }[];
  readonly orders: readonly {
    readonly clientOid: string;
    readonly symbol: string;
    readonly intent: 'open' | 'close';
    readonly side: 'long' | 'short';
    readonly type: string;
    readonly price: string | undefined;
    readonly size: string | undefined;
    readonly status: string;
  }[];
};

export type Summary = {
  readonly orders: number;
  readonly fills: number;
  readonly trades: number;
  readonly ledger: { readonly ours: string; readonly exchange: string; readonly difference: string };
  readonly equity: string;
  readonly fees: string;
  readonly funding: string;
  readonly openPositions: number;
  readonly open: OpenAtEnd;
  /** Where everything was to be closed: whether it was. */
  readonly isFlat?: boolean | undefined;
  /** Entries that were not made, by rule. */
  readonly refusals: Readonly<Record<string, number>>;
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

/** An example that a new strategy can begin with. */
export type StrategyExample = 'ema-cross' | 'donchian-breakout' | 'bollinger-reversion';

export type NewStrategyRequest = {
  readonly name: string;
  /** Undefined: a folder of its name in the working directory. */
  readonly dir: string | undefined;
  readonly like: StrategyExample;
};

/** Absolute paths. */
export type NewStrategy = {
  readonly folder: string;
  readonly files: readonly string[];
  readonly strategy: string;
};

export type UniverseRequest = {
  /** `priority`, or `top:` and a count. */
  readonly which: string;
  /** Symbols that are in now. */
  readonly members: readonly string[];
  /** By name; the defaults for the rest. */
  readonly settings: Readonly<Record<string, number>>;
  /** How many are scored at most, the best by volume of those that pass every filter: one request each. */
  readonly scoresMax: number;
  /** REST address; Bitget's own where it is not given. */
  readonly baseUrl: string | undefined;
};

export type UniverseReport = {
  /** Epoch ms. */
  readonly at: number;
  readonly universe: string;
  readonly settings: UniverseSettings;
  /** Those that are in, in the order in which they were chosen. */
  readonly symbols: readonly string[];
  readonly rows: readonly UniverseRow[];
  /** Listed, and not open for trading. */
  readonly closed: readonly string[];
  /** A line for each filter that could not be applied. */
  readonly notes: readonly string[];
};

export type ScoreRequest = {
  /** Markets to ask for; empty where `input` describes them. */
  readonly symbols: readonly string[];
  /** A file, or - for standard input. */
  readonly input: string | undefined;
  readonly mode: ScoreMode;
  readonly costModel: CostChoice;
  /** USDT. */
  readonly costMax: number | undefined;
  readonly timeframe: string;
  /** REST address; Bitget's own where it is not given. */
  readonly baseUrl: string | undefined;
  /** Epoch ms; when the data were gathered, where it is not given. */
  readonly at: number | undefined;
};

/** A score with the signal that follows from it, or the rule by which there is none. */
export type ScoredLine = ViperScore & {
  readonly price: number;
  /** Over 24 hours, in percent. */
  readonly price_change: number;
  readonly signal: Omit<Signal, 'viper_score'> | null;
  readonly no_signal: (Readonly<Record<string, unknown>> & { readonly rule: string }) | null;
};

/** What became of a test message. */
export type TestedChannel = {
  readonly channel: string;
  readonly carries: 'alerts' | 'trades';
  readonly levelMin: 'info' | 'warning' | 'critical';
  readonly isDelivered: boolean;
  /** Why it was not. */
  readonly reason: string | null;
};

export type BackedUp = {
  readonly file: string;
  readonly folder: string;
  readonly bytes: number;
  /** Of the journal. */
  readonly entries: number;
  readonly files: readonly string[];
  /** Epoch ms. */
  readonly madeAt: number;
};

export type Restored = {
  readonly folder: string;
  readonly entries: number;
  /** Epoch ms. */
  readonly madeAt: number;
  /** Where the folder went that was there before. */
  readonly kept: string | undefined;
};

export type ServeRequest = {
  readonly service: 'market-data-manager' | 'viper-scoring';
  /** Undefined: two that every network lists. */
  readonly symbols: readonly string[] | undefined;
  /** REST address of the exchange; undefined: Bitget's own. */
  readonly baseUrl: string | undefined;
  readonly arePortsFree: boolean;
};

export type ServedAlone = { readonly address: string; close(): Promise<void> };

export type Roots = {
  backtest(request: BacktestRequest): BacktestResult;
  /** Walks profiles forward over recorded candles. */
  study(request: StudyRequest): StudyResult;
  /** `strategyFiles`: those that the journal's run was started with. */
  replay(
    journal: string,
    onProgress: (seq: number, last: number) => void,
    strategyFiles?: readonly string[],
  ): ReplayReport;
  /** Writes a strategy to begin with. */
  newStrategy(request: NewStrategyRequest): NewStrategy;
  /** Saves a data folder in one file. */
  backup(file: string, dataDir: string | undefined): BackedUp;
  restore(file: string, dataDir: string, isReplacing: boolean): Restored;
  exchange(request: ExchangeRequest): Promise<RunningExchange>;
  /** Calls the admin API of a running exchange. */
  exchangeAdmin(request: AdminRequest): Promise<unknown>;
  /** Adds rules about faults to a running exchange: JSON, or a file that holds it. */
  addFaults(exchange: string, rules: string): Promise<readonly unknown[]>;
  start(request: StartRequest): Promise<RunningPlatform>;
  /** Status, positions and orders of a running engine, by HTTP. */
  status(): Promise<Readonly<Record<string, unknown>>>;
  readonly symbols: SymbolsRoots;
  /** One service of public data alone. */
  serve(request: ServeRequest): Promise<ServedAlone>;
  /** Scores markets that are described or asked for. */
  universe(request: UniverseRequest): Promise<UniverseReport>;
  score(request: ScoreRequest): Promise<readonly ScoredLine[]>;
  /** Looks whether keys, account and the way to them are fit for trading. Asks only. */
  validate(request: ValidateRequest): Promise<Validated>;
  /** Compares ways to sign, and asks which of them the exchange accepts. Orders nothing. */
  debugSignature(request: SignatureRequest): Promise<ComparedSignature>;
  /** Sends a message by each channel of alerts that is set up, or by the one of that name. */
  testAlerts(channel: string | undefined, timeoutMs: number): Promise<readonly TestedChannel[]>;
  readonly config: ConfigRoots;
  readonly locks: LocksRoots;
};
