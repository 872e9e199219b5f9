/**
 * The journal on disk: SQLite in WAL mode with synchronous=FULL, one transaction per flush.
 * Invariant: what `flush` has returned from survives a power cut; one process writes, any number read.
 */
import { existsSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import Database from 'better-sqlite3';
import { assert, TradingError } from '../../domain/index.ts';
import type { Journal, JournalEntry } from '../../ports/index.ts';
import { decodeEvent, encodeEvent } from './event-codec.ts';
import {
  chainedChecksum,
  checkJournalFile,
  createJournalFile,
  type EntryRow,
  JournalDamaged,
  lockForWriting,
  refuseForeignFile,
} from './journal-file.ts';

const PAGE = 1_000;
/** Appended entries that may wait in memory; at this number they are flushed unasked. */
const BUFFER_MAX = 4_096;
const SNAPSHOTS_KEPT = 3;
const BUSY_TIMEOUT_MS = 5_000;

/**
 * `write` makes the file when it is missing; `read` follows what another process writes.
 * @throws TradingError 'journal-in-use' for a second writer; JournalDamaged, 'journal-version' or InvalidInput when the file is not in order.
 */
export function openSqliteJournal(file: string, options: { readonly mode: 'write' | 'read' }): Journal {
  if (options.mode === 'read') {
    checkJournalFile(file);
    return new ReadJournal(file, new Database(file, { readonly: true, timeout: BUSY_TIMEOUT_MS }));
  }
  if (existsSync(file)) refuseForeignFile(file);
  const lock = lockForWriting(file);
  try {
    if (!existsSync(file)) createJournalFile(file);
    return new WriteJournal(file, lock);
  } catch (error) {
    lock.close();
    throw error;
  }
}

class ReadJournal implements Journal {
  readonly #file: string;
  protected readonly database: Database.Database;
  readonly #page;

  constructor(file: string, database: Database.Database) {
    this.#file = file;
    this.database = database;
    this.#page = database.prepare<[number], EntryRow>(`SELECT * FROM entries WHERE seq > ? ORDER BY seq LIMIT ${PAGE}`);
  }

  get lastSeq(): number {
    return this.database.prepare<[], { seq: number | null }>('SELECT max(seq) AS seq FROM entries').get()?.seq ?? 0;
  }

  /** Page by page, so that the owner may write while it reads. */
  *read(after: number): Iterable<JournalEntry> {
    let last = Math.max(0, after);
    for (let rows = this.#page.all(last); rows.length > 0; rows = this.#page.all(last)) {
      for (const row of rows) {
        if (row.seq !== last + 1)
          throw new JournalDamaged(this.#file, `entry ${last + 1} is missing`, { lastGoodSeq: last });
        yield { seq: row.seq, event: this.#decode(row), effectHash: row.effect_hash ?? undefined };
        last = row.seq;
      }
    }
  }

  latestSnapshot(): { readonly seq: number; readonly snapshot: string } | undefined {
    const newestFirst = this.database.prepare<[], { seq: number; snapshot: string; checksum: number }>(
      'SELECT * FROM snapshots ORDER BY seq DESC',
    );
    for (const { seq, snapshot, checksum } of newestFirst.all())
      if (crc32(snapshot) === checksum) return { seq, snapshot };
    return undefined;
  }

  append(_entry: JournalEntry): void {
    throw this.#readOnly();
  }

  flush(): void {}

  saveSnapshot(_seq: number, _snapshot: string): void {
    throw this.#readOnly();
  }

  close(): void {
    this.database.close();
  }

  #decode(row: EntryRow): JournalEntry['event'] {
    try {
      return decodeEvent(row.event);
    } catch (cause) {
      throw new JournalDamaged(this.#file, `entry ${row.seq} cannot be read`, { lastGoodSeq: row.seq - 1, cause });
    }
  }

  #readOnly(): TradingError {
    return new TradingError('journal-read-only', `${this.#file} was opened for reading`, {
      details: { file: this.#file },
    });
  }
}

class WriteJournal extends ReadJournal {
  readonly #file: string;
  readonly #lock: Database.Database;
  readonly #insert;
  #buffer: EntryRow[] = [];
  #lastSeq: number;
  #checksum: number;

  constructor(file: string, lock: Database.Database) {
    const { lastSeq, checksum } = checkJournalFile(file);
    const database = new Database(file, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    super(file, database);
    this.#file = file;
    this.#lock = lock;
    this.#lastSeq = lastSeq;
    this.#checksum = checksum;
    this.#insert = database.prepare(
      'INSERT INTO entries (seq, event, effect_hash, checksum) VALUES (@seq, @event, @effect_hash, @checksum)',
    );
  }

  override get lastSeq(): number {
    return this.#lastSeq;
  }

  override append({ seq, event, effectHash }: JournalEntry): void {
    assert(seq === this.#lastSeq + 1, `entry ${seq} does not follow ${this.#lastSeq}`);
    const row = { seq, event: encodeEvent(event), effect_hash: effectHash ?? null };
    this.#checksum = chainedChecksum(row, this.#checksum);
    this.#buffer.push({ ...row, checksum: this.#checksum });
    this.#lastSeq = seq;
    if (this.#buffer.length >= BUFFER_MAX) this.flush();
  }

  override flush(): void {
    if (this.#buffer.length === 0) return;
    this.#write(() => {
      for (const row of this.#buffer) this.#insert.run(row);
    });
    this.#buffer = [];
  }

  override *read(after: number): Iterable<JournalEntry> {
    this.flush();
    yield* super.read(after);
  }

  override saveSnapshot(seq: number, snapshot: string): void {
    assert(seq >= 0 && seq <= this.#lastSeq, `snapshot of entry ${seq}, which is not there`);
    this.flush();
    this.#write(() => {
      this.database.prepare('INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?)').run(seq, snapshot, crc32(snapshot));
      this.database
        .prepare('DELETE FROM snapshots WHERE seq NOT IN (SELECT seq FROM snapshots ORDER BY seq DESC LIMIT ?)')
        .run(SNAPSHOTS_KEPT);
    });
  }

  override close(): void {
    if (!this.database.open) return;
    try {
      this.flush();
    } finally {
      super.close();
      this.#lock.close();
    }
  }

  /** All or nothing; what could not be written stays in the buffer. */
  #write(work: () => void): void {
    try {
      this.database.transaction(work).immediate();
    } catch (cause) {
      throw new TradingError(
        'journal-write-failed',
        `${this.#file} cannot be written: ${(cause as Error).message}. Nothing may be sent.`,
        {
          details: { file: this.#file, lastSeq: this.#lastSeq },
          cause,
        },
      );
    }
  }
}
