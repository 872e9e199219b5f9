/**
 * Tells that scores can be had: the scoring needs nothing but its input.
 */
import Type from 'typebox';
import { defineRoute, implement } from '../../contract/index.ts';
import type { ScoringDesk } from '../scoring-desk.ts';

export const getHealth = defineRoute({
  service: 'viper-scoring',
  method: 'GET',
  path: '/health',
  scope: 'read',
  about: 'Health of the scoring: it depends on nothing, so that an answer is health.',
  response: Type.Object({
    status: Type.Literal('healthy'),
    service: Type.Literal('viper-scoring'),
    mode: Type.Literal('calibrated'),
    processing_active: Type.Literal(true),
    active_signals: Type.Integer(),
    symbols_tracked: Type.Integer(),
    timestamp: Type.Number(),
  }),
  errors: [],
});

export const getHealthRoute = (desk: ScoringDesk) =>
  implement(getHealth, (_input, { clock }) => ({
    status: 'healthy' as const,
    service: 'viper-scoring' as const,
    mode: 'calibrated' as const,
    processing_active: true as const,
    active_signals: desk.active(clock.now()).length,
    symbols_tracked: desk.symbolsTracked,
    timestamp: clock.now(),
  }));
