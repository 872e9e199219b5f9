/**
 * Keeps a journal's file from growing without end: moves the base on to a later snapshot, then sweeps away, little by
 * little, the market data before it; what was done is kept.
 * Invariant: an entry is in one place at every moment, and whatever comes after the base stays whole.
 */
import { crc32 } from 'node:zlib';
import Database from 'better-sqlite3';
import { decodeEvent } from './event-codec.ts';
import { baseOf, chainedChecksum, type EntryRow } from './journal-file.ts';
import { createLasting } from './lasting.ts';

/** Rows of a sweep: about a millisecond. */
const SLICE = 500;
const EVERY_MS = 100;

export type Sweep = {
  /** After a snapshot was saved: where the file holds more than it may, its base moves on. */
  check(): void;
  close(): void;
};

/** @param options.bytesMax of what the file holds; free pages, which are used again, do not count */
export function openSweep(
  file: string,
  { bytesMax, onFailure }: { readonly bytesMax: number; readonly onFailure: (error: unknown) => void },
): Sweep {
  const database = new Database(file, { fileMustExist: true, timeout: 0 });
  // A sweep that a power cut takes back is done again.
  database.pragma('synchronous = NORMAL');
  const sweepOnce = sweeper(database);
  let timer: NodeJS.Timeout | undefined;
  const tried = (work: () => boolean): void => {
    try {
      if (work()) timer = setTimeout(() => tried(sweepOnce), EVERY_MS).unref();
    } catch (error) {
      onFailure(error);
    }
  };
  const begin = (): boolean => moveBase(database, bytesMax) || hasLeftovers(database);
  timer = setTimeout(() => tried(sweepOnce), EVERY_MS).unref();
  return {
    check: () => {
      clearTimeout(timer);
      tried(begin);
    },
    close: () => {
      clearTimeout(timer);
      database.close();
    },
  };
}

const hasLeftovers = (database: Database.Database): boolean =>
  database.prepare('SELECT 1 FROM entries WHERE seq <= ? LIMIT 1').get(baseOf(database).seq) !== undefined;

type Candidate = { readonly seq: number; readonly checksum: number; readonly snapshot: string; readonly crc: number };

/** To the oldest whole snapshot but the newest; not before the last sweep is over. @returns whether it moved. */
function moveBase(database: Database.Database, bytesMax: number): boolean {
  const value = (name: string): number => Number(database.pragma(name, { simple: true }));
  const used = (value('page_count') - value('freelist_count')) * value('page_size');
  if (used <= bytesMax || hasLeftovers(database)) return false;
  const candidates = database.prepare<[number], Candidate>(
    `SELECT entries.seq, entries.checksum, snapshot, snapshots.checksum AS crc FROM snapshots JOIN entries USING (seq)
     WHERE seq > ? AND seq < (SELECT max(seq) FROM snapshots) ORDER BY seq`,
  );
  const work = database.transaction(() => {
    for (const { seq, checksum, snapshot, crc } of candidates.all(baseOf(database).seq)) {
      // Nothing could be gone on with from one that is not what was written.
      if (crc32(snapshot) !== crc) continue;
      database.exec('DELETE FROM base');
      database.prepare('INSERT INTO base (seq, checksum) VALUES (?, ?)').run(seq, checksum);
      database.prepare('DELETE FROM snapshots WHERE seq < ?').run(seq);
      return true;
    }
    return false;
  });
  return work.immediate();
}

/** Whether the first comparison with the account is kept already: it stands near the beginning, or nowhere. */
function hasCompared(database: Database.Database): boolean {
  for (const { event } of database.prepare<[], EntryRow>('SELECT * FROM kept ORDER BY seq').iterate())
    if (decodeEvent(event).type === 'reconciled') return true;
  return false;
}

/** @returns a function that sweeps one slice, and says whether there may be more. */
function sweeper(database: Database.Database): () => boolean {
  const oldest = database.prepare<[number], EntryRow>(
    `SELECT * FROM entries WHERE seq <= ? ORDER BY seq LIMIT ${SLICE}`,
  );
  const keep = database.prepare('INSERT INTO kept VALUES (@seq, @event, @effect_hash, @checksum)');
  const forget = database.prepare('DELETE FROM entries WHERE seq <= ?');
  const lastKept = database.prepare<[], { checksum: number }>('SELECT checksum FROM kept ORDER BY seq DESC LIMIT 1');
  const work = database.transaction(() => {
    const rows = oldest.all(baseOf(database).seq);
    let chain = lastKept.get()?.checksum ?? 0;
    const isLasting = createLasting(hasCompared(database));
    for (const row of rows) {
      if (!isLasting({ event: decodeEvent(row.event), effectHash: row.effect_hash ?? undefined })) continue;
      chain = chainedChecksum(row, chain);
      keep.run({ ...row, checksum: chain });
    }
    const last = rows.at(-1);
    if (last) forget.run(last.seq);
    return rows.length === SLICE;
  });
  return () => work.immediate();
}
