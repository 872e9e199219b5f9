/** Every route says who may use it. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { RouteSpec } from '../contract/index.ts';

const SERVICES = new URL('../', import.meta.url).pathname;

const isRoute = (value: unknown): value is RouteSpec =>
  typeof value === 'object' && value !== null && 'path' in value && 'method' in value && 'response' in value;

const routes = async (): Promise<readonly (readonly [string, RouteSpec])[]> => {
  const files = readdirSync(SERVICES, { recursive: true, encoding: 'utf8' }).filter(
    (path) => /(^|\/)routes\/[\w-]+\.ts$/.test(path) && !path.includes('.test.'),
  );
  const modules = await Promise.all(
    files.map(async (path) => [path, (await import(join(SERVICES, path))) as Record<string, unknown>] as const),
  );
  return modules.flatMap(([path, module]) =>
    Object.values(module)
      .filter(isRoute)
      .map((route) => [path, route] as const),
  );
};

it('every route declares its scope, and only signs of life are public', async () => {
  const all = await routes();
  expect(all.length).toBeGreaterThan(20);
  const silent = all.filter(([, { scope }]) => scope === undefined).map(([path]) => `${path}: add its scope`);
  expect(silent).toEqual([]);
  const open = all.filter(([, { scope }]) => scope === 'public').map(([, { path }]) => path);
  expect([...new Set(open)].filter((path) => path !== '/live' && path !== '/ready')).toEqual([]);
});

it('what kills a run is for admins, and no change is for readers', async () => {
  const all = await routes();
  const kills = all.filter(([, { path }]) => /\/(kill|panic)$/.test(path));
  expect(kills.length).toBeGreaterThan(0);
  expect(kills.filter(([, { scope }]) => scope !== 'admin')).toEqual([]);
  const deletes = all.filter(([, { method, scope }]) => method === 'DELETE' && scope === 'read');
  expect(deletes).toEqual([]);
});
