/**
 * What runs over recorded data: backtest, study, replay.
 * Invariant: types only.
 */
import type { BacktestReport, Study } from '../../backtest/index.ts';
import type { TradingChoice } from './trading-choice.ts';

export type BacktestRequest = TradingChoice & {
  readonly data: string;
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** SQLite file to keep the journal in. */
  readonly journal: string | undefined;
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
  /** The entry after which it begins: market data up to there was let go. 0: from the first. */
  readonly after: number;
  readonly entries: number;
  readonly effectHash: string;
  readonly recordedHash: string;
  readonly matches: boolean;
  /** First entry whose effects differ; null when all match. */
  readonly firstDifference: number | null;
};

export type RecordedRoots = {
  backtest(request: BacktestRequest): Promise<BacktestResult>;
  /** Walks profiles forward over recorded candles. */
  study(request: StudyRequest): Promise<StudyResult>;
  /** `strategyFiles`: those that the journal's run was started with. */
  replay(
    journal: string,
    onProgress: (seq: number, last: number) => void,
    strategyFiles?: readonly string[],
  ): Promise<ReplayReport>;
};
