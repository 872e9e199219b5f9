/**
 * The journal, a page at a time.
 */
import Type from 'typebox';
import {
  CountField,
  countOf,
  defineRoute,
  implement,
  JournalRowSchema,
  listOf,
  SequenceField,
} from '../../contract/index.ts';

const ROWS_DEFAULT = 200;

export const getJournal = defineRoute({
  service: 'dashboard',
  method: 'GET',
  path: '/api/journal',
  scope: 'read',
  about: 'Journal entries with `seq` above `after`, or the last ones without it; oldest first.',
  query: Type.Object(
    { after: Type.Optional(SequenceField), limit: Type.Optional(CountField) },
    { additionalProperties: false },
  ),
  response: Type.Object({ rows: listOf(JournalRowSchema) }),
  errors: [],
});

export const getJournalRoute = implement(getJournal, ({ query }, { engine }) => {
  const limit = countOf(query.limit, ROWS_DEFAULT);
  return { rows: engine.journal(query.after === undefined ? { limit } : { after: Number(query.after), limit }) };
});
