/**
 * Strategies from files of the user: read, loaded by Node as they stand, checked.
 * Invariant: a file is never written; what is not in order is refused with the file, the export and what is expected.
 */
import { accessSync, constants, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, resolve } from 'node:path';
import { InvalidInput } from '../domain/index.ts';
import type { StrategyDefinition } from '../kernel/index.ts';
import { asStrategy, strategies } from '../strategies/index.ts';
import { withPlaces } from './failure-place.ts';
import { codeHashOf, withImportsNoted } from './strategy-imports.ts';

export type OwnStrategy = {
  readonly definition: StrategyDefinition;
  /** SHA-256 of the file and of the user's files that it imports, hexadecimal. */
  readonly codeHash: string;
};

const OPTION = '--strategy';
const EXPORT = 'strategy';
const EXTENSIONS = ['.ts', '.mts', '.js', '.mjs'];

/** @throws InvalidInput for a file that is missing or does not load, an export that is none, and a name that is taken. */
export function loadStrategies(files: readonly string[]): readonly OwnStrategy[] {
  const own: OwnStrategy[] = [];
  for (const file of files) {
    const loaded = loadStrategy(file);
    const { name } = loaded.definition;
    const takenBy = strategies.some((one) => one.name === name)
      ? 'a profile of Viper'
      : own.some(({ definition }) => definition.name === name) && 'another file';
    if (takenBy)
      throw new InvalidInput(`${OPTION} ${file}: ${EXPORT}.name`, name, `a name of its own; it is that of ${takenBy}`);
    own.push(loaded);
  }
  return own;
}

function loadStrategy(file: string): OwnStrategy {
  if (!EXTENSIONS.includes(extname(file)))
    throw new InvalidInput(OPTION, file, `a file that ends in ${EXTENSIONS.join(', ')}`);
  const path = readable(resolve(file), file);
  const found = importFile(path, file);
  if (found[EXPORT] === undefined) {
    const names = Object.keys(found).filter((name) => name !== '__esModule');
    throw new InvalidInput(
      OPTION,
      file,
      `\`export const ${EXPORT} = defineStrategy({ … })\` in it; it exports ${names.join(', ') || 'nothing'}`,
    );
  }
  return { definition: withPlaces(checked(found[EXPORT], file), path), codeHash: codeHashOf(path, OPTION) };
}

/** Where it really is: a link is another name of the same file. */
function readable(path: string, file: string): string {
  try {
    accessSync(path, constants.R_OK);
    return realpathSync(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new InvalidInput(OPTION, file, `a file that can be read; ${path}: ${code ?? String(cause)}`, cause);
  }
}

/** Loads at once rather than later: a run's strategies are known before anything is opened. */
function importFile(path: string, file: string): Record<string, unknown> {
  try {
    return withImportsNoted(() => createRequire(import.meta.url)(path) as Record<string, unknown>);
  } catch (cause) {
    throw new InvalidInput(OPTION, file, `a module that loads; it failed with ${wordsOf(cause)}`, cause);
  }
}

function checked(value: unknown, file: string): StrategyDefinition {
  try {
    return asStrategy(value, EXPORT);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new InvalidInput(OPTION, file, `a strategy that is whole; ${message}`, cause);
  }
}

const wordsOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const [line = ''] = error.message.split('\n').filter((text) => text.trim() !== '');
  return `${error.name}: ${line}`;
};
