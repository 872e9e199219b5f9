/**
 * Puts the present warnings aside. They stay in the journal.
 */
import Type from 'typebox';
import { defineRoute, implement } from '../../contract/index.ts';
import { clearOpenAlerts } from '../alert-desk.ts';

export const clearAlerts = defineRoute({
  service: 'live-trading-engine',
  method: 'DELETE',
  path: '/api/alerts',
  scope: 'trade',
  about: 'Puts the present warnings aside, so that GET /api/alerts shows the later ones alone.',
  response: Type.Object({ status: Type.Literal('cleared'), cleared: Type.Integer(), timestamp: Type.Number() }),
  errors: [409],
});

export const clearAlertsRoute = implement(clearAlerts, (_input, { engine, clock }) => ({
  status: 'cleared' as const,
  cleared: clearOpenAlerts(engine),
  timestamp: clock.now(),
}));
