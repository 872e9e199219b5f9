/**
 * docs/reference/notices.md has what to do for every notice and every rule, in the words of the program, and for no other.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ALERT_TABLE } from '../../src/adapters/notify/index.ts';
import { rules } from '../../src/kernel/index.ts';

const page = readFileSync(new URL('../../docs/reference/notices.md', import.meta.url), 'utf8');
const [notices = '', refusals = ''] = page.split('## Rules that refuse an entry');

/** [name, words] of each row that also says what to do. */
const rowsOf = (text: string): string[][] =>
  [...text.matchAll(/^\| `([a-z0-9-]+)` \| ([^|]+) \| [^|]+ \|$/gm)].map(([, name = '', words = '']) => [name, words]);

test('every notice stands there once', () => {
  const known = Object.entries(ALERT_TABLE).map(([code, { title }]) => [code, title]);
  expect(rowsOf(notices).sort()).toEqual(known.sort());
});

test('every rule of the gate stands there, in the order in which they are asked', () => {
  expect(rowsOf(refusals)).toEqual(rules.map(({ name, about }) => [name, about]));
});
