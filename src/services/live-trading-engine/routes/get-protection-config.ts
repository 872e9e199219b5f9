/**
 * The distances that POST /api/tp-sl-tsl/calculate takes where none are given.
 */
import Type from 'typebox';
import { defineRoute, implement } from '../../contract/index.ts';

export const getProtectionConfig = defineRoute({
  service: 'live-trading-engine',
  method: 'GET',
  path: '/api/tp-sl-tsl/config',
  scope: 'read',
  about:
    'Distances in percent where a calculation names none, and the share of the price that a stop by default is away.',
  response: Type.Object({
    stop_loss_percent: Type.Number(),
    take_profit_percent: Type.Number(),
    trailing_percent: Type.Number(),
    activation_percent: Type.Number(),
    stop_loss_percent_min: Type.Number(),
    default_stop_distance: Type.String({ description: 'of orders without a stop, as decimal text' }),
  }),
  errors: [],
});

export const getProtectionConfigRoute = implement(getProtectionConfig, (_input, { engine }) => ({
  stop_loss_percent: 2,
  take_profit_percent: 6,
  trailing_percent: 1,
  activation_percent: 2,
  stop_loss_percent_min: 0.5,
  default_stop_distance: engine.risk().limits.defaultStopDistance,
}));
