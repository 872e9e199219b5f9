/**
 * One file that holds a run's data folder as it was at one moment, made while the run goes on.
 * Invariant: a backup has its name only when it is whole and checked; nothing that is there is ever overwritten.
 */
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { InvalidInput, TradingError } from '../../domain/index.ts';
import { checkJournalFile } from './journal-check.ts';
import { syncFile, syncFolder } from './journal-file.ts';

const APPLICATION_ID = 0x56_49_50_42;
const VERSION = 1;
const SCHEMA = `
  CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE files (name TEXT PRIMARY KEY, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL) STRICT;
  CREATE TABLE parts (name TEXT NOT NULL, part INTEGER NOT NULL, content BLOB NOT NULL, PRIMARY KEY (name, part)) STRICT;
`;
const PART_BYTES = 4 * 1024 ** 2;

export const JOURNAL = 'journal.sqlite';

export type BackupReport = {
  readonly file: string;
  readonly bytes: number;
  /** Of the journal. */
  readonly entries: number;
  readonly files: readonly string[];
  /** Epoch ms. */
  readonly madeAt: number;
};

/**
 * @throws InvalidInput for a folder without a journal, or a file that exists; JournalDamaged; TradingError `backup-failed`.
 */
export function backUp(folder: string, file: string, madeAt: number): BackupReport {
  if (!existsSync(join(folder, JOURNAL))) throw new InvalidInput('--data-dir', folder, `a folder with ${JOURNAL}`);
  if (existsSync(file)) throw new InvalidInput('backup', file, 'a name that is free: nothing is overwritten');
  const work = workFolder(file);
  try {
    const draft = join(work, 'backup');
    const files = write(draft, { folder, work, madeAt });
    const checked = checkBackup(draft);
    syncFile(draft);
    // A link, unlike a rename, never takes the place of a file that came meanwhile.
    linkSync(draft, file);
    syncFolder(dirname(resolve(file)));
    return { file, files, madeAt, entries: checked.entries, bytes: statSync(file).size };
  } catch (cause) {
    if (cause instanceof TradingError) throw cause;
    throw new TradingError('backup-failed', `${file} could not be made: ${(cause as Error).message}`, { cause });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Beside the backup, so that the link stays on one disk; what a killed one has left is taken away. */
function workFolder(file: string): string {
  const parent = dirname(resolve(file));
  const start = `.${basename(file)}.part-`;
  if (!statSync(parent, { throwIfNoEntry: false })?.isDirectory())
    throw new InvalidInput('backup', file, 'a name in a folder that exists');
  for (const name of readdirSync(parent))
    if (name.startsWith(start)) rmSync(join(parent, name), { recursive: true, force: true });
  return mkdtempSync(join(parent, start));
}

/** The journal comes first: what the others know beyond it, the next start learns by its reconcile. */
function write(draft: string, from: { folder: string; work: string; madeAt: number }): string[] {
  const { folder, work, madeAt } = from;
  const others = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && isKept(entry.name))
    .map(({ name }) => name);
  const names = [JOURNAL, ...others.toSorted()];
  const database = new Database(draft);
  try {
    database.pragma(`application_id = ${APPLICATION_ID}`);
    database.pragma(`user_version = ${VERSION}`);
    database.exec(SCHEMA);
    database.prepare('INSERT INTO about VALUES (?, ?)').run('madeAt', String(madeAt));
    for (const name of names) add(database, name, snapshotOf(join(folder, name), join(work, 'snapshot')));
  } finally {
    database.close();
  }
  return names;
}

const isKept = (name: string): boolean =>
  name !== JOURNAL && !/-(wal|shm|lock|draft|journal)$|\.(log|tmp|new|part)$/.test(name);

/** What a database holds at one moment, whoever writes it; any other file as it is. @returns where to read it. */
function snapshotOf(source: string, target: string): string {
  if (!source.endsWith('.sqlite')) return source;
  rmSync(target, { force: true });
  const database = new Database(source, { readonly: true, fileMustExist: true, timeout: 5_000 });
  try {
    database.prepare('VACUUM INTO ?').run(target);
  } finally {
    database.close();
  }
  return target;
}

/** In parts, so that a journal may be larger than memory. */
function add(database: Database.Database, name: string, source: string): void {
  const insert = database.prepare('INSERT INTO parts VALUES (?, ?, ?)');
  const sum = createHash('sha256');
  const handle = openSync(source, 'r');
  const buffer = Buffer.alloc(PART_BYTES);
  let bytes = 0;
  try {
    for (let part = 0, read = readSync(handle, buffer); read > 0; part++, read = readSync(handle, buffer)) {
      const content = buffer.subarray(0, read);
      sum.update(content);
      insert.run(name, part, content);
      bytes += read;
    }
  } finally {
    closeSync(handle);
  }
  database.prepare('INSERT INTO files VALUES (?, ?, ?)').run(name, bytes, sum.digest('hex'));
}

export type CheckedBackup = { readonly entries: number; readonly madeAt: number };

/** Reads everything and holds it against its sums. @throws InvalidInput for another file, TradingError `backup-damaged`. */
export function checkBackup(file: string): CheckedBackup {
  const work = mkdtempSync(join(dirname(resolve(file)), `.${basename(file)}.part-`));
  try {
    return extract(file, work);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Writes the files of a backup into a folder that is there. @throws as `checkBackup`. */
export function extract(file: string, into: string): CheckedBackup {
  const database = openBackup(file);
  try {
    const madeAt = database.prepare<[], { value: string }>("SELECT value FROM about WHERE name = 'madeAt'").get();
    const files = database.prepare<[], FileRow>('SELECT * FROM files ORDER BY name').all();
    for (const row of files) extractOne(database, row, into);
    const { lastSeq } = checkJournalFile(join(into, JOURNAL));
    return { entries: lastSeq, madeAt: Number(madeAt?.value ?? 0) };
  } catch (cause) {
    if (cause instanceof TradingError) throw cause;
    throw damaged(file, (cause as Error).message, cause);
  } finally {
    database.close();
  }
}

type FileRow = { readonly name: string; readonly bytes: number; readonly sha256: string };

function extractOne(database: Database.Database, { name, bytes, sha256: expected }: FileRow, into: string): void {
  if (name !== basename(name) || name.startsWith('.')) throw new RangeError(`it names a file outside: ${name}`);
  const parts = database.prepare<[string], { content: Buffer }>(
    'SELECT content FROM parts WHERE name = ? ORDER BY part',
  );
  const sum = createHash('sha256');
  const handle = openSync(join(into, name), 'wx', 0o600);
  let written = 0;
  try {
    for (const { content } of parts.iterate(name)) {
      sum.update(content);
      written += writeSync(handle, content);
    }
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  if (written !== bytes || sum.digest('hex') !== expected) throw new RangeError(`${name} is not what was saved`);
}

function openBackup(file: string): Database.Database {
  const allowed = 'a file that `viper backup` has made';
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw new InvalidInput('backup', file, allowed);
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { readonly: true, fileMustExist: true });
    if (database.pragma('application_id', { simple: true }) !== APPLICATION_ID)
      throw new InvalidInput('backup', file, allowed);
    const version = database.pragma('user_version', { simple: true });
    if (version !== VERSION)
      throw new InvalidInput('backup', file, `${allowed}, of version ${VERSION}, not ${version}`);
    return database;
  } catch (cause) {
    database?.close();
    if (cause instanceof TradingError) throw cause;
    throw damaged(file, (cause as Error).message, cause);
  }
}

const damaged = (file: string, problem: string, cause: unknown): TradingError =>
  new TradingError('backup-damaged', `${file} is damaged: ${problem}; nothing was changed`, {
    details: { file, problem },
    cause,
  });
