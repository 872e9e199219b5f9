/**
 * Ticker, order book and candles of one contract together.
 */
import { defineRoute, implement, ofContract, Problem, SymbolParams } from '../../contract/index.ts';
import { MarketView, marketView } from '../../market/index.ts';

export const getMarket = defineRoute({
  service: 'market-data-manager',
  method: 'GET',
  path: '/api/market/:symbol',
  scope: 'read',
  about: 'Ticker, order book and hourly candles; kept for five minutes, the price of what the run follows is live.',
  params: SymbolParams,
  response: MarketView,
  errors: [404, 502, 503],
});

export const getMarketRoute = implement(getMarket, async ({ params }, { market }) => {
  const found = await ofContract(params.symbol, (symbol) => market.market(symbol));
  return found instanceof Problem ? found : marketView(found, market.now());
});
