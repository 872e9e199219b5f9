/**
 * Fills with what they meant: for the marks on the chart and the list of trades.
 */
import Type from 'typebox';
import {
  CountField,
  countOf,
  defineRoute,
  FillRowSchema,
  implement,
  listOf,
  SymbolField,
  tradedSymbol,
} from '../../contract/index.ts';

const FILLS_DEFAULT = 200;

export const getFills = defineRoute({
  service: 'dashboard',
  method: 'GET',
  path: '/api/fills',
  scope: 'read',
  about: 'The latest fills, of one contract or of all.',
  query: Type.Object(
    { symbol: Type.Optional(SymbolField), limit: Type.Optional(CountField) },
    { additionalProperties: false },
  ),
  response: Type.Object({ fills: listOf(FillRowSchema) }),
  errors: [],
});

export const getFillsRoute = implement(getFills, ({ query }, { engine }) => {
  const symbol = tradedSymbol(engine, query.symbol);
  const limit = countOf(query.limit, FILLS_DEFAULT);
  return { fills: engine.fills(symbol === undefined ? { limit } : { symbol, limit }) };
});
