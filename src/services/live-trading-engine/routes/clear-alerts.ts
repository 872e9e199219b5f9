/**
 * Puts the present warnings aside. They stay in the journal.
 */
import Type from 'typebox';
import { defineRoute, implement, refusal } from '../../contract/index.ts';
import { openAlerts } from '../open-alerts.ts';

export const clearAlerts = defineRoute({
  service: 'live-trading-engine',
  method: 'DELETE',
  path: '/api/alerts',
  scope: 'trade',
  about: 'Puts the present warnings aside, over restarts too, so that GET /api/alerts shows the later ones alone.',
  response: Type.Object({ status: Type.Literal('cleared'), cleared: Type.Integer(), timestamp: Type.Number() }),
  errors: [409, 422, 503, 504],
});

export const clearAlertsRoute = implement(clearAlerts, async (_input, { engine, clock, requestId }) => {
  const { length: cleared } = openAlerts(engine);
  const reply = await engine.command({ kind: 'clear-alerts' }, requestId);
  return reply.ok ? { status: 'cleared' as const, cleared, timestamp: clock.now() } : refusal(reply);
});
