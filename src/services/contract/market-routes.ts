/**
 * Ticker and order book of one contract: offered by the market-data manager and by the exchange connector.
 */
import Type from 'typebox';
import { BookView, bookView, TickerView, tickerView } from '../market/index.ts';
import { countOf, countUpTo, SymbolParams } from './fields.ts';
import { type Implementation, implement } from './implement.ts';
import { ofContract } from './instruments.ts';
import { Problem } from './problem.ts';
import { defineRoute } from './route.ts';
import type { ServiceName } from './service-name.ts';

const LEVELS = 20;

export const defineTicker = (service: ServiceName) =>
  defineRoute({
    service,
    method: 'GET',
    path: '/api/ticker/:symbol',
    scope: 'read',
    about: 'Last, best bid and ask, mark price, funding rate and the day; `is_stale` when they are too old to trust.',
    params: SymbolParams,
    response: TickerView,
    errors: [404, 502, 503],
  });

export const implementTicker = (route: ReturnType<typeof defineTicker>): Implementation =>
  implement(route, async ({ params }, { market }) => {
    const found = await ofContract(params.symbol, (symbol) => market.ticker(symbol));
    return found instanceof Problem ? found : tickerView(found, market.now());
  });

export const defineOrderbook = (service: ServiceName) =>
  defineRoute({
    service,
    method: 'GET',
    path: '/api/orderbook/:symbol',
    scope: 'read',
    about: 'Bids and asks, best first; at most a second old.',
    params: SymbolParams,
    query: Type.Object({ limit: Type.Optional(countUpTo(100)) }, { additionalProperties: false }),
    response: BookView,
    errors: [404, 502, 503],
  });

export const implementOrderbook = (route: ReturnType<typeof defineOrderbook>): Implementation =>
  implement(route, async ({ params, query }, { market }) => {
    const limit = countOf(query.limit, LEVELS);
    const found = await ofContract(params.symbol, (symbol) => market.book(symbol, limit));
    return found instanceof Problem ? found : bookView(found.book, { now: market.now(), isStale: found.isStale });
  });
