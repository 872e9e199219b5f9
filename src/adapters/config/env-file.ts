/**
 * The file `.env` of the working directory.
 * Invariant: a variable of the environment wins over one of the file, even where it is empty; secrets are written for
 * the owner's eyes alone, and what is replaced is kept.
 */
import { chmodSync, existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { InvalidInput } from '../../domain/index.ts';
import type { Env } from './variables.ts';

export const ENV_FILE = '.env';

const OWNER_ONLY = 0o600;
const OTHERS = 0o077;

export type EnvFile = {
  readonly path: string;
  readonly values: Env;
  /** Others on this machine may read it. */
  readonly isOpenToOthers: boolean;
};

/** Undefined where there is none. @throws InvalidInput for one that cannot be read. */
export function readEnvFile(folder: string = process.cwd()): EnvFile | undefined {
  const path = join(folder, ENV_FILE);
  if (!existsSync(path)) return undefined;
  try {
    const isOpenToOthers = process.platform !== 'win32' && (statSync(path).mode & OTHERS) !== 0;
    return { path, values: parseEnv(readFileSync(path, 'utf8')), isOpenToOthers };
  } catch (cause) {
    throw new InvalidInput(ENV_FILE, path, 'a file that can be read, with lines NAME=value', cause);
  }
}

/** Sets what the file names and the environment does not. @returns the names that came from the file. */
export function loadEnvFile(file: EnvFile | undefined, env: NodeJS.ProcessEnv = process.env): ReadonlySet<string> {
  const taken = Object.entries(file?.values ?? {}).filter(([name]) => env[name] === undefined);
  for (const [name, value] of taken) env[name] = value;
  return new Set(taken.map(([name]) => name));
}

/** Writes the file; one that was there is kept beside it. @returns the path of what is kept. */
export function writeEnvFile(
  text: string,
  folder: string = process.cwd(),
): { path: string; backup: string | undefined } {
  const path = join(folder, ENV_FILE);
  const fresh = `${path}.new`;
  writeFileSync(fresh, text, { mode: OWNER_ONLY });
  chmodSync(fresh, OWNER_ONLY);
  const backup = existsSync(path) ? freeName(`${path}.backup`) : undefined;
  if (backup !== undefined) {
    renameSync(path, backup);
    chmodSync(backup, OWNER_ONLY);
  }
  renameSync(fresh, path);
  return { path, backup };
}

/** `path`, or the first of `path`.2, `path`.3 and so on that does not exist. */
function freeName(path: string): string {
  for (let n = 1; ; n++) {
    const name = n === 1 ? path : `${path}.${n}`;
    if (!existsSync(name)) return name;
  }
}
