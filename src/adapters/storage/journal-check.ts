/**
 * Whether a journal's file is whole: every entry, what is kept of those before, and the state from which it goes on.
 * Invariant: looking changes nothing.
 */
import { statSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import Database from 'better-sqlite3';
import { InvalidInput, TradingError } from '../../domain/index.ts';
import {
  type Base,
  baseOf,
  chainedChecksum,
  checkHeader,
  codeOf,
  type EntryRow,
  JournalDamaged,
  Problem,
  unreachableFile,
} from './journal-file.ts';

export type Checked = {
  readonly lastSeq: number;
  /** Over all entries. */
  readonly checksum: number;
};

/**
 * Reads the whole file.
 * @throws InvalidInput when there is no journal, JournalDamaged when it is not whole.
 */
export function checkJournalFile(file: string): Checked {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile())
    throw new InvalidInput('journal', file, 'a journal that exists');
  const state = { lastSeq: 0, checksum: 0 };
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { readonly: true, fileMustExist: true });
    checkHeader(database, file);
    // One moment of the file: its owner may be writing.
    database.exec('BEGIN');
    const base = baseOf(database);
    if (base.seq > 0) checkKept(database, base);
    state.lastSeq = base.seq;
    state.checksum = base.checksum;
    checkEntries(database, state);
    const newest =
      database.prepare<[], { seq: number | null }>('SELECT max(seq) AS seq FROM snapshots').get()?.seq ?? 0;
    if (newest > state.lastSeq)
      throw new Problem(`it ends at entry ${state.lastSeq} and has a snapshot of entry ${newest}`);
    return state;
  } catch (cause) {
    if (cause instanceof TradingError) throw cause;
    if (/^SQLITE_(CANTOPEN|BUSY|LOCKED|PERM|READONLY)/.test(codeOf(cause))) throw unreachableFile(file, cause);
    throw new JournalDamaged(file, (cause as Error).message, { lastGoodSeq: state.lastSeq, cause });
  } finally {
    database?.close();
  }
}

/** Moves `state` from the base to the last entry. */
function checkEntries(database: Database.Database, state: { lastSeq: number; checksum: number }): void {
  const rows = database.prepare<[number], EntryRow>('SELECT * FROM entries WHERE seq > ? ORDER BY seq');
  for (const row of rows.iterate(state.lastSeq)) {
    if (row.seq !== state.lastSeq + 1) throw new Problem(`entry ${state.lastSeq + 1} is missing`);
    const checksum = chainedChecksum(row, state.checksum);
    if (row.checksum !== checksum) throw new Problem(`the content of entry ${row.seq} is not what was written`);
    state.lastSeq = row.seq;
    state.checksum = checksum;
  }
}

/** What was done before the base, and the state there, from which a replay begins. */
function checkKept(database: Database.Database, base: Base): void {
  const snapshot = database
    .prepare<[number], { snapshot: string; checksum: number }>('SELECT * FROM snapshots WHERE seq = ?')
    .get(base.seq);
  if (!snapshot || crc32(snapshot.snapshot) !== snapshot.checksum)
    throw new Problem(`the state at entry ${base.seq}, from which it goes on, is missing`);
  let chain = 0;
  for (const row of database.prepare<[], EntryRow>('SELECT * FROM kept ORDER BY seq').iterate()) {
    chain = chainedChecksum(row, chain);
    if (row.checksum !== chain) throw new Problem(`the content of entry ${row.seq} is not what was written`);
  }
}
