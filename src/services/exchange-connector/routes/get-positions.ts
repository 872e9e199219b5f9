/**
 * The open positions with the stops and targets that the exchange holds for them.
 */
import Type from 'typebox';
import {
  ACCOUNT_FRESHNESS,
  accountFreshness,
  defineRoute,
  implement,
  PositionView,
  SymbolQuery,
  tradedSymbol,
  viewPosition,
} from '../../contract/index.ts';

export const getPositions = defineRoute({
  service: 'exchange-connector',
  method: 'GET',
  path: '/api/positions',
  scope: 'read',
  about: 'Open positions.',
  query: SymbolQuery,
  response: Type.Object({ positions: Type.Array(PositionView), timestamp: Type.Number(), ...ACCOUNT_FRESHNESS }),
  errors: [],
});

export const getPositionsRoute = implement(getPositions, ({ query }, { engine, clock }) => {
  const symbol = tradedSymbol(engine, query.symbol);
  const rows = engine.positions().filter((row) => symbol === undefined || row.symbol === symbol);
  const now = clock.now();
  return { positions: rows.map(viewPosition), timestamp: now, ...accountFreshness(engine, now) };
});
