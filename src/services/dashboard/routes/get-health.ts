/**
 * Tells whether the dashboard has a live engine behind it.
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
  service: 'dashboard',
  method: 'GET',
  path: '/health',
  scope: 'read',
  about: 'Health of the dashboard; 503 unless its engine runs or is paused.',
  response: Type.Object({
    status: HealthStatus,
    service: Type.Literal('dashboard'),
    state: Type.String(),
    checks: ChecksField,
    timestamp: Type.Number(),
  }),
  errors: [503],
  statusOf: healthCode,
});

export const getHealthRoute = implement(getHealth, async (_input, { engine, clock, monitor }) => {
  const checked = await checkedBy(monitor, ['engine']);
  const status = engine.status();
  return {
    status: healthOf(isAlive(status) && checked.isWhole),
    service: 'dashboard' as const,
    state: status.state,
    checks: checked.checks,
    timestamp: clock.now(),
  };
});
