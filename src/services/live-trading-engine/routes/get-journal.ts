/**
 * The journal, page by page forwards.
 */
import Type from 'typebox';
import { countOf, countUpTo, defineRoute, implement, JournalRowSchema, listOf } from '../../contract/index.ts';

const ROWS = 100;

export const getJournal = defineRoute({
  service: 'live-trading-engine',
  method: 'GET',
  path: '/api/journal',
  scope: 'read',
  about: 'Entries after a sequence number, oldest first; the last ones without. `next_after` gives the next page.',
  query: Type.Object(
    {
      after: Type.Optional(
        Type.String({ pattern: '^\\d{1,15}$', description: 'a sequence number of the journal', examples: ['0'] }),
      ),
      limit: Type.Optional(countUpTo(500)),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({
    journal: listOf(JournalRowSchema),
    next_after: Type.Optional(Type.Integer({ description: 'absent without entries' })),
    timestamp: Type.Number(),
  }),
  errors: [],
});

export const getJournalRoute = implement(getJournal, ({ query }, { engine, clock }) => {
  const after = query.after === undefined ? {} : { after: Number(query.after) };
  const journal = engine.journal({ ...after, limit: countOf(query.limit, ROWS) });
  const last = journal.at(-1)?.seq;
  return { journal, ...(last === undefined ? {} : { next_after: last }), timestamp: clock.now() };
});
