/**
 * Backup and restore of a data folder, for the command line.
 */
import { systemClock } from '../adapters/clock/index.ts';
import { backUp, restore as restoreFolder } from '../adapters/storage/index.ts';
import type { BackedUp, Restored } from '../cli/index.ts';
import { onlyRun } from './run-folder.ts';

/** @throws InvalidInput or TradingError; there is no file then. */
export function backup(file: string, dataDir: string | undefined): BackedUp {
  const folder = dataDir ?? onlyRun();
  return { ...backUp(folder, file, systemClock.now()), folder };
}

export const restore = (file: string, dataDir: string, isReplacing: boolean): Restored =>
  restoreFolder(file, dataDir, { isReplacing });
