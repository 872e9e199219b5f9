/**
 * The run itself: what it is asked for, what it says when it has started, what it is stopped by.
 * Invariant: types only.
 */
import type { AccountFamily, Mode, Network } from '../../domain/index.ts';
import type { EngineApi } from '../../engine/index.ts';
import type { AccountFacts, RunLimits } from './checked.ts';
import type { StatusFound } from './controls.ts';
import type { Summary } from './ending.ts';
import type { ExchangeAddress } from './exchange.ts';
import type { ListenRequest } from './services.ts';
import type { TradingChoice } from './trading-choice.ts';

/** Which money a run trades, and where. */
export type StartMode = Extract<Mode, 'demo' | 'paper' | 'testnet' | 'live'>;

export type StartRequest = TradingChoice & {
  readonly mode: StartMode;
  /** Of the account in an embedded exchange; undefined: Classic, or whatever the exchange has first. */
  readonly family: AccountFamily | undefined;
  readonly feed: string;
  readonly speed: number | 'max' | undefined;
  readonly until: 'end' | number | undefined;
  readonly dataDir: string | undefined;
  /** A file with the JSON line of a running `viper exchange`. */
  readonly exchange: string | undefined;
  readonly leverageMax: number | undefined;
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
  /** In the journal when the run began; 0: it is new. */
  readonly entriesBefore: number;
  readonly dashboard: string | undefined;
  readonly services: Readonly<Record<string, string>> | undefined;
  readonly network: Network;
  readonly family: AccountFamily;
  readonly feed: string;
  readonly symbols: readonly string[];
} & Partial<ExchangeAddress>;

export type RunningPlatform = {
  readonly started: StartedLine;
  readonly engine: EngineApi;
  /** Resolves at the end of the feed, after `until`, or when the engine fails (it then rejects). */
  readonly finished: Promise<void>;
  /** Stops in order, reconciles, and tells the result. */
  stop(): Promise<Summary>;
};

export type StartRoots = {
  start(request: StartRequest): Promise<RunningPlatform>;
  /** Of a running engine, by HTTP. */
  status(): Promise<StatusFound>;
};
