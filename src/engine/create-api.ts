/**
 * The one object that services, CLI and dashboard hold of a running engine.
 */
import type { Clock } from '../ports/index.ts';
import type { EngineApi } from './api.ts';
import type { Engine } from './engine.ts';
import type { Projections } from './projections/index.ts';

export const createEngineApi = (engine: Engine, projections: Projections, clock: Clock): EngineApi => ({
  status: () => projections.status(),
  positions: () => projections.positions(),
  orders: () => projections.orders(),
  fills: (options) => projections.fills(options),
  candles: (symbol, limit) => projections.candles(symbol, limit),
  instrument: (symbol) => projections.instrument(symbol),
  ticker: (symbol) => projections.ticker(symbol),
  risk: () => projections.risk(),
  strategies: () => projections.strategies(),
  assess: async (wish) => projections.assess(wish),
  equity: (limit) => projections.equity(limit),
  journal: (options) => projections.journal(options),
  notices: (limit) => projections.notices(limit),
  subscribe: (listener) => projections.subscribe(listener),
  command: (command, requestId) => engine.command({ type: 'command', at: clock.now(), requestId, command }),
});
