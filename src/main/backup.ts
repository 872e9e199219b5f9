/**
 * Backup and restore of a data folder, for the command line.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../adapters/clock/index.ts';
import { backUp, JOURNAL, restore as restoreFolder } from '../adapters/storage/index.ts';
import type { BackedUp, Restored } from '../cli/index.ts';
import { InvalidInput } from '../domain/index.ts';

const RUNS = '.viper';

/** @throws InvalidInput or TradingError; there is no file then. */
export function backup(file: string, dataDir: string | undefined): BackedUp {
  const folder = dataDir ?? onlyRun();
  return { ...backUp(folder, file, systemClock.now()), folder };
}

export const restore = (file: string, dataDir: string, isReplacing: boolean): Restored =>
  restoreFolder(file, dataDir, { isReplacing });

function onlyRun(): string {
  const names = existsSync(RUNS) ? readdirSync(RUNS) : [];
  const runs = names.map((name) => join(RUNS, name)).filter((folder) => existsSync(join(folder, JOURNAL)));
  if (runs.length === 1 && runs[0] !== undefined) return runs[0];
  const found = runs.length === 0 ? `there is none in ${RUNS}` : `one of ${runs.join(', ')}`;
  throw new InvalidInput('--data-dir', undefined, `the data folder of a run: ${found}`);
}
