/**
 * Which run is meant where no folder is named.
 * Invariant: never a guess among several.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { JOURNAL } from '../adapters/storage/index.ts';
import { InvalidInput } from '../domain/index.ts';

const RUNS = '.viper';

/** @throws InvalidInput unless there is one folder with a journal. */
export function onlyRun(): string {
  const names = existsSync(RUNS) ? readdirSync(RUNS) : [];
  const runs = names.map((name) => join(RUNS, name)).filter((folder) => existsSync(join(folder, JOURNAL)));
  if (runs.length === 1 && runs[0] !== undefined) return runs[0];
  const found = runs.length === 0 ? `there is none in ${RUNS}` : `one of ${runs.join(', ')}`;
  throw new InvalidInput('--data-dir', undefined, `the data folder of a run: ${found}`);
}
