/**
 * The VIPER score: how tradable a market is, from 0 to 100.
 * Invariant: pure; time is handed in, and chance has no part in it.
 */
export { bookCost, type CostModel, depthBalance, tierCost } from './execution-cost.ts';
export { type Pivots, pivots } from './pivots.ts';
export { type MarketData, parseScoreInput, readMarket, type ScoreInput, ScoreInputSchema } from './score-input.ts';
export {
  type AcceptedScore,
  isRejected,
  type RejectedScore,
  SCORE_WEIGHTS,
  type ScoreOptions,
  type ScoreWeights,
  type Strength,
  scoreMarket,
  strengthOf,
  type ViperScore,
} from './viper-score.ts';
