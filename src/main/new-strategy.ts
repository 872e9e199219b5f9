/**
 * Composition root of `viper new strategy`: an example under a name of its own, with a test and a README.
 * Invariant: nothing that is there is overwritten; either every file is written or none.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { NewStrategy, NewStrategyRequest } from '../cli/index.ts';
import { InvalidInput } from '../domain/index.ts';
import { strategies } from '../strategies/index.ts';
import { readmeOf, testOf } from './strategy-pages.ts';

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const NAME_LENGTH_MAX = 40;
const EXAMPLES = new URL('../../examples/strategies/', import.meta.url);

/** @throws InvalidInput for a name that is not allowed or taken, and for a folder that holds one of the files. */
export function newStrategy({ name, dir, like }: NewStrategyRequest): NewStrategy {
  if (!NAME.test(name) || name.length > NAME_LENGTH_MAX)
    throw new InvalidInput(
      'name',
      name,
      `up to ${NAME_LENGTH_MAX} of a-z, 0-9 and "-" between words, such as dip-buyer`,
    );
  if (strategies.some((one) => one.name === name))
    throw new InvalidInput('name', name, 'no name of a profile of Viper');
  const folder = resolve(dir ?? name);
  const extension = extensionFor(folder);
  const example = readFileSync(new URL(`${like}.ts`, EXAMPLES), 'utf8');
  const texts: readonly (readonly [string, string])[] = [
    [`${name}.${extension}`, renamed(example, like, name)],
    [`${name}.test.${extension}`, testOf(name, extension)],
    ['README.md', readmeOf(name, extension)],
  ];
  const files = texts.map(([file]) => join(folder, file));
  const present = files.find((file) => existsSync(file));
  if (present !== undefined) throw new InvalidInput('--dir', folder, `a folder without ${present}`);
  mkdirSync(folder, { recursive: true });
  // `wx`: a file that came in between is not overwritten either.
  for (const [file, text] of texts) writeFileSync(join(folder, file), text, { flag: 'wx' });
  return { folder, files, strategy: join(folder, `${name}.${extension}`) };
}

const inWords = (name: string): string =>
  name
    .split('-')
    .map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`)
    .join('');

const renamed = (text: string, from: string, to: string): string =>
  text.replaceAll(inWords(from), inWords(to)).replaceAll(`'${from}'`, `'${to}'`);

/** `.mts` is a module wherever it stands; `.ts` is one where the package around it says so. */
function extensionFor(folder: string): 'ts' | 'mts' {
  for (let at = folder; ; at = dirname(at)) {
    const file = join(at, 'package.json');
    if (existsSync(file)) return isModule(file) ? 'ts' : 'mts';
    if (dirname(at) === at) return 'mts';
  }
}

function isModule(file: string): boolean {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { type?: unknown }).type === 'module';
  } catch {
    return false;
  }
}
