/**
 * Every call that the survey of Bitget's API names for USDT-M perpetuals is an endpoint of its family.
 * The survey is not part of the repository: where it is absent the suite says so in one line and is skipped.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Endpoint, endpoints } from '../../src/bitget/protocol/index.ts';
import { endpoints as unified } from '../../src/bitget/unified/protocol/index.ts';
import { sayLack } from '../support/say-lack.ts';

const file = join(import.meta.dirname, '../../../shared/bitget/facts.md');
const present = sayLack(existsSync(file), `no survey at ${file}`);

/** The cells of the table of calls: purpose, V1, V2, V3. */
const rows = present
  ? (readFileSync(file, 'utf8').split('## 2. Endpoints side by side')[1]?.split('\n### ')[0] ?? '')
      .split('\n')
      .filter((line) => line.startsWith('| ') && !line.startsWith('| purpose'))
      .map((line) => line.split('|').map((cell) => cell.trim()))
  : [];

/** Paths in a cell: whole ones, and those below the family's prefix. */
const pathsIn = (cell: string, prefix: string): string[] =>
  [...cell.matchAll(/(?<![\w.])\/[a-z0-9]+(?:\/[A-Za-z0-9-]+)+/g)].map(([path]) =>
    path.startsWith('/api/') ? path : prefix + path,
  );

const FAMILIES = [
  { name: 'Classic', column: 3, prefix: '/api/v2/mix', known: Object.values(endpoints) as readonly Endpoint[] },
  { name: 'Unified', column: 4, prefix: '/api/v3', known: Object.values(unified) as readonly Endpoint[] },
];

describe.skipIf(!present).each(FAMILIES)('the calls of the $name API', ({ column, prefix, known }) => {
  const named = rows.flatMap((row) => pathsIn(row[column] ?? '', prefix));

  test('are many', () => {
    expect(new Set(named).size).toBeGreaterThan(30);
  });

  test('are all endpoints', () => {
    const paths = new Set(known.map(({ path }) => path));
    expect(named.filter((path) => !paths.has(path))).toEqual([]);
  });
});
