/**
 * What scores markets and chooses among them.
 * Invariant: types only.
 */
import type { CostChoice, ScoreMode, Signal, UniverseRow, UniverseSettings, ViperScore } from '../../scoring/index.ts';

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

export type ScoringRoots = {
  /** Asks for the markets and says which of them would be traded, and why not the others. */
  universe(request: UniverseRequest): Promise<UniverseReport>;
  /** Scores markets that are described or asked for. */
  score(request: ScoreRequest): Promise<readonly ScoredLine[]>;
};
