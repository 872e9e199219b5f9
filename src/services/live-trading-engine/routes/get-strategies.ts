/**
 * The strategies of the run, and whether each may enter.
 */
import Type from 'typebox';
import type { StrategyRow } from '../../../engine/api.ts';
import { defineRoute, implement } from '../../contract/index.ts';

export const StrategyView = Type.Object({
  name: Type.String(),
  timeframe: Type.String(),
  enabled: Type.Boolean({ description: 'false: it makes no entries' }),
  failure: Type.Optional(Type.String({ description: 'why it was stopped' })),
  trades: Type.Integer(),
  wins: Type.Integer(),
});

export const viewStrategy = ({ name, timeframe, isOn, failure, trades, wins }: StrategyRow) => ({
  name,
  timeframe,
  enabled: isOn,
  ...(failure === undefined ? {} : { failure }),
  trades,
  wins,
});

export const getStrategies = defineRoute({
  service: 'live-trading-engine',
  method: 'GET',
  path: '/api/strategies',
  scope: 'read',
  about: 'Each strategy with its trades, and whether it may enter.',
  response: Type.Object({ strategies: Type.Array(StrategyView), timestamp: Type.Number() }),
  errors: [],
});

export const getStrategiesRoute = implement(getStrategies, (_input, { engine, clock }) => ({
  strategies: engine.strategies().map(viewStrategy),
  timestamp: clock.now(),
}));
