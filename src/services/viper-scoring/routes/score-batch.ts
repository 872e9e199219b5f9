/**
 * Scores several contracts by the market data that is kept, or asked for.
 */
import Type from 'typebox';
import type { ViperScore } from '../../../scoring/index.ts';
import { defineRoute, implement, ofContract, Problem, SymbolField } from '../../contract/index.ts';
import { FRESHNESS, freshness, scoreInputOf } from '../../market/index.ts';
import { ScoreQuery, ScoreSchema } from '../score-schema.ts';
import type { ScoringDesk } from '../scoring-desk.ts';

type FreshScore = ViperScore & { readonly as_of: number; readonly age_ms: number; readonly is_stale: boolean };

export const scoreBatch = defineRoute({
  service: 'viper-scoring',
  method: 'POST',
  path: '/api/batch/score',
  scope: 'read',
  about: 'Scores by symbol, from market data at most five minutes old; what the exchange does not list is left out.',
  query: ScoreQuery,
  body: Type.Object(
    { symbols: Type.Array(SymbolField, { minItems: 1, maxItems: 100, description: '1 to 100 contracts' }) },
    { additionalProperties: false },
  ),
  example: { symbols: ['BTCUSDT', 'ETHUSDT_UMCBL'] },
  response: Type.Object({
    scores: Type.Record(Type.String(), Type.Unsafe<FreshScore>(Type.Intersect([ScoreSchema, Type.Object(FRESHNESS)]))),
    symbols_requested: Type.Integer(),
    symbols_scored: Type.Integer(),
    timestamp: Type.Number(),
  }),
  errors: [409, 502, 503],
});

export const scoreBatchRoute = (desk: ScoringDesk) =>
  implement(scoreBatch, async ({ query, body }, { market }) => {
    const wanted = [...new Set(body.symbols)];
    const markets = await Promise.all(wanted.map((one) => ofContract(one, (symbol) => market.market(symbol))));
    const at = market.now();
    const wish = { at, mode: query.mode, costModel: query.cost_model };
    const scored = markets.flatMap((one) => {
      if (one instanceof Problem) return [];
      const score = desk.score(scoreInputOf(one.value), wish);
      return [{ ...score, ...freshness(one.askedAt, { now: at, isStale: one.isStale }) }];
    });
    const scores = Object.fromEntries(scored.map((score) => [score.symbol, score]));
    return {
      scores,
      symbols_requested: body.symbols.length,
      symbols_scored: Object.keys(scores).length,
      timestamp: at,
    };
  });
