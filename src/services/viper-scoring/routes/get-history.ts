/**
 * The last signals of one contract, expired or not.
 */
import Type from 'typebox';
import { normalizeSymbol } from '../../../domain/index.ts';
import { countOf, countUpTo, defineRoute, implement, listOf, SymbolParams } from '../../contract/index.ts';
import { SignalSchema } from '../score-schema.ts';
import type { ScoringDesk } from '../scoring-desk.ts';

const ROWS = 50;

export const getHistory = defineRoute({
  service: 'viper-scoring',
  method: 'GET',
  path: '/api/history/:symbol',
  scope: 'read',
  about: 'The last signals of a contract, newest first; 100 are kept, over restarts too.',
  params: SymbolParams,
  query: Type.Object({ limit: Type.Optional(countUpTo(100)) }, { additionalProperties: false }),
  response: Type.Object({ symbol: Type.String(), history: listOf(SignalSchema), count: Type.Integer() }),
  errors: [],
});

export const getHistoryRoute = (desk: ScoringDesk) =>
  implement(getHistory, ({ params, query }) => {
    const symbol = normalizeSymbol(params.symbol);
    const history = desk.history(symbol, countOf(query.limit, ROWS));
    return { symbol, history, count: history.length };
  });
