/**
 * The signals that have not expired.
 */
import Type from 'typebox';
import { normalizeSymbol } from '../../../domain/index.ts';
import { countOf, countUpTo, defineRoute, implement, listOf, SymbolField } from '../../contract/index.ts';
import { SignalSchema } from '../score-schema.ts';
import type { ScoringDesk } from '../scoring-desk.ts';

const ROWS = 50;

export const getSignals = defineRoute({
  service: 'viper-scoring',
  method: 'GET',
  path: '/api/signals',
  scope: 'read',
  about: 'Active signals, newest first.',
  query: Type.Object(
    { symbol: Type.Optional(SymbolField), limit: Type.Optional(countUpTo(200)) },
    { additionalProperties: false },
  ),
  response: Type.Object({
    signals: listOf(SignalSchema),
    count: Type.Integer(),
    total_active: Type.Integer(),
    timestamp: Type.Number(),
  }),
  errors: [],
});

export const getSignalsRoute = (desk: ScoringDesk) =>
  implement(getSignals, ({ query }, { clock }) => {
    const at = clock.now();
    const wanted = query.symbol === undefined ? undefined : normalizeSymbol(query.symbol);
    const all = desk.active(at);
    const signals = all
      .filter(({ symbol }) => wanted === undefined || normalizeSymbol(symbol) === wanted)
      .slice(-countOf(query.limit, ROWS))
      .reverse();
    return { signals, count: signals.length, total_active: all.length, timestamp: at };
  });
