/**
 * The market-data manager: the engine's view of the market over HTTP.
 */
import type { Service } from '../http/index.ts';
import { getHealthRoute } from './routes/get-health.ts';
import { getSymbolsRoute } from './routes/get-symbols.ts';
import { getTickerRoute } from './routes/get-ticker.ts';

export { getHealth } from './routes/get-health.ts';
export { getSymbols } from './routes/get-symbols.ts';
export { getTicker } from './routes/get-ticker.ts';

export const marketDataManager: Service = {
  name: 'market-data-manager',
  about: 'Prices as the engine sees them.',
  routes: [getHealthRoute, getTickerRoute, getSymbolsRoute],
};
