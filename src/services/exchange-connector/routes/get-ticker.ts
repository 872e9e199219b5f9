/**
 * GET /api/ticker/:symbol: see src/services/contract/market-routes.ts.
 */
import { defineTicker, implementTicker } from '../../contract/index.ts';

export const getTicker = defineTicker('exchange-connector');

export const getTickerRoute = implementTicker(getTicker);
