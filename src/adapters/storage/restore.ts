/**
 * Puts a backup back as a data folder.
 * Invariant: the folder appears whole or not at all; a run that holds it is never disturbed, and what was there is kept.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { InvalidInput } from '../../domain/index.ts';
import { extract, JOURNAL } from './backup.ts';
import { lockForWriting, syncFolder } from './journal-file.ts';

export type RestoreReport = {
  readonly folder: string;
  readonly entries: number;
  /** Epoch ms. */
  readonly madeAt: number;
  /** Where the folder went that was there before; undefined: there was none. */
  readonly kept: string | undefined;
};

/**
 * @param options.isReplacing a folder that holds something is moved aside
 * @throws InvalidInput for a folder that holds something; TradingError `journal-in-use` while a run holds it, `backup-damaged`.
 */
export function restore(file: string, folder: string, options: { readonly isReplacing: boolean }): RestoreReport {
  const target = resolve(folder);
  const isThere = existsSync(target) && readdirSync(target).length > 0;
  if (isThere && !options.isReplacing)
    throw new InvalidInput('--data-dir', folder, 'a folder that is empty or not there; --replace moves this one aside');
  mkdirSync(dirname(target), { recursive: true });
  const lock = isThere ? lockForWriting(join(target, JOURNAL)) : undefined;
  const work = mkdtempSync(join(dirname(target), `.${basename(target)}.part-`));
  try {
    const { entries, madeAt } = extract(file, work);
    syncFolder(work);
    const kept = isThere ? moveAside(target) : undefined;
    renameSync(work, target);
    syncFolder(dirname(target));
    return { folder, entries, madeAt, kept };
  } finally {
    lock?.close();
    rmSync(work, { recursive: true, force: true });
  }
}

function moveAside(target: string): string {
  let count = 1;
  while (existsSync(`${target}.before-${count}`)) count += 1;
  const kept = `${target}.before-${count}`;
  renameSync(target, kept);
  return kept;
}
