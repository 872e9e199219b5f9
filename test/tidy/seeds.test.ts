/**
 * The table of promises points at what exists: files, commands, routes, methods, variables, rules. A promise that is
 * "not yet" and has come to be is found, too.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { definitions } from '../../src/adapters/config/index.ts';
import { troubles } from '../../src/bitget/index.ts';
import { createProgram } from '../../src/cli/index.ts';
import { rules } from '../../src/kernel/index.ts';
import * as services from '../../src/services/index.ts';
import { BitGetTrader } from '../../src/trader/index.ts';
import { roots, silentTerminal } from '../support/command-in-process.ts';
import { ROOT } from './tree.ts';

type Row = { readonly line: number; readonly promise: string; readonly here: string; readonly shown: string };

const PAGE = 'docs/reference/seeds.md';
const lines = readFileSync(join(ROOT, PAGE), 'utf8').split('\n');

const cells = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

const tableLines = lines
  .map((text, index) => ({ text, line: index + 1 }))
  .filter(({ text }) => text.startsWith('|') && !/^\|( promise \||---)/.test(text));

const rows: readonly Row[] = tableLines.map(({ text, line }) => {
  const [promise = '', here = '', shown = ''] = cells(text);
  return { line, promise, here, shown };
});

const isNotYet = ({ shown }: Row): boolean => shown.startsWith('not yet');
const codeIn = (...texts: readonly string[]): string[] =>
  texts.flatMap((text) => [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code));

/** Every code of the rows that `find` answers for, with what is wrong with it. */
const wrong = (find: (code: string, row: Row) => string | undefined): string[] =>
  rows.flatMap((row) =>
    codeIn(row.promise, row.here, row.shown).flatMap((code) => {
      const problem = find(code, row);
      return problem === undefined ? [] : [`${PAGE}:${row.line} ${code}: ${problem}`];
    }),
  );

const routes = new Set(
  Object.values(services)
    .filter((area) => typeof area === 'object' && area !== null)
    .flatMap((area) => Object.values(area as object))
    .filter((value): value is { method: string; path: string } => Boolean(value?.method && value?.path))
    .map(({ method, path }) => `${method} ${path}`),
);

const program = createProgram({ roots, terminal: silentTerminal(), stopSignal: () => AbortSignal.abort() }, '0.0.0');

/** The command that the words after `viper` name, and the words that are left. */
function commandOf(words: readonly string[], from: Command = program): { command: Command; rest: readonly string[] } {
  const below = from.commands.find((command) => command.name() === words[0]);
  return below ? commandOf(words.slice(1), below) : { command: from, rest: words };
}

function commandProblem(words: readonly string[]): string | undefined {
  const { command, rest } = commandOf(words);
  if (command === program) return 'no such command';
  const flags = rest.filter((word) => word.startsWith('--'));
  const unknown = flags.find((flag) => !command.options.some(({ long }) => long === flag));
  return unknown === undefined ? undefined : `has no option ${unknown}`;
}

describe('the promises', () => {
  test('are many, and each row has its three cells', () => {
    expect(rows.length).toBeGreaterThan(150);
    const odd = tableLines.filter(({ text }) => cells(text).length !== 3 || cells(text).includes(''));
    expect(odd.map(({ line }) => `${PAGE}:${line}: promise, where it is, what shows it`)).toEqual([]);
  });

  test('are each shown by a test, an example or a command, or say that they are not there', () => {
    const silent = rows.filter(
      (row) =>
        !/^(not yet|nothing to show)$/.test(row.shown) &&
        !codeIn(row.shown).some((code) => /\.test\.ts$|^examples\/|^viper /.test(code)),
    );
    expect(silent.map(({ line, shown }) => `${PAGE}:${line} ${shown}: name a test, or say "not yet"`)).toEqual([]);
  });

  test('name files that exist', () => {
    const missing = wrong((code) =>
      /^(src|test|docs|examples|dashboard|scripts)\//.test(code) && !existsSync(join(ROOT, code))
        ? 'does not exist'
        : undefined,
    );
    expect(missing).toEqual([]);
  });

  test('name commands and options that exist', () => {
    expect(wrong((code) => (code.startsWith('viper ') ? commandProblem(code.split(' ').slice(1)) : undefined))).toEqual(
      [],
    );
  });

  test('name routes that exist, and call none "not yet" that does', () => {
    expect(routes).toContain('POST /api/orders');
    const problems = wrong((code, row) => {
      if (!/^(GET|POST|DELETE) \//.test(code)) return undefined;
      if (isNotYet(row) && /^not yet/.test(row.shown) && row.here.startsWith(`\`${code}\``)) {
        return routes.has(code) ? 'is there now: say what shows it' : undefined;
      }
      return routes.has(code) ? undefined : 'no such route';
    });
    expect(problems).toEqual([]);
  });

  test('name methods of the trader that exist', () => {
    const problems = wrong((code) => {
      const [, method] = /^BitGetTrader\.(\w+)$/.exec(code) ?? [];
      return method === undefined || method in BitGetTrader.prototype ? undefined : 'no such method';
    });
    expect(problems).toEqual([]);
  });

  test('name variables that are read', () => {
    const known = new Set<string>(definitions.map(({ name }) => name));
    const problems = wrong((code) =>
      /^[A-Z]+(_[A-Z]+)+$/.test(code) && !known.has(code) ? 'no such variable' : undefined,
    );
    expect(problems).toEqual([]);
  });

  test('name rules of the gate that exist', () => {
    const known = rules.map(({ name }) => name);
    const named = rows.flatMap(({ line, here }) =>
      [...here.matchAll(/\brules? ((?:`[\w-]+`(?: and )?)+)/g)].flatMap(([, list = '']) =>
        codeIn(list).map((rule) => ({ line, rule })),
      ),
    );
    expect(named.length).toBeGreaterThan(4);
    const unknown = named.filter(({ rule }) => !known.includes(rule));
    expect(unknown.map(({ line, rule }) => `${PAGE}:${line} ${rule}: no such rule`)).toEqual([]);
  });

  test('give the ten errors the codes that they have', () => {
    const problems = troubles.flatMap(({ name, claimedCode, codes }) => {
      const row = rows.find(({ here }) => here.startsWith(`\`${name}\``));
      if (!row?.promise.startsWith(claimedCode)) return [`${PAGE}: no row of ${claimedCode} for ${name}`];
      const named = row.here.match(/\b\d{3,6}\b/g) ?? [];
      return named.filter((code) => !codes.includes(code)).map((code) => `${PAGE}:${row.line} ${code}: not ${name}`);
    });
    expect(problems).toEqual([]);
  });
});

test('the guide of the trader names every method, and no other', () => {
  const page = readFileSync(join(ROOT, 'docs/guides/trader.md'), 'utf8');
  const table = page.split('## Methods')[1]?.split('\n## ')[0] ?? '';
  const named = codeIn(table).filter((code) => code !== 'client');
  const own: string[] = [];
  for (let type = BitGetTrader.prototype; type !== Object.prototype; type = Object.getPrototypeOf(type)) {
    own.push(...Object.getOwnPropertyNames(type).filter((name) => name !== 'constructor'));
  }
  // Named by the sentence beside them, and by `await using`.
  const elsewhere = ['createSubAccount', 'transferToSubAccount', 'shutdown'];
  expect(named.toSorted()).toEqual(own.filter((name) => !elsewhere.includes(name)).toSorted());
});
