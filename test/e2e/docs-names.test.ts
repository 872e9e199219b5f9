/**
 * What the documents tell a reader to type exists: commands with their options, routes of the services, variables.
 * Invariant: read from the program's own declarations; nothing that exists is listed here by hand.
 */
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { definitions } from '../../src/adapters/config/index.ts';
import { createProgram } from '../../src/cli/index.ts';
import { ROUTES } from '../../src/services/client/routes.ts';
import { roots, silentTerminal } from '../support/command-in-process.ts';
import { filesMatching } from '../tidy/tree.ts';

/** Where names of other programs and of old bots stand beside ours, they are not ours to check. */
const documents = filesMatching(/^(README|CONTRIBUTING|SECURITY)\.md$|^docs\/.*\.md$|^(examples|ops)\/.*\.md$/).filter(
  ({ path }) => !/seeds\.md|endpoints-|migrating-a-v1|clients\.md|errors\.md/.test(path),
);

/** Code of a document: fenced blocks line by line, and what stands in backticks. */
const codeOf = (text: string): string[] => {
  const blocks = [...text.matchAll(/^```\w*\n([\s\S]*?)^```/gm)].flatMap(([, block = '']) => block.split('\n'));
  const prose = text.replace(/^```[\s\S]*?^```/gm, '');
  return [...blocks, ...[...prose.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code)];
};

const code = documents.flatMap(({ path, text }) => codeOf(text).map((line) => ({ path, line })));

/** Node's own, and a symbol that looks like one. */
const OF_OTHERS = ['NODE_EXTRA_CA_CERTS', 'BTCUSDT_UMCBL'];

const context = { roots, terminal: silentTerminal(), stopSignal: () => AbortSignal.abort() };
const program = createProgram(context, '0.0.0');

/** What is wrong with the words after `viper`; undefined where nothing is. */
function wrongIn(words: readonly string[]): string | undefined {
  let command: Command = program;
  for (const [index, word] of words.entries()) {
    if (word.startsWith('--')) {
      const flag = word.split('=')[0] ?? '';
      if (flag !== '--help' && !command.options.some(({ long }) => long === flag)) return `${command.name()} ${flag}`;
      continue;
    }
    const below = command.commands.find((one) => one.name() === word);
    if (below) command = below;
    else if (index === 0 && /^[a-z]+$/.test(word)) return word;
  }
  return undefined;
}

describe('the documents name what exists', () => {
  test('commands and their options', () => {
    const calls = code.flatMap(({ path, line }) =>
      [...line.matchAll(/(?:^|npx |\$\(|\| )viper ([^|;&#)]+)/g)].map(([, words = '']) => ({ path, words })),
    );
    expect(calls.length).toBeGreaterThan(100);
    const wrong = calls.flatMap(({ path, words }) => {
      const found = wrongIn(words.trim().split(/\s+/));
      return found === undefined ? [] : [`${path}: viper ${words.trim()}: ${found}`];
    });
    expect(wrong).toEqual([]);
    expect([wrongIn(['strat']), wrongIn(['start', '--mod=x']), wrongIn(['symbols', 'add', 'X'])]).toEqual([
      'strat',
      'start --mod',
      undefined,
    ]);
  });

  test('routes of the services', () => {
    const specs = Object.values(ROUTES).flatMap((service) => Object.values(service));
    const known = new Set(
      specs.flatMap((route) => ('path' in route && 'method' in route ? [`${route.method} ${plain(route.path)}`] : [])),
    );
    expect(known.size).toBeGreaterThan(50);
    const named = code.flatMap(({ path, line }) =>
      [...line.matchAll(/\b(GET|POST|PUT|DELETE) (\/api\/[\w/:{}-]+)/g)].map(([, method = '', route = '']) => ({
        path,
        name: `${method} ${plain(route)}`,
      })),
    );
    expect(named.length).toBeGreaterThan(20);
    const isOurs = (name: string): boolean => !/ \/api\/(v[23]|mix|spot|stream)\b/.test(name);
    const unknown = named.filter(({ name }) => isOurs(name) && !known.has(name));
    expect(unknown.map(({ path, name }) => `${path}: ${name}`)).toEqual([]);
  });

  test('variables of the environment', () => {
    const known = new Set([...definitions.map(({ name }) => name), ...OF_OTHERS]);
    const set = code.flatMap(({ path, line }) =>
      [...line.matchAll(/(?:^|[ (])(?:export )?([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?==|$)/g)].map(([, name = '']) => ({
        path,
        name,
      })),
    );
    expect(set.length).toBeGreaterThan(50);
    const unknown = set.filter(({ name }) => !known.has(name));
    expect(unknown.map(({ path, name }) => `${path}: ${name}`)).toEqual([]);
  });
});

/** A route without the names of its parameters. */
const plain = (route: string): string => route.replace(/:\w+|\{\w+\}/g, ':x').replace(/[/]$/, '');
