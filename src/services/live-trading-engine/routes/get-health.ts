/**
 * Tells whether the engine trades or guards its positions.
 */
import Type from 'typebox';
import {
  ChecksField,
  checkedBy,
  defineRoute,
  HealthStatus,
  healthCode,
  healthOf,
  implement,
  isAlive,
} from '../../contract/index.ts';

export const getHealth = defineRoute({
  service: 'live-trading-engine',
  method: 'GET',
  path: '/health',
  scope: 'read',
  about: 'Health of the engine; 503 unless it runs or is paused.',
  response: Type.Object({
    status: HealthStatus,
    service: Type.Literal('live-trading-engine'),
    state: Type.String(),
    mode: Type.String(),
    open_positions: Type.Integer(),
    breaker: Type.String(),
    sequence: Type.Integer({ description: 'of the last journal entry' }),
    checks: ChecksField,
    timestamp: Type.Number(),
  }),
  errors: [503],
  statusOf: healthCode,
});

export const getHealthRoute = implement(getHealth, async (_input, { engine, clock, monitor }) => {
  const checked = await checkedBy(monitor, ['engine', 'reconcile', 'journal', 'disk']);
  const status = engine.status();
  return {
    status: healthOf(isAlive(status) && checked.isWhole),
    service: 'live-trading-engine' as const,
    state: status.state,
    mode: status.mode,
    open_positions: status.openPositions,
    breaker: status.breaker.state,
    sequence: status.seq,
    checks: checked.checks,
    timestamp: clock.now(),
  };
});
