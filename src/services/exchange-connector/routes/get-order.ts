/**
 * One order, open or lately finished.
 */
import { defineRoute, implement, notFound, SymbolQuery, tradedSymbol } from '../../contract/index.ts';
import { OrderIdParams, OrderView, viewOrder } from '../order-view.ts';

export const getOrder = defineRoute({
  service: 'exchange-connector',
  method: 'GET',
  path: '/api/orders/:id',
  scope: 'read',
  about: 'One order by its order_id, or by the id that the exchange gave it.',
  params: OrderIdParams,
  query: SymbolQuery,
  response: OrderView,
  errors: [404],
});

export const getOrderRoute = implement(getOrder, ({ params: { id }, query }, { engine }) => {
  const symbol = tradedSymbol(engine, query.symbol);
  const found = engine
    .orders()
    .find((row) => (row.clientOid === id || row.orderId === id) && (symbol === undefined || row.symbol === symbol));
  return found === undefined ? notFound('id', id, 'an order_id of GET /api/orders') : viewOrder(found);
});
