/**
 * The documents point at what exists: links, headings, files and commands.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesMatching, ROOT } from './tree.ts';

const documents = filesMatching(/\.md$/);

/** The text without fenced blocks, whose brackets are no links. */
const prose = (text: string): string => text.replace(/^```[\s\S]*?^```/gm, '');

/** A heading's anchor, as GitHub makes it. */
const anchor = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

const anchors = (path: string): Set<string> =>
  new Set([...readFileSync(join(ROOT, path), 'utf8').matchAll(/^#+ (.+)$/gm)].map((match) => anchor(match[1] ?? '')));

function brokenLink(from: string, target: string): string | undefined {
  const [file = '', heading] = target.split('#');
  const path = file === '' ? from : normalize(join(dirname(from), file));
  if (!existsSync(join(ROOT, path))) return `${from}: ${target} does not exist`;
  if (heading !== undefined && !anchors(path).has(heading)) return `${from}: ${target} names no heading`;
  return undefined;
}

describe('documents', () => {
  test('every relative link leads somewhere', () => {
    const broken = documents.flatMap(({ path, text }) =>
      [...prose(text).matchAll(/\]\(([^)\s]+)\)/g)]
        .map((match) => match[1] ?? '')
        .filter((target) => !/^[a-z]+:/.test(target))
        .map((target) => brokenLink(path, target))
        .filter((problem) => problem !== undefined),
    );
    expect(broken).toEqual([]);
  });

  test('every path of the project in backticks exists', () => {
    const missing = documents.flatMap(({ path, text }) =>
      [...prose(text).matchAll(/`((?:src|test|docs|bin|scripts|dashboard|\.ci)\/[\w./-]+)`/g)]
        .map((match) => match[1] ?? '')
        .filter((named) => !existsSync(join(ROOT, named)))
        .map((named) => `${path}: ${named} does not exist`),
    );
    expect(missing).toEqual([]);
  });

  test('every `npm run` names a script', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object };
    const unknown = documents.flatMap(({ path, text }) =>
      [...text.matchAll(/\bnpm run ([\w:]+)/g)]
        .map((match) => match[1] ?? '')
        .filter((name) => !(name in scripts))
        .map((name) => `${path}: npm run ${name}`),
    );
    expect(unknown).toEqual([]);
  });

  test('ARCHITECTURE.md gives every area its invariant', () => {
    const map = readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8');
    const areas = readdirSync(join(ROOT, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const sections = map.split(/^### /m).filter((section) => section.includes('**Invariant:**'));
    const silent = areas.filter(
      ({ name }) => !sections.some((section) => section.split('\n')[0]?.includes(`\`src/${name}/\``)),
    );
    expect(silent.map(({ name }) => `src/${name}: add a section with an **Invariant:** line`)).toEqual([]);
  });
});
