/**
 * The contracts that are traded most.
 */
import Type from 'typebox';
import { countOf, countUpTo, defineRoute, implement } from '../../contract/index.ts';
import { FRESHNESS, freshness, percentOf, type UpstreamTicker } from '../../market/index.ts';

const ROWS = 50;
const Figure = Type.Optional(Type.String({ description: 'decimal text; absent where the exchange does not tell' }));

export const getOverview = defineRoute({
  service: 'market-data-manager',
  method: 'GET',
  path: '/api/market/overview',
  scope: 'read',
  about: 'Every listed contract by its turnover of 24 hours in USDT, the largest first.',
  query: Type.Object({ limit: Type.Optional(countUpTo(500)) }, { additionalProperties: false }),
  response: Type.Object({
    total_symbols: Type.Integer(),
    top_symbols: Type.Array(
      Type.Object({
        symbol: Type.String(),
        price: Type.String(),
        volume: Figure,
        quote_volume: Figure,
        price_change: Type.Optional(Type.String({ description: 'over 24 hours, in percent, as decimal text' })),
        last_updated: Type.Number({ description: 'epoch ms' }),
      }),
    ),
    timestamp: Type.Number(),
    ...FRESHNESS,
  }),
  errors: [502, 503],
});

export const getOverviewRoute = implement(getOverview, async ({ query }, { market }) => {
  const { value, askedAt, isStale } = await market.tickers();
  const now = market.now();
  const byTurnover = [...value].sort((a, b) => Number(b.quoteVolume ?? 0) - Number(a.quoteVolume ?? 0));
  return {
    total_symbols: value.length,
    top_symbols: byTurnover.slice(0, countOf(query.limit, ROWS)).map(rowOf),
    timestamp: now,
    ...freshness(askedAt, { now, isStale }),
  };
});

const rowOf = ({ symbol, last, volume, quoteVolume, change, timestamp }: UpstreamTicker) => ({
  symbol,
  price: last,
  ...(volume === undefined ? {} : { volume }),
  ...(quoteVolume === undefined ? {} : { quote_volume: quoteVolume }),
  ...(change === undefined ? {} : { price_change: percentOf(change) as string }),
  last_updated: timestamp,
});
