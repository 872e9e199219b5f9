/**
 * Journals: on disk and in memory.
 * Invariant: both keep the contract of `describeJournal`.
 */
export { decodeEvent, encodeEvent } from './event-codec.ts';
export { JournalDamaged } from './journal-file.ts';
export { createMemoryJournal } from './memory-journal.ts';
export { openSqliteJournal } from './sqlite-journal.ts';
