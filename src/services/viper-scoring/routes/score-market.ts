/**
 * Scores a market that the caller describes.
 */
import Type from 'typebox';
import { ScoreInputSchema, scoreMarket as score, type ViperScore } from '../../../scoring/index.ts';
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
      cost_model: Type.Optional(
        Type.Enum(['auto', 'book', 'tier'], { description: 'auto (book where there is one, else tier), book or tier' }),
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
      mode: Type.Literal('compat'),
      timestamp: Type.Number(),
      rejected_reason: Type.Optional(Type.String()),
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
  score(body, { at: clock.now(), costModel: query.cost_model ?? 'auto' }),
);
