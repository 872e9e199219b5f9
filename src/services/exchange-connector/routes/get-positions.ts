/**
 * The open positions with the stops and targets that the exchange holds for them.
 */
import Type from 'typebox';
import type { PositionRow } from '../../../engine/api.ts';
import { defineRoute, implement, SymbolQuery, tradedSymbol } from '../../contract/index.ts';

const Decimal = Type.String({ description: 'decimal text' });

const Position = Type.Object({
  symbol: Type.String(),
  side: Type.Enum(['long', 'short']),
  size: Decimal,
  entry_price: Decimal,
  mark_price: Decimal,
  unrealized_pnl: Decimal,
  leverage: Type.Number(),
  margin_mode: Type.String(),
  stop_loss: Type.Optional(Decimal),
  take_profits: Type.Array(Type.Object({ price: Decimal, size: Decimal })),
  timestamp: Type.Number({ description: 'when it was opened, epoch ms' }),
});

export const getPositions = defineRoute({
  service: 'exchange-connector',
  method: 'GET',
  path: '/api/positions',
  scope: 'read',
  about: 'Open positions.',
  query: SymbolQuery,
  response: Type.Object({ positions: Type.Array(Position), timestamp: Type.Number() }),
  errors: [],
});

export const getPositionsRoute = implement(getPositions, ({ query }, { engine, clock }) => {
  const symbol = tradedSymbol(engine, query.symbol);
  const rows = engine.positions().filter((row) => symbol === undefined || row.symbol === symbol);
  return { positions: rows.map(documented), timestamp: clock.now() };
});

const documented = (row: PositionRow) => ({
  symbol: row.symbol,
  side: row.side,
  size: row.size,
  entry_price: row.entryPrice,
  mark_price: row.markPrice,
  unrealized_pnl: row.unrealizedPnl,
  leverage: row.leverage,
  margin_mode: row.marginMode,
  ...(row.stopLoss === undefined ? {} : { stop_loss: row.stopLoss }),
  take_profits: row.takeProfits.map(({ price, size }) => ({ price, size })),
  timestamp: row.openedAt,
});
