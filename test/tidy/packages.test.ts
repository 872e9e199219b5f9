/**
 * Dependencies: exact versions, and for each a written reason and a licence that fits.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from './tree.ts';

const RECORD = 'docs/decisions/0002-dependencies.md';
const KINDS = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;
const LICENCES = /^(MIT|MIT-0|MIT OR Apache-2\.0|ISC|BSD-[23]-Clause|Apache-2\.0|0BSD|BlueOak-1\.0\.0)$/;

type Manifest = Partial<Record<(typeof KINDS)[number], Record<string, string>>> & { readonly license?: string };

const manifest = (path: string): Manifest => JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as Manifest;

const packages = ['package.json', 'dashboard/package.json'].flatMap((path) =>
  KINDS.flatMap((kind) =>
    Object.entries(manifest(path)[kind] ?? {}).map(([name, version]) => ({ path, name, version })),
  ),
);

/** Rows of the record: package → [reason, licence]. */
const rows = new Map(
  [...readFileSync(join(ROOT, RECORD), 'utf8').matchAll(/^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \|$/gm)].map((row) => [
    row[1] ?? '',
    { reason: row[2]?.trim() ?? '', licence: row[3]?.trim() ?? '' },
  ]),
);

describe('packages', () => {
  test('every version is exact', () => {
    const loose = packages.filter(({ version }) => !/^(npm:[\w-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
    expect(loose.map(({ path, name, version }) => `${path}: ${name} ${version}: pin one version`)).toEqual([]);
  });

  test('every package has its reason and licence on record', () => {
    const unknown = packages.filter(({ name }) => !rows.get(name)?.reason);
    expect(unknown.map(({ name }) => `${name}: add a row to ${RECORD}`)).toEqual([]);
  });

  test('the record names only packages that are used', () => {
    const names = new Set(packages.map(({ name }) => name));
    expect([...rows.keys()].filter((name) => !names.has(name)).map((name) => `${name}: remove its row`)).toEqual([]);
  });

  test('the licences on record are those of the packages, and permissive', () => {
    const wrong = packages.flatMap(({ name }) => {
      const licence = rows.get(name)?.licence ?? '';
      const path = join('node_modules', name, 'package.json');
      const actual = existsSync(join(ROOT, path)) ? manifest(path).license : licence;
      return licence === actual && LICENCES.test(licence) ? [] : [`${name}: on record ${licence}, installed ${actual}`];
    });
    expect(wrong).toEqual([]);
  });

  test('the lockfile holds the packages of every platform, so that `npm ci` works on each', () => {
    const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, Manifest>;
    };
    const missing = Object.entries(lock.packages).flatMap(([parent, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !(`node_modules/${name}` in lock.packages) && !(`${parent}/node_modules/${name}` in lock.packages),
      ),
    );
    expect(missing.map((name) => `${name}: add its entry to package-lock.json`)).toEqual([]);
  });
});
