/**
 * Tells whether the engine trades or guards its positions.
 */
import Type from 'typebox';
import { defineRoute, HealthStatus, healthCode, healthOf, implement, isAlive } from '../../contract/index.ts';

export const getHealth = defineRoute({
  service: 'live-trading-engine',
  method: 'GET',
  path: '/health',
  about: 'Health of the engine; 503 unless it runs or is paused.',
  response: Type.Object({
    status: HealthStatus,
    service: Type.Literal('live-trading-engine'),
    state: Type.String(),
    mode: Type.String(),
    open_positions: Type.Integer(),
    breaker: Type.String(),
    sequence: Type.Integer({ description: 'of the last journal entry' }),
    timestamp: Type.Number(),
  }),
  errors: [503],
  statusOf: healthCode,
});

export const getHealthRoute = implement(getHealth, (_input, { engine, clock }) => {
  const status = engine.status();
  return {
    status: healthOf(isAlive(status)),
    service: 'live-trading-engine' as const,
    state: status.state,
    mode: status.mode,
    open_positions: status.openPositions,
    breaker: status.breaker.state,
    sequence: status.seq,
    timestamp: clock.now(),
  };
});
