/**
 * The latest prices of one contract.
 */
import Type from 'typebox';
import { normalizeSymbol } from '../../../domain/index.ts';
import { defineRoute, implement, SymbolParams, unknownSymbol } from '../../contract/index.ts';

const Decimal = Type.String({ description: 'decimal text' });

export const getTicker = defineRoute({
  service: 'market-data-manager',
  method: 'GET',
  path: '/api/ticker/:symbol',
  about: 'Last, best bid and ask, mark price and funding rate; `is_stale` when they are too old to trust.',
  params: SymbolParams,
  response: Type.Object({
    symbol: Type.String(),
    price: Decimal,
    bid: Decimal,
    ask: Decimal,
    mark_price: Decimal,
    funding_rate: Decimal,
    is_stale: Type.Boolean(),
    timestamp: Type.Number({ description: 'of the latest price, epoch ms' }),
  }),
  errors: [404],
});

export const getTickerRoute = implement(getTicker, ({ params }, { engine }) => {
  const ticker = engine.ticker(normalizeSymbol(params.symbol));
  if (ticker === undefined) return unknownSymbol(engine, params.symbol);
  const { symbol, last, bid, ask, mark, fundingRate, at } = ticker;
  const { isStale } = engine.status();
  return {
    symbol,
    price: last,
    bid,
    ask,
    mark_price: mark,
    funding_rate: fundingRate,
    is_stale: isStale,
    timestamp: at,
  };
});
