/**
 * Candles for the chart.
 */
import Type from 'typebox';
import {
  CandleRowSchema,
  CountField,
  countOf,
  defineRoute,
  implement,
  listOf,
  SymbolField,
  tradedInstrument,
} from '../../contract/index.ts';

const CANDLES_DEFAULT = 500;

export const getCandles = defineRoute({
  service: 'dashboard',
  method: 'GET',
  path: '/api/candles',
  scope: 'read',
  about: 'The latest candles of a contract, oldest first. Floats: for plotting only.',
  query: Type.Object({ symbol: SymbolField, limit: Type.Optional(CountField) }, { additionalProperties: false }),
  response: Type.Object({ symbol: Type.String(), candles: listOf(CandleRowSchema) }),
  errors: [],
});

export const getCandlesRoute = implement(getCandles, ({ query }, { engine }) => {
  const { symbol } = tradedInstrument(engine, query.symbol);
  return { symbol, candles: engine.candles(symbol, countOf(query.limit, CANDLES_DEFAULT)) };
});
