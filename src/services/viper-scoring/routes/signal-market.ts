/**
 * The signal of a market that the caller describes.
 */
import Type from 'typebox';
import type { Details } from '../../../domain/index.ts';
import { ScoreInputSchema, type Signal } from '../../../scoring/index.ts';
import { defineRoute, implement } from '../../contract/index.ts';
import { MARKET_EXAMPLE, ScoreQuery, SignalSchema } from '../score-schema.ts';
import type { ScoringDesk } from '../scoring-desk.ts';

type NoSignal = {
  readonly message: 'No signal generated';
  readonly symbol: string;
  readonly rule: string;
  readonly details: Details;
};

const NoSignalSchema = Type.Object({
  message: Type.Literal('No signal generated'),
  symbol: Type.String(),
  rule: Type.String({ description: 'why: cooldown, signals-per-symbol, rejected, score-too-low or no-direction' }),
  details: Type.Record(Type.String(), Type.Unknown()),
});

export const signalMarket = defineRoute({
  service: 'viper-scoring',
  method: 'POST',
  path: '/api/signal',
  scope: 'trade',
  about: 'A signal, which is kept and holds the cooldown of its contract; or by which rule there is none.',
  query: ScoreQuery,
  body: ScoreInputSchema,
  example: MARKET_EXAMPLE,
  response: Type.Unsafe<Signal | NoSignal>(Type.Union([SignalSchema, NoSignalSchema])),
  errors: [409],
});

export const signalMarketRoute = (desk: ScoringDesk) =>
  implement(signalMarket, ({ query, body }, { clock }) => {
    const decision = desk.signal(body, { at: clock.now(), mode: query.mode, costModel: query.cost_model });
    if (decision.ok) return decision.signal;
    const { rule, details } = decision;
    return { message: 'No signal generated' as const, symbol: body.symbol, rule, details };
  });
