/**
 * The score in mode `compat`: the published formulas and numbers, without the chance that the original put in.
 * Invariant: the weighted sum of the components, as they are.
 */
import { pivots } from '../../indicators/index.ts';
import type { CostModel } from '../execution-cost.ts';
import type { MarketData } from '../score-input.ts';
import { roundedLevels, roundTo } from '../score-range.ts';
import { type AcceptedScore, strengthOf } from '../score-types.ts';
import { SCORE_WEIGHTS } from '../score-weights.ts';
import { externalScore, priceScore, rangeScore, volumeScore } from './components.ts';

export function compatScore(market: MarketData, cost: number, model: CostModel) {
  const scores = {
    volume: volumeScore(market),
    price: priceScore(market),
    external: externalScore(market, cost, model),
    range: rangeScore(market),
  };
  const names = Object.keys(scores) as (keyof typeof scores)[];
  const overall = roundTo(
    names.reduce((sum, name) => sum + SCORE_WEIGHTS[name] * scores[name], 0),
    2,
  );
  return {
    overall_score: overall,
    strength: strengthOf(overall),
    components: {
      volume_score: roundTo(scores.volume, 2),
      price_score: roundTo(scores.price, 2),
      external_score: roundTo(scores.external, 2),
      range_score: roundTo(scores.range, 2),
    },
    s1s2r1r2_levels: roundedLevels(pivots(market.high, market.low, market.close)),
    weights: SCORE_WEIGHTS,
  } satisfies Partial<AcceptedScore>;
}
