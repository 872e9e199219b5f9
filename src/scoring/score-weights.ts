/**
 * How much each component weighs.
 * Invariant: the weights sum to 1.
 */
export type ScoreWeights = {
  readonly volume: number;
  readonly price: number;
  readonly external: number;
  readonly range: number;
};

export const SCORE_WEIGHTS: ScoreWeights = { volume: 0.25, price: 0.3, external: 0.3, range: 0.15 };
