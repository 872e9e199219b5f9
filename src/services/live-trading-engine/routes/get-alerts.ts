/**
 * Warnings that nobody has put aside yet.
 */
import Type from 'typebox';
import { countOf, countUpTo, defineRoute, implement, listOf, NoticeRowSchema } from '../../contract/index.ts';
import { openAlerts } from '../open-alerts.ts';

const ROWS = 50;

export const getAlerts = defineRoute({
  service: 'live-trading-engine',
  method: 'GET',
  path: '/api/alerts',
  scope: 'read',
  about: 'Warnings and critical notices, newest first, but for those that were put aside.',
  query: Type.Object({ limit: Type.Optional(countUpTo(500)) }, { additionalProperties: false }),
  response: Type.Object({ alerts: listOf(NoticeRowSchema), count: Type.Integer(), timestamp: Type.Number() }),
  errors: [],
});

export const getAlertsRoute = implement(getAlerts, ({ query }, { engine, clock }) => {
  const open = openAlerts(engine);
  return { alerts: open.slice(0, countOf(query.limit, ROWS)), count: open.length, timestamp: clock.now() };
});
