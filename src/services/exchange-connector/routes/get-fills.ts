/**
 * Fills, newest last, page by page backwards in time.
 */
import Type from 'typebox';
import {
  countOf,
  countUpTo,
  defineRoute,
  FillRowSchema,
  implement,
  listOf,
  SymbolField,
  tradedSymbol,
} from '../../contract/index.ts';

const ROWS = 100;
const KEPT = 2_000;

export const getFills = defineRoute({
  service: 'exchange-connector',
  method: 'GET',
  path: '/api/fills',
  scope: 'read',
  about:
    "The latest fills, oldest first; `before` with the answer's `next_before` gives the page before. 2000 are kept.",
  query: Type.Object(
    {
      symbol: Type.Optional(SymbolField),
      limit: Type.Optional(countUpTo(500)),
      before: Type.Optional(
        Type.String({
          pattern: '^\\d{1,15}$',
          description: 'epoch ms: fills that are older than this',
          examples: ['2000000000000'],
        }),
      ),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({
    fills: listOf(FillRowSchema),
    next_before: Type.Optional(Type.Number({ description: 'absent on the last page' })),
    timestamp: Type.Number(),
  }),
  errors: [],
});

export const getFillsRoute = implement(getFills, ({ query }, { engine, clock }) => {
  const symbol = tradedSymbol(engine, query.symbol);
  const before = query.before === undefined ? Number.POSITIVE_INFINITY : Number(query.before);
  const rows = engine
    .fills({ limit: KEPT, ...(symbol === undefined ? {} : { symbol }) })
    .filter(({ at }) => at < before);
  const limit = countOf(query.limit, ROWS);
  // A page never ends within a millisecond: the next one would leave out the rest of it.
  const edge = rows.at(-limit)?.at ?? 0;
  const fills = rows.filter((row, i) => i >= rows.length - limit || row.at === edge);
  const isLast = fills.length === rows.length;
  return { fills, ...(isLast ? {} : { next_before: edge }), timestamp: clock.now() };
});
