/**
 * The limits that are in force.
 */
import { defineRoute, implement } from '../../contract/index.ts';
import { LimitsView, limitsView } from '../risk-view.ts';

export const getLimits = defineRoute({
  service: 'live-trading-engine',
  method: 'GET',
  path: '/api/limits',
  scope: 'read',
  about: 'The limits that every entry has to keep.',
  response: LimitsView,
  errors: [],
});

export const getLimitsRoute = implement(getLimits, (_input, { engine }) => limitsView(engine.risk()));
