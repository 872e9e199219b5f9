/**
 * An order as this service shows it, whatever route asks.
 * Invariant: `order_id` is what DELETE /api/orders/:id takes: our own id, or the exchange's where it made the order.
 */
import Type, { type Static } from 'typebox';
import type { OrderRow } from '../../engine/api.ts';

const Decimal = Type.String({ description: 'decimal text' });

export const OrderIdParams = Type.Object(
  {
    id: Type.String({ minLength: 1, maxLength: 64, description: 'an order_id of GET /api/orders', examples: ['vp-1'] }),
  },
  { additionalProperties: false },
);

export const OrderView = Type.Object({
  order_id: Type.String(),
  exchange_order_id: Type.Optional(Type.String({ description: 'absent until the exchange has given one' })),
  symbol: Type.String(),
  intent: Type.Enum(['open', 'close']),
  side: Type.Enum(['long', 'short']),
  type: Type.Enum(['market', 'limit', 'stop-loss', 'take-profit']),
  price: Type.Optional(Decimal),
  amount: Type.Optional(Type.String({ description: 'decimal text; absent for a trigger on the whole position' })),
  filled: Decimal,
  status: Type.String(),
  timestamp: Type.Number(),
});

const views = new WeakMap<OrderRow, Static<typeof OrderView>>();

/** A row never changes, and is asked for many times. */
export function viewOrder(row: OrderRow): Static<typeof OrderView> {
  const known = views.get(row);
  if (known) return known;
  const view = viewOf(row);
  views.set(row, view);
  return view;
}

const viewOf = (row: OrderRow): Static<typeof OrderView> => ({
  order_id: row.clientOid === '' ? row.orderId : row.clientOid,
  ...(row.orderId === '' ? {} : { exchange_order_id: row.orderId }),
  symbol: row.symbol,
  intent: row.intent,
  side: row.side,
  type: row.type,
  ...(row.price === undefined ? {} : { price: row.price }),
  ...(row.size === undefined ? {} : { amount: row.size }),
  filled: row.filled,
  status: row.status,
  timestamp: row.at,
});
