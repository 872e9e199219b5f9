/**
 * A registry of endpoints or channels with what the file of each entry says of it, and the registry's source text with
 * that above each entry, where editors show it for the client's methods.
 * Invariant: the words stand in one place, the entry's own file; here they are read, never written.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Endpoint } from '../../src/bitget/protocol/index.ts';

const root = join(import.meta.dirname, '../..');

export type Words = {
  /** What it does. */
  readonly says: string;
  /** What always holds of it. */
  readonly holds: string;
};

/** The words of each entry by its name. @param path of the registry, from the project's root */
export function wordsOf(path: string): ReadonlyMap<string, Words> {
  const imports = readFileSync(join(root, path), 'utf8').matchAll(/^import \{ (\w+) \} from '(\.\/[^']+)';$/gm);
  return new Map(
    [...imports].map(([, name = '', from = '']) => [name, headerOf(join(root, dirname(path), from))] as const),
  );
}

function headerOf(file: string): Words {
  const text = /^\/\*\*\n([\s\S]*?)\n \*\//.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
  const [says = '', holds = ''] = text
    .replaceAll(/^ \* ?/gm, '')
    .replaceAll('\n', ' ')
    .split(' Invariant: ');
  return { says, holds };
}

export const limitText = ({ limit }: Endpoint): string =>
  `${limit.perSecond} a second per ${limit.scope === 'ip' ? 'address' : 'account'}`;

const LINE_MAX = 120;

/** The registry's source with a comment above each entry. @param factsOf what is added to the words */
export function documentedRegistry(
  path: string,
  entries: Readonly<Record<string, unknown>>,
  factsOf: (name: string) => string,
): string {
  const source = readFileSync(join(root, path), 'utf8');
  const [head = '', rest = ''] = source.split(/(?<=^export const \w+ = \{\n)/m);
  const tail = rest.slice(rest.indexOf('\n} as const;'));
  const words = wordsOf(path);
  const names = Object.keys(entries);
  const body = names.map(
    (name) => `${comment(words, keyed(source, name), factsOf(name))}\n  ${written(source, name)},`,
  );
  return `${head}${body.join('\n')}${tail}`;
}

/** As it stands in the registry: `name`, or `name: value`. */
const written = (source: string, name: string): string =>
  new RegExp(`^ {2}(${name}(: \\w+)?),$`, 'm').exec(source)?.[1] ?? name;

const keyed = (source: string, name: string): string => written(source, name).split(': ')[1] ?? name;

function comment(words: ReadonlyMap<string, Words>, name: string, facts: string): string {
  const { says = '' } = words.get(name) ?? {};
  const line = `  /** ${says}${facts && ` ${facts}`} */`;
  if (line.length <= LINE_MAX) return line;
  return ['  /**', ...[says, facts].filter(Boolean).flatMap(wrapped), '   */'].join('\n');
}

function wrapped(text: string): string[] {
  const lines = ['   *'];
  for (const word of text.split(' ')) {
    const last = lines.length - 1;
    if (`${lines[last]} ${word}`.length <= LINE_MAX) lines[last] += ` ${word}`;
    else lines.push(`   * ${word}`);
  }
  return lines;
}
