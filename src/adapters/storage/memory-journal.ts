/**
 * A journal that lives as long as its process: for backtests and simulations.
 * Invariant: the same contract as the one on disk; `flush` has nothing to do.
 */
import { assert } from '../../domain/index.ts';
import type { JournalEntry, StoredJournal } from '../../ports/index.ts';
import { createLasting } from './lasting.ts';

export function createMemoryJournal(): StoredJournal {
  const entries: JournalEntry[] = [];
  let latest: { readonly seq: number; readonly snapshot: string } | undefined;
  return {
    append(entry) {
      assert(entry.seq === entries.length + 1, `entry ${entry.seq} does not follow ${entries.length}`);
      entries.push(entry);
    },
    flush() {},
    read: (after) => entries.slice(after),
    get lastSeq() {
      return entries.length;
    },
    saveSnapshot(seq, snapshot) {
      assert(seq >= 0 && seq <= entries.length, `snapshot of entry ${seq}, which is not there`);
      if (latest === undefined || seq >= latest.seq) latest = { seq, snapshot };
    },
    latestSnapshot: () => latest,
    beginning: () => undefined,
    history: () => entries.filter(createLasting()),
    close() {},
  };
}
