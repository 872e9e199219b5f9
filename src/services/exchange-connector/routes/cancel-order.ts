/**
 * Cancels one of our orders by its id. What the exchange made by itself belongs to its position and stays.
 */
import Type from 'typebox';
import type { OrderRow } from '../../../engine/api.ts';
import { defineRoute, implement, notFound, Problem, refusal, SymbolQuery, tradedSymbol } from '../../contract/index.ts';
import { OrderIdParams } from '../order-view.ts';

export const cancelOrder = defineRoute({
  service: 'exchange-connector',
  method: 'DELETE',
  path: '/api/orders/:id',
  scope: 'trade',
  about: 'Asks the exchange to cancel an order; the order is gone when its status says so.',
  params: OrderIdParams,
  query: SymbolQuery,
  response: Type.Object({
    order_id: Type.String(),
    symbol: Type.String(),
    status: Type.String(),
    timestamp: Type.Number(),
  }),
  errors: [404, 409, 422, 503, 504],
});

export const cancelOrderRoute = implement(
  cancelOrder,
  async ({ params: { id }, query }, { engine, clock, requestId }) => {
    const symbolOnly = tradedSymbol(engine, query.symbol);
    const isMeant = (order: OrderRow): boolean =>
      (order.clientOid === id || order.orderId === id) && (symbolOnly === undefined || order.symbol === symbolOnly);
    const find = () => engine.orders().find(isMeant);
    const order = find();
    if (order === undefined) return notFound('id', id, 'an order_id of GET /api/orders');
    if (order.clientOid === '') return ownedByPosition(id);
    const reply = await engine.command({ kind: 'cancel-order', clientOid: order.clientOid }, requestId);
    if (!reply.ok) return refusal(reply);
    const { symbol, clientOid, status } = find() ?? order;
    return { order_id: clientOid, symbol, status, timestamp: clock.now() };
  },
);

const ownedByPosition = (id: string): Problem =>
  new Problem(409, 'not-cancellable', {
    title: 'Not cancellable',
    detail: `id: ${JSON.stringify(id)} is a stop or target that the exchange keeps for an open position; it goes when the position is closed`,
    field: 'id',
    value: id,
    allowed: 'an order of ours',
  });
