/**
 * Scores a market that the caller describes.
 */
import Type from 'typebox';
import {
  COST_MODELS,
  SCORE_MODES,
  ScoreInputSchema,
  scoreMarket as score,
  type ViperScore,
} from '../../../scoring/index.ts';
import { defineRoute, implement } from '../../contract/index.ts';

const Score = Type.Number({ minimum: 0, maximum: 100 });
const Level = Type.Number();

export const scoreMarket = defineRoute({
  service: 'viper-scoring',
  method: 'POST',
  path: '/api/score',
  about:
    'The VIPER score (volume, price, external, range) of a market; 0 with `rejected_reason` where trading costs too much.',
  query: Type.Object(
    {
      mode: Type.Optional(
        Type.Enum([...SCORE_MODES], { description: 'calibrated (the default), or compat: the published formulas' }),
      ),
      cost_model: Type.Optional(
        Type.Enum([...COST_MODELS], { description: 'auto (a fresh book where there is one, else tier), book or tier' }),
      ),
    },
    { additionalProperties: false },
  ),
  body: ScoreInputSchema,
  response: Type.Unsafe<ViperScore>(
    Type.Object({
      symbol: Type.String(),
      overall_score: Score,
      strength: Type.Enum(['VERY_STRONG', 'STRONG', 'MODERATE', 'WEAK']),
      execution_cost: Type.Number({ description: 'USDT' }),
      cost_model: Type.Enum(['book', 'tier']),
      mode: Type.Enum([...SCORE_MODES]),
      timestamp: Type.Number(),
      notes: Type.Optional(Type.Array(Type.String())),
      rejected_reason: Type.Optional(Type.String()),
      raw_score: Type.Optional(Score),
      price_strength: Type.Optional(Score),
      pivot_period: Type.Optional(Type.Union([Type.String(), Type.Null()])),
      bar_ms: Type.Optional(Type.Number()),
      readings: Type.Optional(Type.Record(Type.String(), Type.Number())),
      components: Type.Optional(
        Type.Object({ volume_score: Score, price_score: Score, external_score: Score, range_score: Score }),
      ),
      s1s2r1r2_levels: Type.Optional(Type.Object({ S2: Level, S1: Level, pivot: Level, R1: Level, R2: Level })),
      weights: Type.Optional(Type.Record(Type.String(), Type.Number())),
    }),
  ),
  errors: [],
});

export const scoreMarketRoute = implement(scoreMarket, ({ query, body }, { clock }) =>
  score(body, { at: clock.now(), mode: query.mode ?? 'calibrated', costModel: query.cost_model ?? 'auto' }),
);
