/**
 * Tells that scores can be had: the scoring needs nothing but its input.
 */
import Type from 'typebox';
import { defineRoute, implement } from '../../contract/index.ts';

export const getHealth = defineRoute({
  service: 'viper-scoring',
  method: 'GET',
  path: '/health',
  about: 'Health of the scoring: it depends on nothing, so that an answer is health.',
  response: Type.Object({
    status: Type.Literal('healthy'),
    service: Type.Literal('viper-scoring'),
    mode: Type.Literal('calibrated'),
    timestamp: Type.Number(),
  }),
  errors: [],
});

export const getHealthRoute = implement(getHealth, (_input, { clock }) => ({
  status: 'healthy' as const,
  service: 'viper-scoring' as const,
  mode: 'calibrated' as const,
  timestamp: clock.now(),
}));
