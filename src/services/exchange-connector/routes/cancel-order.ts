/**
 * Cancels one of our orders by its id. What the exchange made by itself belongs to its position and stays.
 */
import Type from 'typebox';
import { defineRoute, implement, notFound, Problem, refusal } from '../../contract/index.ts';

export const cancelOrder = defineRoute({
  service: 'exchange-connector',
  method: 'DELETE',
  path: '/api/orders/:id',
  about: 'Asks the exchange to cancel an order; the order is gone when its status says so.',
  params: Type.Object(
    { id: Type.String({ minLength: 1, maxLength: 64, description: 'an order_id of GET /api/orders' }) },
    { additionalProperties: false },
  ),
  response: Type.Object({
    order_id: Type.String(),
    symbol: Type.String(),
    status: Type.String(),
    timestamp: Type.Number(),
  }),
  errors: [404, 409, 422, 503, 504],
});

export const cancelOrderRoute = implement(cancelOrder, async ({ params: { id } }, { engine, clock, requestId }) => {
  const find = () => engine.orders().find((order) => order.clientOid === id || order.orderId === id);
  const order = find();
  if (order === undefined) return notFound('id', id, 'an order_id of GET /api/orders');
  if (order.clientOid === '') return ownedByPosition(id);
  const reply = await engine.command({ kind: 'cancel-order', clientOid: order.clientOid }, requestId);
  if (!reply.ok) return refusal(reply);
  const { symbol, clientOid, status } = find() ?? order;
  return { order_id: clientOid, symbol, status, timestamp: clock.now() };
});

const ownedByPosition = (id: string): Problem =>
  new Problem(409, 'not-cancellable', {
    title: 'Not cancellable',
    detail: `id: ${JSON.stringify(id)} is a stop or target that the exchange keeps for an open position; it goes when the position is closed`,
    field: 'id',
    value: id,
    allowed: 'an order of ours',
  });
