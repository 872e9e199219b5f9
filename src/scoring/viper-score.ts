/**
 * The VIPER score of a market, in `compat` mode: the published formulas and numbers, without chance and without a clock.
 * Invariant: a pure function of its input; a market that costs too much to trade scores 0 and says why.
 */
import { externalScore, priceScore, rangeScore, volumeScore } from './components.ts';
import { bookCost, type CostModel, tierCost } from './execution-cost.ts';
import { type Pivots, pivots } from './pivots.ts';
import { type MarketData, readMarket, type ScoreInput } from './score-input.ts';

export type Strength = 'VERY_STRONG' | 'STRONG' | 'MODERATE' | 'WEAK';

export type ScoreWeights = {
  readonly volume: number;
  readonly price: number;
  readonly external: number;
  readonly range: number;
};

export const SCORE_WEIGHTS: ScoreWeights = { volume: 0.25, price: 0.3, external: 0.3, range: 0.15 };

export type ScoreOptions = {
  /** Epoch ms; becomes `timestamp`. */
  readonly at: number;
  /** `auto` (the default): the book model where both sides of a book are there, else the tiers. */
  readonly costModel?: 'auto' | CostModel;
  /** USDT of execution cost at which a market is rejected; 3 by default. */
  readonly costMax?: number;
};

type Scored = {
  readonly symbol: string;
  /** 0 to 100, as the components. */
  readonly overall_score: number;
  readonly strength: Strength;
  /** USDT. */
  readonly execution_cost: number;
  readonly cost_model: CostModel;
  readonly mode: 'compat';
  /** Epoch ms. */
  readonly timestamp: number;
};

export type AcceptedScore = Scored & {
  readonly components: {
    readonly volume_score: number;
    readonly price_score: number;
    readonly external_score: number;
    readonly range_score: number;
  };
  readonly s1s2r1r2_levels: Pivots;
  readonly weights: ScoreWeights;
};

export type RejectedScore = Scored & { readonly rejected_reason: string };

export type ViperScore = AcceptedScore | RejectedScore;

export const isRejected = (score: ViperScore): score is RejectedScore => 'rejected_reason' in score;

const round = (value: number, places: number): number => Math.round(value * 10 ** places) / 10 ** places;

export function strengthOf(score: number): Strength {
  if (score >= 90) return 'VERY_STRONG';
  if (score >= 80) return 'STRONG';
  return score >= 70 ? 'MODERATE' : 'WEAK';
}

const chooseModel = (market: MarketData, wanted: 'auto' | CostModel): CostModel =>
  wanted !== 'auto' ? wanted : market.book === undefined ? 'tier' : 'book';

/** Scores have 2 decimals, levels and cost 4. */
export function scoreMarket(input: ScoreInput, { at, costModel = 'auto', costMax = 3 }: ScoreOptions): ViperScore {
  const market = readMarket(input);
  const model = chooseModel(market, costModel);
  const cost = model === 'book' ? bookCost(market) : tierCost(market);
  const common = {
    symbol: market.symbol,
    execution_cost: round(cost, 4),
    cost_model: model,
    mode: 'compat',
    timestamp: at,
  } as const;
  if (cost >= costMax) {
    const rejected_reason = `execution cost ${round(cost, 4)} USDT is not below ${costMax}`;
    return { ...common, overall_score: 0, strength: 'WEAK', rejected_reason };
  }
  return { ...common, ...scoreComponents(market, cost, model) };
}

function scoreComponents(market: MarketData, cost: number, model: CostModel) {
  const scores = {
    volume: volumeScore(market),
    price: priceScore(market),
    external: externalScore(market, cost, model),
    range: rangeScore(market),
  };
  const names = Object.keys(scores) as (keyof typeof scores)[];
  const overall = names.reduce((sum, name) => sum + SCORE_WEIGHTS[name] * scores[name], 0);
  const { S2, S1, pivot, R1, R2 } = pivots(market.high, market.low, market.close);
  return {
    overall_score: round(overall, 2),
    strength: strengthOf(round(overall, 2)),
    components: {
      volume_score: round(scores.volume, 2),
      price_score: round(scores.price, 2),
      external_score: round(scores.external, 2),
      range_score: round(scores.range, 2),
    },
    s1s2r1r2_levels: { S2: round(S2, 4), S1: round(S1, 4), pivot: round(pivot, 4), R1: round(R1, 4), R2: round(R2, 4) },
    weights: SCORE_WEIGHTS,
  };
}
