/**
 * Asks the exchange anew for one contract, whatever is kept.
 */
import Type from 'typebox';
import { defineRoute, implement, NoBody, ofContract, Problem, SymbolParams } from '../../contract/index.ts';
import { MarketView, marketView } from '../../market/index.ts';

export const refreshMarket = defineRoute({
  service: 'market-data-manager',
  method: 'POST',
  path: '/api/market/refresh/:symbol',
  scope: 'trade',
  about: 'Asks the exchange anew; many who ask at once share one question.',
  params: SymbolParams,
  body: NoBody,
  response: Type.Object({ status: Type.Literal('refreshed'), symbol: Type.String(), data: MarketView }),
  errors: [404, 409, 502, 503, 504],
});

export const refreshMarketRoute = implement(refreshMarket, async ({ params }, { market }) => {
  const found = await ofContract(params.symbol, (symbol) => market.market(symbol, { isForced: true }));
  if (found instanceof Problem) return found;
  const data = marketView(found, market.now());
  return { status: 'refreshed' as const, symbol: data.symbol, data };
});
