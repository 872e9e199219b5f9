/**
 * Replaces a small file of secrets as a whole.
 * Invariant: readable by its owner alone; a reader sees the old one or the new one; two writers never mix.
 */
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { TradingError } from '../../domain/index.ts';

export const OWNER_ONLY = 0o600;
const OWNER_ONLY_FOLDER = 0o700;

/** @param make gives the new text; it reads the old one while no other writer can. @throws TradingError `file-busy`, `file-unwritable`. */
export function replaceFile(path: string, make: () => string): void {
  const fresh = `${path}.new`;
  const file = claim(fresh);
  try {
    writeFileSync(file, make());
    fsyncSync(file);
    closeSync(file);
    renameSync(fresh, path);
    keepName(dirname(path));
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
}

/** That the new file has the name survives a power cut, too. Windows keeps it by itself. */
function keepName(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

function claim(fresh: string): number {
  try {
    mkdirSync(dirname(fresh), { recursive: true, mode: OWNER_ONLY_FOLDER });
    return openSync(fresh, 'wx', OWNER_ONLY);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'EEXIST')
      throw new TradingError('file-busy', `${fresh} exists: another viper is writing; if none is, remove it`, {
        cause,
      });
    throw new TradingError('file-unwritable', `${fresh} cannot be written (${String(code)})`, { cause });
  }
}
