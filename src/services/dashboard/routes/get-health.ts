/**
 * Tells whether the dashboard has a live engine behind it.
 */
import Type from 'typebox';
import { defineRoute, HealthStatus, healthCode, healthOf, implement, isAlive } from '../../contract/index.ts';

export const getHealth = defineRoute({
  service: 'dashboard',
  method: 'GET',
  path: '/health',
  about: 'Health of the dashboard; 503 unless its engine runs or is paused.',
  response: Type.Object({
    status: HealthStatus,
    service: Type.Literal('dashboard'),
    state: Type.String(),
    timestamp: Type.Number(),
  }),
  errors: [503],
  statusOf: healthCode,
});

export const getHealthRoute = implement(getHealth, (_input, { engine, clock }) => {
  const status = engine.status();
  return {
    status: healthOf(isAlive(status)),
    service: 'dashboard' as const,
    state: status.state,
    timestamp: clock.now(),
  };
});
