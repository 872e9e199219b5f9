/**
 * The market-data manager: the market over HTTP, as the engine and the exchange see it.
 */
import type { Service } from '../http/index.ts';
import { getBatchRoute } from './routes/get-batch.ts';
import { getHealthRoute } from './routes/get-health.ts';
import { getMarketRoute } from './routes/get-market.ts';
import { getOrderbookRoute } from './routes/get-orderbook.ts';
import { getOverviewRoute } from './routes/get-overview.ts';
import { getStatsRoute } from './routes/get-stats.ts';
import { getSymbolsRoute } from './routes/get-symbols.ts';
import { getTickerRoute } from './routes/get-ticker.ts';
import { refreshMarketRoute } from './routes/refresh-market.ts';

export { getBatch } from './routes/get-batch.ts';
export { getHealth } from './routes/get-health.ts';
export { getMarket } from './routes/get-market.ts';
export { getOrderbook } from './routes/get-orderbook.ts';
export { getOverview } from './routes/get-overview.ts';
export { getStats } from './routes/get-stats.ts';
export { getSymbols } from './routes/get-symbols.ts';
export { getTicker } from './routes/get-ticker.ts';
export { refreshMarket } from './routes/refresh-market.ts';

export const marketDataManager: Service = {
  name: 'market-data-manager',
  about: 'Prices, order books and candles, each with its age.',
  routes: [
    getBatchRoute,
    getHealthRoute,
    getMarketRoute,
    getOrderbookRoute,
    getOverviewRoute,
    getStatsRoute,
    getSymbolsRoute,
    getTickerRoute,
    refreshMarketRoute,
  ],
};
