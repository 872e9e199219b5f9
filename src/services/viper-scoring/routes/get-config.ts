/**
 * The rules by which this service scores and signals.
 */
import Type from 'typebox';
import { SCORE_WEIGHTS, type ScoreWeights } from '../../../scoring/index.ts';
import { defineRoute, implement } from '../../contract/index.ts';
import type { ScoringDesk } from '../scoring-desk.ts';

const SECOND_MS = 1_000;
const COST_MAX = 3;

export const getConfig = defineRoute({
  service: 'viper-scoring',
  method: 'GET',
  path: '/api/config',
  scope: 'read',
  about: 'Thresholds, cooldown, weights and periods.',
  response: Type.Object({
    thresholds: Type.Object({ high: Type.Number(), medium: Type.Number() }),
    cooldown: Type.Number({ description: 'seconds between two signals of a contract' }),
    max_signals_per_symbol: Type.Integer(),
    signal_expiry: Type.Number({ description: 'seconds' }),
    execution_cost_threshold: Type.Number({ description: 'USDT' }),
    weights: Type.Unsafe<ScoreWeights>(Type.Record(Type.String(), Type.Number())),
    periods: Type.Object({ candles: Type.Literal('1h'), market_data_ttl: Type.Number({ description: 'seconds' }) }),
  }),
  errors: [],
});

export const getConfigRoute = (desk: ScoringDesk) =>
  implement(getConfig, () => {
    const { thresholdHigh, thresholdMedium, cooldownMs, expiryMs, signalsPerSymbolMax } = desk.rules;
    return {
      thresholds: { high: thresholdHigh, medium: thresholdMedium },
      cooldown: cooldownMs / SECOND_MS,
      max_signals_per_symbol: signalsPerSymbolMax,
      signal_expiry: expiryMs / SECOND_MS,
      execution_cost_threshold: desk.settings.costMax ?? COST_MAX,
      weights: SCORE_WEIGHTS,
      periods: { candles: '1h' as const, market_data_ttl: 300 },
    };
  });
