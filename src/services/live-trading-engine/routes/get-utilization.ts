/**
 * How much of the capital is bound.
 */
import { defineRoute, implement } from '../../contract/index.ts';
import { UtilizationView, utilizationView } from '../risk-view.ts';

export const getUtilization = defineRoute({
  service: 'live-trading-engine',
  method: 'GET',
  path: '/api/capital/utilization',
  scope: 'read',
  about: 'Margin and exposure as shares of the equity.',
  response: UtilizationView,
  errors: [],
});

export const getUtilizationRoute = implement(getUtilization, (_input, { engine }) => utilizationView(engine.risk()));
