/**
 * The whole state of the run in one row.
 */
import { defineRoute, implement, StatusRowSchema } from '../../contract/index.ts';

export const getStatus = defineRoute({
  service: 'live-trading-engine',
  method: 'GET',
  path: '/api/status',
  scope: 'read',
  about: 'Mode, state, money, counts, circuit breaker and refusals.',
  response: StatusRowSchema,
  errors: [],
});

export const getStatusRoute = implement(getStatus, (_input, { engine }) => engine.status());
