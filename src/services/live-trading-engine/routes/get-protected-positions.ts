/**
 * The open positions with the stop and the targets that stand at the exchange, and how far the price has come.
 */
import Type from 'typebox';
import {
  ACCOUNT_FRESHNESS,
  accountFreshness,
  defineRoute,
  implement,
  PositionView,
  viewPosition,
} from '../../contract/index.ts';
import { profitPercent } from '../trailing.ts';

export const getProtectedPositions = defineRoute({
  service: 'live-trading-engine',
  method: 'GET',
  path: '/api/tp-sl-tsl/positions',
  scope: 'read',
  about: 'Every open position with the stop and the targets that the exchange holds for it, and its profit in percent.',
  response: Type.Object({
    positions: Type.Array(
      Type.Object({
        ...PositionView.properties,
        profit_percent: Type.Number({ description: 'of the entry price, without leverage' }),
        is_protected: Type.Boolean({ description: 'a stop is known to stand at the exchange' }),
      }),
    ),
    count: Type.Integer(),
    timestamp: Type.Number(),
    ...ACCOUNT_FRESHNESS,
  }),
  errors: [],
});

export const getProtectedPositionsRoute = implement(getProtectedPositions, (_input, { engine, clock }) => {
  const now = clock.now();
  const positions = engine.positions().map((row) => ({
    ...viewPosition(row),
    profit_percent: profitPercent(row),
    is_protected: row.stopLoss !== undefined,
  }));
  return { positions, count: positions.length, timestamp: now, ...accountFreshness(engine, now) };
});
