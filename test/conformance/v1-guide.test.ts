/**
 * The guide to V1 names every path that the gateway serves, and no other.
 */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { legacyCalls } from '../../src/bitget/legacy/calls/index.ts';

const guide = readFileSync(new URL('../../docs/guides/migrating-a-v1-bot.md', import.meta.url), 'utf8');

it('lists what is served', () => {
  const rows = [...guide.matchAll(/^\| (GET|POST) (\/api\/\S+) \| (.+) \|$/gm)];
  const listed = rows.flatMap(([, method, path = '', names = '']) =>
    path.endsWith('/') ? names.split(', ').map((name) => `${method} ${path}${name}`) : [`${method} ${path}`],
  );
  expect(listed.toSorted()).toEqual(Object.keys(legacyCalls).toSorted());
});
