/**
 * GET /api/orderbook/:symbol: see src/services/contract/market-routes.ts.
 */
import { defineOrderbook, implementOrderbook } from '../../contract/index.ts';

export const getOrderbook = defineOrderbook('exchange-connector');

export const getOrderbookRoute = implementOrderbook(getOrderbook);
