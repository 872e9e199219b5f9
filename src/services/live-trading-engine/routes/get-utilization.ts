/**
 * How much of the capital is bound.
 */
import Type from 'typebox';
import { ACCOUNT_FRESHNESS, accountFreshness, defineRoute, implement } from '../../contract/index.ts';
import { UtilizationView, utilizationView } from '../risk-view.ts';

export const getUtilization = defineRoute({
  service: 'live-trading-engine',
  method: 'GET',
  path: '/api/capital/utilization',
  scope: 'read',
  about: 'Margin and exposure as shares of the equity.',
  response: Type.Object({ ...UtilizationView.properties, ...ACCOUNT_FRESHNESS }),
  errors: [],
});

export const getUtilizationRoute = implement(getUtilization, (_input, { engine, clock }) => ({
  ...utilizationView(engine.risk()),
  ...accountFreshness(engine, clock.now()),
}));
