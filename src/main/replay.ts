/**
 * Composition root of a replay: journal → kernel, effects compared.
 */
import { openSqliteJournal } from '../adapters/storage/index.ts';
import type { ReplayReport } from '../cli/index.ts';
import { replay as replayJournal } from '../engine/index.ts';
import { Kernel } from '../kernel/index.ts';
import { strategyAmong } from '../strategies/index.ts';
import { loadStrategies } from './strategy-files.ts';

/** @throws InvalidInput or TradingError for a file that is missing, no journal, or damaged. */
export function replay(
  file: string,
  onProgress: (seq: number, last: number) => void,
  strategyFiles: readonly string[] = [],
): ReplayReport {
  const own = loadStrategies(strategyFiles).map(({ definition }) => definition);
  const journal = openSqliteJournal(file, { mode: 'read' });
  try {
    const last = journal.lastSeq;
    const kernel = new Kernel(strategyAmong(own));
    const begin = journal.beginning();
    if (begin) kernel.load(begin.snapshot);
    let recordedHash = kernel.effectHash;
    const entries = watch(journal.read(begin?.seq ?? 0), (hash) => {
      recordedHash = hash;
    });
    const result = replayJournal(kernel, { read: () => entries }, { onProgress: (seq) => onProgress(seq, last) });
    const { effectHash, firstDifference = null } = result;
    return {
      journal: file,
      after: begin?.seq ?? 0,
      entries: result.entries,
      effectHash,
      recordedHash,
      matches: firstDifference === null,
      firstDifference,
    };
  } finally {
    journal.close();
  }
}

function* watch<T extends { effectHash: string | undefined }>(
  entries: Iterable<T>,
  onHash: (hash: string) => void,
): Iterable<T> {
  for (const entry of entries) {
    if (entry.effectHash !== undefined) onHash(entry.effectHash);
    yield entry;
  }
}
