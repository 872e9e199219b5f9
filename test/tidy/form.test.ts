/**
 * How a file looks from outside: its name, its opening words, its length.
 */
import { describe, expect, test } from 'vitest';
import { filesMatching, isTest } from './tree.ts';

const LINES_MAX = 500;
/** Files that may be longer, each with its reason. */
const LONGER: Readonly<Record<string, string>> = {
  'src/bitget/errors/official-codes.ts': 'generated: a line per error code of the exchange',
};

const code = filesMatching(/^(src|test|scripts|bin|dashboard)\/.*\.(ts|tsx|mjs)$/);

describe('form', () => {
  test('files are named in kebab-case after the one thing they hold', () => {
    const wrong = code.filter(
      ({ path }) => !/^([a-z0-9]+(-[a-z0-9]+)*)(\.[a-z]+)*$/.test(path.split('/').at(-1) ?? ''),
    );
    expect(wrong.map(({ path }) => `${path}: rename to lower-case words joined by "-"`)).toEqual([]);
  });

  test('there is no drawer of helpers', () => {
    const drawers = code.filter(({ path }) => /(^|[/-])(utils?|helpers?|common|misc)([-./]|$)/.test(path));
    expect(drawers.map(({ path }) => `${path}: name it after the one thing it holds`)).toEqual([]);
  });

  test('every source file opens with what it owns and what always holds', () => {
    const silent = filesMatching(/^(src|dashboard\/src|bin|scripts)\/.*\.(ts|tsx|mjs)$/)
      .filter(({ path }) => !isTest(path))
      .filter(({ text }) => !/^(#![^\n]*\n)?\/\*\*\s/.test(text));
    expect(silent.map(({ path }) => `${path}: open with a doc comment of 2 to 5 lines`)).toEqual([]);
  });

  test(`no file is longer than ${LINES_MAX} lines`, () => {
    const long = code
      .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
      .filter(({ path, lines }) => lines > LINES_MAX && !(path in LONGER));
    expect(long.map(({ path, lines }) => `${path}: ${lines} lines; split it by job`)).toEqual([]);
  });

  test('no test is left out or singled out', () => {
    const marked = code
      .filter(({ path }) => isTest(path) && path !== 'test/tidy/form.test.ts')
      .filter(({ text }) => /\b(test|it|describe)\.(only|todo|skip)\b/.test(text));
    expect(marked.map(({ path }) => `${path}: run it or remove it (skipIf with a printed reason is fine)`)).toEqual([]);
  });
});
