/**
 * GET /api/orderbook/:symbol: see src/services/contract/market-routes.ts.
 */
import { defineOrderbook, implementOrderbook } from '../../contract/index.ts';

export const getOrderbook = defineOrderbook('market-data-manager');

export const getOrderbookRoute = implementOrderbook(getOrderbook);
