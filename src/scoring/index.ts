/**
 * The VIPER score: how tradable a market is, from 0 to 100; and the signals that follow from it.
 * Invariant: pure; time is handed in, and chance has no part in it.
 */
export {
  type BarCalibration,
  type BarReading,
  type Calibration,
  fitCalibration,
  type MarketReading,
  MarketTracker,
  type PivotPeriod,
  percentileOf,
  READING_WARMUP,
  type Sample,
  type SavedTracker,
  SHIPPED_CALIBRATION,
} from './calibrated/index.ts';
export { type CostSettings, DOCUMENTED_COSTS } from './cost-settings.ts';
export { bookCost, type CostModel, depthBalance, tierCost } from './execution-cost.ts';
export { type MarketData, parseScoreInput, readMarket, type ScoreInput, ScoreInputSchema } from './score-input.ts';
export {
  type AcceptedScore,
  COST_MODELS,
  type CostChoice,
  isRejected,
  type RejectedScore,
  SCORE_MODES,
  type ScoreMode,
  type ScoreOptions,
  type Strength,
  strengthOf,
  type ViperScore,
} from './score-types.ts';
export { SCORE_WEIGHTS, type ScoreWeights } from './score-weights.ts';
export {
  DEFAULT_RULES,
  type Direction,
  type ScoredMarket,
  type Signal,
  type SignalDecision,
  SignalDesk,
  type SignalDeskState,
  type SignalRules,
} from './signals/index.ts';
export {
  chooseUniverse,
  type MarketFacts,
  MarketMemory,
  type MemoryCandle,
  UNIVERSE_PARAMS,
  type UnappliedFilter,
  type UniverseRow,
  type UniverseRule,
  type UniverseSettings,
  unappliedFilters,
  unappliedText,
  universeSettings,
} from './universe/index.ts';
export { scoreMarket, scoreMarkets, scoreReading } from './viper-score.ts';
