/**
 * Open orders and triggers first, then the latest finished ones.
 */
import Type from 'typebox';
import {
  ACCOUNT_FRESHNESS,
  accountFreshness,
  defineRoute,
  implement,
  SymbolQuery,
  tradedSymbol,
} from '../../contract/index.ts';
import { OrderView, viewOrder } from '../order-view.ts';

export const getOrders = defineRoute({
  service: 'exchange-connector',
  method: 'GET',
  path: '/api/orders',
  scope: 'read',
  about: 'Open orders, stops and targets, then the latest finished ones.',
  query: SymbolQuery,
  response: Type.Object({ orders: Type.Array(OrderView), timestamp: Type.Number(), ...ACCOUNT_FRESHNESS }),
  errors: [],
});

export const getOrdersRoute = implement(getOrders, ({ query }, { engine, clock }) => {
  const symbol = tradedSymbol(engine, query.symbol);
  const rows = engine.orders().filter((row) => symbol === undefined || row.symbol === symbol);
  const now = clock.now();
  return { orders: rows.map(viewOrder), timestamp: now, ...accountFreshness(engine, now) };
});
