/**
 * The OpenAPI documents on disk are those of the routes, and say enough to call every route.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openApiFiles } from '../../scripts/reference/open-api.ts';
import { callsOf, type Document } from '../support/open-api.ts';

const files = Object.entries(await openApiFiles());

test.each(files)('%s is up to date: run node scripts/generate-reference.ts', (path, text) => {
  expect(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')).toBe(text);
});

test.each(files)('%s has an example for whatever a route needs, and problems for what it refuses', (_path, text) => {
  const calls = callsOf(JSON.parse(text) as Document);
  expect(calls.length).toBeGreaterThan(5);
  for (const { operation } of calls)
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['200', '400', '500']));
});
