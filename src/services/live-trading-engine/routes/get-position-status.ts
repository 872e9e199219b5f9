/**
 * What is open and what may be opened beside it.
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

export const getPositionStatus = defineRoute({
  service: 'live-trading-engine',
  method: 'GET',
  path: '/api/position/status',
  scope: 'read',
  about: 'The open positions, and how many more the limits allow.',
  response: Type.Object({
    positions: Type.Array(PositionView),
    count: Type.Integer(),
    max_positions: Type.Integer(),
    entries_under_way: Type.Integer({ description: 'entry orders that are not filled yet' }),
    timestamp: Type.Number(),
    ...ACCOUNT_FRESHNESS,
  }),
  errors: [],
});

const UNDER_WAY = new Set(['pending', 'unknown', 'live', 'partially-filled']);

export const getPositionStatusRoute = implement(getPositionStatus, (_input, { engine, clock }) => {
  const now = clock.now();
  const positions = engine.positions().map(viewPosition);
  return {
    positions,
    count: positions.length,
    max_positions: engine.risk().limits.positionsMax,
    entries_under_way: engine.orders().filter((row) => row.intent === 'open' && UNDER_WAY.has(row.status)).length,
    timestamp: now,
    ...accountFreshness(engine, now),
  };
});
