/**
 * The forms of scores and signals in the documents of this service.
 * Invariant: the types are those of src/scoring; the schemas describe them and never reshape them.
 */
import Type from 'typebox';
import { COST_MODELS, SCORE_MODES, type Signal, type ViperScore } from '../../scoring/index.ts';

const Score = Type.Number({ minimum: 0, maximum: 100 });
const Level = Type.Number();
const Levels = Type.Object({ S2: Level, S1: Level, pivot: Level, R1: Level, R2: Level });

export const ScoreQuery = Type.Object(
  {
    mode: Type.Optional(
      Type.Enum([...SCORE_MODES], { description: 'calibrated (the default), or compat: the published formulas' }),
    ),
    cost_model: Type.Optional(
      Type.Enum([...COST_MODELS], { description: 'auto (a fresh book where there is one, else tier), book or tier' }),
    ),
  },
  { additionalProperties: false },
);

export const ScoreSchema = Type.Unsafe<ViperScore>(
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
);

export const SignalSchema = Type.Unsafe<Signal>(
  Type.Object({
    id: Type.String(),
    symbol: Type.String(),
    type: Type.Enum(['LONG', 'SHORT']),
    order_type: Type.Enum(['LIMIT', 'MARKET']),
    viper_score: ScoreSchema,
    confidence: Type.Number({ minimum: 0, maximum: 1 }),
    price: Type.Number(),
    price_change: Type.Number({ description: 'over 24 hours, in percent' }),
    execution_cost: Type.Number({ description: 'USDT' }),
    s1s2r1r2_levels: Type.Optional(Levels),
    timestamp: Type.Number(),
    expires_at: Type.Number(),
    risk_per_trade: Type.Number(),
    stop_loss: Type.Number(),
    take_profit: Type.Number(),
    strategy: Type.String(),
  }),
);

/** A market that can be scored, for documents and their tests. */
export const MARKET_EXAMPLE = {
  symbol: 'BTCUSDT_UMCBL',
  market_data: {
    ticker: { price: 50_000, high: 51_000, low: 49_000, volume: 1_200, quote_volume: 60_000_000, price_change: 1 },
  },
};
