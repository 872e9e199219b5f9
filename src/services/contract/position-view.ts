/**
 * An open position in the documented words, whatever route asks.
 */
import Type, { type Static } from 'typebox';
import type { PositionRow } from '../../engine/api.ts';

const Decimal = Type.String({ description: 'decimal text' });

export const PositionView = Type.Object({
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

export const viewPosition = (row: PositionRow): Static<typeof PositionView> => ({
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
