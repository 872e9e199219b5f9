/**
 * Journals, on disk and in memory, and files of lines.
 * Invariant: both journals keep the contract of `describeJournal`.
 */
export { type BackupReport, backUp, JOURNAL } from './backup.ts';
export { decodeEvent, encodeEvent } from './event-codec.ts';
export { JournalDamaged } from './journal-file.ts';
export { lineFile } from './line-file.ts';
export { createMemoryJournal } from './memory-journal.ts';
export { type RestoreReport, restore } from './restore.ts';
export { openSqliteJournal } from './sqlite-journal.ts';
