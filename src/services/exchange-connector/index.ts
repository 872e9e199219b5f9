/**
 * The exchange connector: the account and its orders over HTTP, in the documented shapes.
 * Invariant: owns nothing; every change is a command to the engine.
 */
import type { Service } from '../http/index.ts';
import { cancelOrderRoute } from './routes/cancel-order.ts';
import { getBalanceRoute } from './routes/get-balance.ts';
import { getHealthRoute } from './routes/get-health.ts';
import { getOrdersRoute } from './routes/get-orders.ts';
import { getPositionsRoute } from './routes/get-positions.ts';
import { placeOrderRoute } from './routes/place-order.ts';

export { cancelOrder } from './routes/cancel-order.ts';
export { getBalance } from './routes/get-balance.ts';
export { getHealth } from './routes/get-health.ts';
export { getOrders } from './routes/get-orders.ts';
export { getPositions } from './routes/get-positions.ts';
export { placeOrder } from './routes/place-order.ts';

export const exchangeConnector: Service = {
  name: 'exchange-connector',
  about: 'Account, positions and orders.',
  routes: [getHealthRoute, getBalanceRoute, getPositionsRoute, getOrdersRoute, placeOrderRoute, cancelOrderRoute],
};
