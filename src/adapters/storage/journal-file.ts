/**
 * The journal's file: schema, creation, and the lock of its one writer.
 * Invariant: a file is made complete or not at all, and one that is not in order is left exactly as it is.
 */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import Database from 'better-sqlite3';
import { InvalidInput, TradingError } from '../../domain/index.ts';

const APPLICATION_ID = 0x56_49_50_52;
const SCHEMA_VERSION = 2;
/** Written before market data could be let go. */
const SCHEMA_BEFORE = 1;
const ENTRY = 'seq INTEGER PRIMARY KEY, event TEXT NOT NULL, effect_hash TEXT, checksum INTEGER NOT NULL';
/** `kept` holds what was done before `base`, the one entry after which `entries` is whole. */
const SINCE_BEFORE = `
  CREATE TABLE base (seq INTEGER PRIMARY KEY, checksum INTEGER NOT NULL) STRICT;
  CREATE TABLE kept (${ENTRY}) STRICT;
`;
const SCHEMA = `
  CREATE TABLE entries (${ENTRY}) STRICT;
  CREATE TABLE snapshots (seq INTEGER PRIMARY KEY, snapshot TEXT NOT NULL, checksum INTEGER NOT NULL) STRICT;
  ${SINCE_BEFORE}
`;

export type EntryRow = {
  readonly seq: number;
  readonly event: string;
  readonly effect_hash: string | null;
  /** CRC-32 over this row and all before it. */
  readonly checksum: number;
};

/** The entry from which a journal can be read on, and the checksum of all up to it; 0 where everything is there. */
export type Base = { readonly seq: number; readonly checksum: number };

export const chainedChecksum = (row: Omit<EntryRow, 'checksum'>, previous: number): number =>
  crc32(`${row.seq}|${row.effect_hash ?? ''}|${row.event}`, previous);

/** A journal that is not whole: what is wrong, up to where it is good, and what to do. */
export class JournalDamaged extends TradingError {
  constructor(file: string, problem: string, options: { lastGoodSeq: number; cause?: unknown }) {
    const { lastGoodSeq, cause } = options;
    super(
      'journal-damaged',
      `${file} is damaged: ${problem}. ${lastGoodSeq === 0 ? 'No entry is' : `Entries 1 to ${lastGoodSeq} are`} good; the file was not changed. ` +
        'Put a whole copy in its place, or move it away and start with a new one: the account is then learnt from the exchange.',
      { details: { file, problem, lastGoodSeq }, cause },
    );
  }
}

/**
 * Holds the lock until closed; the operating system frees it when the process dies.
 * @throws TradingError 'journal-in-use' for a second writer, 'journal-unreachable' when the folder cannot be written.
 */
export function lockForWriting(file: string): Database.Database {
  let lock: Database.Database | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true });
    lock = new Database(`${file}-lock`, { timeout: 0 });
    lock.pragma('journal_mode = DELETE');
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (cause) {
    lock?.close();
    if (!codeOf(cause).startsWith('SQLITE_BUSY')) throw unreachableFile(file, cause);
    const message = `${file} is being written by another process; a journal has one writer. Stop that process or name another file.`;
    throw new TradingError('journal-in-use', message, { details: { file }, cause });
  }
}

export const codeOf = (error: unknown): string => String((error as { code?: unknown }).code);

/** The file may be whole: it is the way to it that is closed. */
export const unreachableFile = (file: string, cause: unknown): TradingError =>
  new TradingError('journal-unreachable', `${file} cannot be opened: ${(cause as Error).message} (${codeOf(cause)})`, {
    details: { file },
    cause,
  });

/**
 * Looks at the head of a file that exists, and leaves nothing beside it.
 * @throws JournalDamaged when it is no journal of this program.
 */
export function refuseForeignFile(file: string): void {
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { readonly: true, fileMustExist: true });
    checkHeader(database, file);
  } catch (cause) {
    if (cause instanceof TradingError) throw cause;
    // Whatever else is wrong with it, the check of the whole file says.
    if (cause instanceof Problem || codeOf(cause) === 'SQLITE_NOTADB')
      throw new JournalDamaged(file, (cause as Error).message, { lastGoodSeq: 0, cause });
  } finally {
    database?.close();
  }
}

/**
 * Makes an empty journal in a file beside it and puts it into place whole.
 * @throws InvalidInput when a write-ahead log of that name lies there: it may hold entries of a journal that was moved.
 */
export function createJournalFile(file: string): void {
  if (existsSync(`${file}-wal`))
    throw new InvalidInput('journal', file, `its file beside ${file}-wal; put it back, or move that file away too`);
  const draft = `${file}-draft`;
  for (const path of [draft, `${draft}-wal`, `${draft}-shm`]) rmSync(path, { force: true });
  const database = new Database(draft);
  database.pragma('journal_mode = WAL');
  database.pragma(`application_id = ${APPLICATION_ID}`);
  database.pragma(`user_version = ${SCHEMA_VERSION}`);
  database.exec(SCHEMA);
  database.close();
  renameSync(draft, file);
  syncFolder(dirname(file));
}

/** Makes what was written survive a power cut. */
export function syncFile(file: string): void {
  const handle = openSync(file, 'r+');
  fsyncSync(handle);
  closeSync(handle);
}

/** Makes the new name survive a power cut; Windows has no such call and needs none. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

/** What is wrong with a file's content. */
export class Problem extends Error {}

/** @throws Problem for a foreign file, TradingError 'journal-version' for one of another version. */
export function checkHeader(database: Database.Database, file: string): void {
  if (database.pragma('application_id', { simple: true }) !== APPLICATION_ID)
    throw new Problem('it is not a journal of Viper');
  const version = database.pragma('user_version', { simple: true });
  if (version === SCHEMA_VERSION || version === SCHEMA_BEFORE) return;
  throw new TradingError(
    'journal-version',
    `${file} has schema version ${version}; this program reads version ${SCHEMA_VERSION}.`,
    {
      details: { file, version: Number(version), expected: SCHEMA_VERSION },
    },
  );
}

/** Brings a file of the version before to that of today; nothing in it changes. */
export function modernize(database: Database.Database): void {
  if (database.pragma('user_version', { simple: true }) !== SCHEMA_BEFORE) return;
  const work = database.transaction(() => {
    database.exec(SINCE_BEFORE);
    database.pragma(`user_version = ${SCHEMA_VERSION}`);
  });
  work.immediate();
}

const WHOLE: Base = { seq: 0, checksum: 0 };

export function baseOf(database: Database.Database): Base {
  if (database.pragma('user_version', { simple: true }) === SCHEMA_BEFORE) return WHOLE;
  return database.prepare<[], Base>('SELECT seq, checksum FROM base').get() ?? WHOLE;
}
