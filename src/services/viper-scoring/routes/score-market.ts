/**
 * Scores a market that the caller describes.
 */
import { ScoreInputSchema } from '../../../scoring/index.ts';
import { defineRoute, implement } from '../../contract/index.ts';
import { MARKET_EXAMPLE, ScoreQuery, ScoreSchema } from '../score-schema.ts';
import type { ScoringDesk } from '../scoring-desk.ts';

export const scoreMarket = defineRoute({
  service: 'viper-scoring',
  method: 'POST',
  path: '/api/score',
  scope: 'read',
  about:
    'The VIPER score (volume, price, external, range) of a market; 0 with `rejected_reason` where trading costs too much.',
  query: ScoreQuery,
  body: ScoreInputSchema,
  example: MARKET_EXAMPLE,
  response: ScoreSchema,
  errors: [409],
});

export const scoreMarketRoute = (desk: ScoringDesk) =>
  implement(scoreMarket, ({ query, body }, { clock }) =>
    desk.score(body, { at: clock.now(), mode: query.mode, costModel: query.cost_model }),
  );
