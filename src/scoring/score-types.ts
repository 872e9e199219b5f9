/**
 * The forms of a VIPER score: what is asked, what is answered.
 * Invariant: every answer names its mode and its cost model; a rejected one scores 0 and says why.
 */
import type { Pivots } from '../indicators/index.ts';
import type { Calibration } from './calibrated/calibration.ts';
import type { PivotPeriod } from './calibrated/market-tracker.ts';
import type { CostSettings } from './cost-settings.ts';
import type { CostModel } from './execution-cost.ts';
import type { ScoreWeights } from './score-weights.ts';

/** `calibrated`, the default: like with like, as percentiles of recorded markets. `compat`: the published formulas. */
export const SCORE_MODES = ['calibrated', 'compat'] as const;
export type ScoreMode = (typeof SCORE_MODES)[number];

/** `auto`, the default: the book model where a fresh book is there, else the tiers. */
export const COST_MODELS = ['auto', 'book', 'tier'] as const;
export type CostChoice = (typeof COST_MODELS)[number];

export type ScoreOptions = {
  /** Epoch ms; becomes `timestamp`. */
  readonly at: number;
  readonly mode?: ScoreMode;
  readonly costModel?: CostChoice;
  /** USDT of execution cost at which a market is rejected; 3 by default. */
  readonly costMax?: number;
  /** The documented numbers by default. */
  readonly costs?: CostSettings;
  /** Ms after which a book is not fresh any more; 10,000 by default. A book of unknown age is taken as fresh. */
  readonly bookAgeMaxMs?: number;
  /** Quantiles of the calibrated mode; the shipped ones by default. */
  readonly calibration?: Calibration;
};

export type Strength = 'VERY_STRONG' | 'STRONG' | 'MODERATE' | 'WEAK';

type Scored = {
  readonly symbol: string;
  /** 0 to 100, as the components; calibrated, it is a percentile: above 75 lies the top quartile. */
  readonly overall_score: number;
  readonly strength: Strength;
  /** USDT. */
  readonly execution_cost: number;
  readonly cost_model: CostModel;
  readonly mode: ScoreMode;
  /** Epoch ms. */
  readonly timestamp: number;
  /** What the caller should know about the data, such as a book that was too old. */
  readonly notes?: readonly string[];
};

/** What the calibrated mode tells beside the score. */
export type CalibratedDetails = {
  /** The weighted sum, before it became a percentile. */
  readonly raw_score: number;
  /** 0 to 100: what momentum adds to the score, whereto it may go; twice the distance of `price_score` from 50. */
  readonly price_strength: number;
  /** The completed UTC period of the levels; null where the bars cover none. */
  readonly pivot_period: PivotPeriod | null;
  readonly bar_ms: number;
  readonly readings: {
    /** 1 is usual. */
    readonly relative_volume: number;
    /** In standard deviations; above zero up. */
    readonly momentum: number;
    /** 1 is usual. */
    readonly relative_range: number;
    /** Of a bar, as a fraction. */
    readonly volatility: number;
  };
};

export type AcceptedScore = Scored &
  Partial<CalibratedDetails> & {
    readonly components: {
      readonly volume_score: number;
      /** 50 without movement, above it up, below it down. */
      readonly price_score: number;
      readonly external_score: number;
      readonly range_score: number;
    };
    /** Absent where no completed period is known. */
    readonly s1s2r1r2_levels?: Pivots;
    readonly weights: ScoreWeights;
  };

export type RejectedScore = Scored & { readonly rejected_reason: string };

export type ViperScore = AcceptedScore | RejectedScore;

export const isRejected = (score: ViperScore): score is RejectedScore => 'rejected_reason' in score;

export function strengthOf(score: number): Strength {
  if (score >= 90) return 'VERY_STRONG';
  if (score >= 80) return 'STRONG';
  return score >= 70 ? 'MODERATE' : 'WEAK';
}
