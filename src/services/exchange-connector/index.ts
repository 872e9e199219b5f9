/**
 * The exchange connector: the account and its orders over HTTP, in the documented shapes.
 * Invariant: owns nothing; every change is a command to the engine.
 */
import type { Service } from '../http/index.ts';
import { DOCUMENTED_DEFAULTS, type OrderDefaults } from './order-command.ts';
import { amendOrderRoute } from './routes/amend-order.ts';
import { cancelAllOrdersRoute } from './routes/cancel-all-orders.ts';
import { cancelOrderRoute } from './routes/cancel-order.ts';
import { closePositionRoute } from './routes/close-position.ts';
import { getBalanceRoute } from './routes/get-balance.ts';
import { getFillsRoute } from './routes/get-fills.ts';
import { getHealthRoute } from './routes/get-health.ts';
import { getLeverageRoute } from './routes/get-leverage.ts';
import { getOrderRoute } from './routes/get-order.ts';
import { getOrderbookRoute } from './routes/get-orderbook.ts';
import { getOrdersRoute } from './routes/get-orders.ts';
import { getPositionsRoute } from './routes/get-positions.ts';
import { getSymbolsRoute } from './routes/get-symbols.ts';
import { getTickerRoute } from './routes/get-ticker.ts';
import { placeOrderRoute } from './routes/place-order.ts';
import { setLeverageRoute } from './routes/set-leverage.ts';
import { addV1, type V1Gateway } from './v1/index.ts';

export type { OrderDefaults } from './order-command.ts';
export { amendOrder } from './routes/amend-order.ts';
export { cancelAllOrders } from './routes/cancel-all-orders.ts';
export { cancelOrder } from './routes/cancel-order.ts';
export { closePosition } from './routes/close-position.ts';
export { getBalance } from './routes/get-balance.ts';
export { getFills } from './routes/get-fills.ts';
export { getHealth } from './routes/get-health.ts';
export { getLeverage } from './routes/get-leverage.ts';
export { getOrder } from './routes/get-order.ts';
export { getOrderbook } from './routes/get-orderbook.ts';
export { getOrders } from './routes/get-orders.ts';
export { getPositions } from './routes/get-positions.ts';
export { getSymbols } from './routes/get-symbols.ts';
export { getTicker } from './routes/get-ticker.ts';
export { placeOrder } from './routes/place-order.ts';
export { setLeverage } from './routes/set-leverage.ts';
export type { V1Gateway } from './v1/index.ts';

export type ExchangeConnectorOptions = {
  /** What an order takes where it says nothing; the documented numbers unless given. */
  readonly orders?: OrderDefaults | undefined;
  /** Bitget's V1 paths and socket beside its own routes. */
  readonly v1?: V1Gateway | undefined;
};

export const createExchangeConnector = ({
  orders = DOCUMENTED_DEFAULTS,
  v1,
}: ExchangeConnectorOptions = {}): Service => ({
  name: 'exchange-connector',
  about: 'Account, positions and orders.',
  routes: [
    amendOrderRoute,
    cancelAllOrdersRoute,
    cancelOrderRoute,
    closePositionRoute,
    getBalanceRoute,
    getFillsRoute,
    getHealthRoute,
    getOrderRoute,
    getOrderbookRoute,
    getOrdersRoute,
    getPositionsRoute,
    getSymbolsRoute,
    getTickerRoute,
    getLeverageRoute(orders),
    placeOrderRoute(orders),
    setLeverageRoute(orders),
  ],
  ...(v1 && { extend: (app) => addV1(app, v1) }),
});
