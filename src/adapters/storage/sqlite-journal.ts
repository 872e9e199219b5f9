/**
 * The journal on disk: SQLite in WAL mode with synchronous=FULL, one transaction per flush.
 * Invariant: what `flush` has returned from survives a power cut; one process writes, any number read.
 */
import { existsSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import Database from 'better-sqlite3';
import { assert, TradingError } from '../../domain/index.ts';
import type { JournalEntry, StoredJournal } from '../../ports/index.ts';
import { decodeEvent, encodeEvent } from './event-codec.ts';
import { checkJournalFile } from './journal-check.ts';
import {
  baseOf,
  chainedChecksum,
  createJournalFile,
  type EntryRow,
  JournalDamaged,
  lockForWriting,
  modernize,
  refuseForeignFile,
} from './journal-file.ts';
import { openSweep, type Sweep } from './journal-sweep.ts';
import { createLasting } from './lasting.ts';

const PAGE = 1_000;
/** Appended entries that may wait in memory; at this number they are flushed unasked. */
const BUFFER_MAX = 4_096;
const SNAPSHOTS_KEPT = 3;
/** Of older snapshots the first of each so many entries stays: market data can be let go up to there. */
const MARK_EVERY = 320_000;
const BUSY_TIMEOUT_MS = 5_000;

export type JournalOptions =
  | { readonly mode: 'read' }
  | {
      readonly mode: 'write';
      /** What the file may hold before old market data is let go; undefined: everything stays. */
      readonly bytesMax?: number | undefined;
      /** Told when old market data could not be let go; it is tried again. */
      readonly onSweepFailure?: (error: unknown) => void;
    };

/**
 * `write` makes the file when it is missing; `read` follows what another process writes.
 * @throws TradingError 'journal-in-use' for a second writer; JournalDamaged, 'journal-version' or InvalidInput when the file is not in order.
 */
export function openSqliteJournal(file: string, options: JournalOptions): StoredJournal {
  if (options.mode === 'read') {
    checkJournalFile(file);
    return new ReadJournal(file, new Database(file, { readonly: true, timeout: BUSY_TIMEOUT_MS }));
  }
  if (existsSync(file)) refuseForeignFile(file);
  const lock = lockForWriting(file);
  try {
    if (!existsSync(file)) createJournalFile(file);
    return new WriteJournal(file, lock, options);
  } catch (error) {
    lock.close();
    throw error;
  }
}

class ReadJournal implements StoredJournal {
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
        if (row.seq !== last + 1) throw this.#gap(last);
        yield this.#entry(row);
        last = row.seq;
      }
    }
  }

  beginning(): { readonly seq: number; readonly snapshot: string } | undefined {
    const { seq } = baseOf(this.database);
    return seq === 0 ? undefined : this.#snapshot(seq);
  }

  /** What is kept of the entries before the base, and what lasts of those after it: each page of one moment. */
  *history(): Iterable<JournalEntry> {
    const hasKept = this.database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'kept'").get() !== undefined;
    const from = hasKept ? '(SELECT * FROM kept UNION ALL SELECT * FROM entries)' : 'entries';
    const page = this.database.prepare<[number], EntryRow>(
      `SELECT * FROM ${from} WHERE seq > ? ORDER BY seq LIMIT ${PAGE}`,
    );
    const isLasting = createLasting();
    let last = 0;
    for (let rows = page.all(last); rows.length > 0; rows = page.all(last)) {
      for (const row of rows) {
        const entry = this.#entry(row);
        if (isLasting(entry)) yield entry;
        last = row.seq;
      }
    }
  }

  latestSnapshot(): { readonly seq: number; readonly snapshot: string } | undefined {
    const newestFirst = this.database.prepare<[], { seq: number }>('SELECT seq FROM snapshots ORDER BY seq DESC').all();
    for (const { seq } of newestFirst) {
      const whole = this.#snapshot(seq);
      if (whole) return whole;
    }
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

  /** Undefined where it is missing, or not what was written. */
  #snapshot(seq: number): { readonly seq: number; readonly snapshot: string } | undefined {
    const row = this.database
      .prepare<[number], { snapshot: string; checksum: number }>('SELECT * FROM snapshots WHERE seq = ?')
      .get(seq);
    return row && crc32(row.snapshot) === row.checksum ? { seq, snapshot: row.snapshot } : undefined;
  }

  #gap(last: number): TradingError {
    const { seq } = baseOf(this.database);
    if (seq <= last) return new JournalDamaged(this.#file, `entry ${last + 1} is missing`, { lastGoodSeq: last });
    return new TradingError(
      'journal-begins-later',
      `${this.#file} has let go of market data up to entry ${seq}: it can be read on from there, not from entry ${last + 1}.`,
      { details: { file: this.#file, begins: seq, asked: last + 1 } },
    );
  }

  #entry({ seq, event, effect_hash }: EntryRow): JournalEntry {
    return { seq, event: this.#decode({ seq, event }), effectHash: effect_hash ?? undefined };
  }

  #decode(row: Pick<EntryRow, 'seq' | 'event'>): JournalEntry['event'] {
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
  readonly #sweep: Sweep | undefined;
  #buffer: EntryRow[] = [];
  #lastSeq: number;
  #checksum: number;

  constructor(
    file: string,
    lock: Database.Database,
    { bytesMax, onSweepFailure = () => {} }: Extract<JournalOptions, { mode: 'write' }>,
  ) {
    const { lastSeq, checksum } = checkJournalFile(file);
    const database = new Database(file, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    modernize(database);
    super(file, database);
    this.#file = file;
    this.#lock = lock;
    this.#lastSeq = lastSeq;
    this.#checksum = checksum;
    this.#insert = database.prepare(
      'INSERT INTO entries (seq, event, effect_hash, checksum) VALUES (@seq, @event, @effect_hash, @checksum)',
    );
    this.#sweep = bytesMax === undefined ? undefined : openSweep(file, { bytesMax, onFailure: onSweepFailure });
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

  override *history(): Iterable<JournalEntry> {
    this.flush();
    yield* super.history();
  }

  override saveSnapshot(seq: number, snapshot: string): void {
    assert(seq >= 0 && seq <= this.#lastSeq, `snapshot of entry ${seq}, which is not there`);
    this.flush();
    this.#write(() => {
      this.database.prepare('INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?)').run(seq, snapshot, crc32(snapshot));
      this.database
        .prepare(
          `DELETE FROM snapshots WHERE seq NOT IN (SELECT seq FROM base)
           AND seq NOT IN (SELECT min(seq) FROM snapshots GROUP BY seq / ${MARK_EVERY})
           AND seq NOT IN (SELECT seq FROM snapshots ORDER BY seq DESC LIMIT ${SNAPSHOTS_KEPT})`,
        )
        .run();
    });
    this.#sweep?.check();
  }

  override close(): void {
    if (!this.database.open) return;
    try {
      this.flush();
    } finally {
      this.#sweep?.close();
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
