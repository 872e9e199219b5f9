/**
 * The distances that the routes of stops and targets take where none are given.
 */
import Type from 'typebox';
import { defineRoute, implement } from '../../contract/index.ts';
import { DEFAULT_DISTANCES, STOP_MIN_PERCENT } from '../protection-levels.ts';

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
  stop_loss_percent: Number(DEFAULT_DISTANCES.stop_loss_percent),
  take_profit_percent: Number(DEFAULT_DISTANCES.take_profit_percent),
  trailing_percent: Number(DEFAULT_DISTANCES.trailing_percent),
  activation_percent: Number(DEFAULT_DISTANCES.activation_percent),
  stop_loss_percent_min: Number(STOP_MIN_PERCENT),
  default_stop_distance: engine.risk().limits.defaultStopDistance,
}));
