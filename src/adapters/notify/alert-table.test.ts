/** The table: every code that the sources can say has a row, and every row a code. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { alertOf, linesOf } from './alert.ts';
import { ALERT_TABLE } from './alert-table.ts';

const ROOT = join(import.meta.dirname, '../../..');
const LEVELS = new Set(['info', 'warning', 'critical']);

const sources = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .map((path) => readFileSync(join(ROOT, folder, path), 'utf8'));

/** The codes among the words of a call's first arguments: neither compared with, nor a level. */
const codesIn = (args: string): string[] =>
  [...args.replace(/[!=]==\s*'[^']*'/g, '').matchAll(/'([a-z0-9-]+)'/g)]
    .map(([, code = '']) => code)
    .filter((code) => !LEVELS.has(code));

const callsOf = (text: string, call: RegExp): string[][] =>
  [...text.matchAll(call)].map(([, args = '']) => codesIn(args));

const kernelCalls = sources('src/kernel').flatMap((text) =>
  callsOf(text, /(?<!function )\bnotice\(\s*turn,([^{]*?)\{/g),
);
const engineCalls = sources('src/engine').flatMap((text) => [
  ...callsOf(text, /onWarning\(([^)]*?),/g),
  ...callsOf(text, /\bretry\(([^)]*?),/g).map((words) => words.map((what) => `${what}-failed`)),
]);
const otherCalls = [...sources('src/main'), ...sources('src/adapters/notify')].flatMap((text) => [
  ...callsOf(text, /(?<!log\.)\bwarn\(([^)]*?),\s*\{/g),
  ...callsOf(text, /\bevent: ('[a-z-]+'),\s*level:/g),
  ...callsOf(text, /(?:onTrouble|#tell)\(([^)]*?),/g),
]);
const codes = new Set([...kernelCalls, ...engineCalls, ...otherCalls].flat());

it('finds the notices of the sources', () => {
  expect(kernelCalls.length).toBeGreaterThan(20);
  expect(kernelCalls.filter((found) => found.length === 0)).toEqual([]);
  expect([...codes]).toEqual(
    expect.arrayContaining(['stop-missing', 'paused', 'resumed', 'reconcile-failed', 'feed-gap', 'run-failed']),
  );
  expect(codesIn(" kind === 'stop-loss' ? 'critical' : 'warning', 'trigger-rejected', ")).toEqual(['trigger-rejected']);
});

it('has a row for every code', () => {
  const unmapped = [...codes].filter((code) => !(code in ALERT_TABLE));
  expect(unmapped.map((code) => `${code}: add a row to src/adapters/notify/alert-table.ts`)).toEqual([]);
});

it('has no row for a code that nothing says', () => {
  expect(Object.keys(ALERT_TABLE).filter((code) => !codes.has(code))).toEqual([]);
});

it('tells a code without a row in its own words', () => {
  const source = { code: 'toString', level: 'warning', at: 1, details: { symbol: 'BTCUSDT' } } as const;
  expect(alertOf(source)).toMatchObject({ title: 'ToString', subject: 'BTCUSDT', way: 'message' });
  expect(alertOf({ ...source, code: 'new-thing' })).toMatchObject({ title: 'New thing', way: 'message' });
});

it('says the details in words, without ids of our own', () => {
  const until = Date.UTC(2025, 0, 15);
  const details = { positionSide: 'long', clientOid: 'vp-1', until, size: '0.05', absent: undefined, text: 'a\n b' };
  expect(linesOf({ code: 'fill', level: 'info', at: 1, details })).toEqual([
    'position side: long',
    'until: 2025-01-15T00:00:00.000Z',
    'size: 0.05',
    'text: a b',
  ]);
});
