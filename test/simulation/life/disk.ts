/**
 * What outlives an engine: the entries and snapshots of its journal, as the text that a file would hold.
 * Invariant: a crash keeps what was flushed and no more of the rest than came before it; a dead engine writes nothing.
 */
import { decodeEvent, encodeEvent } from '../../../src/adapters/storage/index.ts';
import type { Journal, JournalEntry } from '../../../src/ports/index.ts';
import type { Link } from './network.ts';

type Row = { readonly event: string; readonly effectHash: string | undefined };
type Snapshot = { readonly seq: number; readonly snapshot: string };

export class Disk {
  readonly #rows: Row[] = [];
  #snapshots: Snapshot[] = [];

  get lastSeq(): number {
    return this.#rows.length;
  }

  write(rows: readonly Row[]): void {
    this.#rows.push(...rows);
  }

  *read(after: number): Generator<JournalEntry> {
    for (let index = after; index < this.#rows.length; index++) {
      const row = this.#rows[index];
      if (row) yield { seq: index + 1, event: decodeEvent(row.event), effectHash: row.effectHash };
    }
  }

  saveSnapshot(snapshot: Snapshot): void {
    this.#snapshots = [...this.#snapshots, snapshot].slice(-3);
  }

  latestSnapshot(): Snapshot | undefined {
    return this.#snapshots.at(-1);
  }
}

/** Nothing goes on behind the point at which a process dies. */
function assertAlive({ isAlive }: Link): void {
  if (!isAlive) throw new Error('the process is dead');
}

/** The journal of one engine. `onFlush` is called around each write and may end the engine there. */
export function openJournal(disk: Disk, link: Link, onFlush: (when: 'before' | 'after') => void): Journal {
  let waiting: Row[] = [];
  let lastSeq = disk.lastSeq;
  const flush = (): void => {
    if (waiting.length === 0) return;
    assertAlive(link);
    onFlush('before');
    assertAlive(link);
    disk.write(waiting);
    waiting = [];
    onFlush('after');
    assertAlive(link);
  };
  return {
    append({ event, effectHash }) {
      lastSeq += 1;
      waiting.push({ event: encodeEvent(event), effectHash });
    },
    flush,
    read: (after) => disk.read(after),
    get lastSeq() {
      return lastSeq;
    },
    saveSnapshot(seq, snapshot) {
      flush();
      if (link.isAlive) disk.saveSnapshot({ seq, snapshot });
    },
    latestSnapshot: () => disk.latestSnapshot(),
    close() {},
  };
}
