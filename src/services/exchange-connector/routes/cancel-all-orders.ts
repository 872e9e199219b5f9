/**
 * Cancels every entry order. Stops and targets stay with their positions.
 */
import Type from 'typebox';
import { defineRoute, implement, refusal, SymbolQuery, tradedSymbol } from '../../contract/index.ts';

export const cancelAllOrders = defineRoute({
  service: 'exchange-connector',
  method: 'DELETE',
  path: '/api/orders',
  scope: 'trade',
  about: 'Asks the exchange to cancel every entry order, of one contract or of all; stops and targets stay.',
  query: SymbolQuery,
  response: Type.Object({
    status: Type.Literal('cancelling'),
    cancelled: Type.Integer({ description: 'orders that were asked to go' }),
    timestamp: Type.Number(),
  }),
  errors: [409, 422, 503, 504],
});

export const cancelAllOrdersRoute = implement(cancelAllOrders, async ({ query }, { engine, clock, requestId }) => {
  const symbol = tradedSymbol(engine, query.symbol);
  const reply = await engine.command({ kind: 'cancel-all', symbol }, requestId);
  if (!reply.ok) return refusal(reply);
  return { status: 'cancelling' as const, cancelled: Number(reply.details.canceled ?? 0), timestamp: clock.now() };
});
