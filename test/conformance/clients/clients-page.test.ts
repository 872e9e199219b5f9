/**
 * The page says what the suite of calls declares, and nothing twice.
 */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { clientCalls } from './calls.ts';
import { CLIENTS } from './client-call.ts';
import { clientsPage } from './clients-page.ts';

const PAGE = join(import.meta.dirname, '../../../docs/reference/clients.md');

test('the page is up to date: run npx vitest run test/conformance/clients -u', async () => {
  await expect(clientsPage()).toMatchFileSnapshot(PAGE);
});

test('each call has a name of its own, and each client makes some', () => {
  const names = clientCalls.map(({ client, group, call }) => `${client} ${group} ${call}`);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  expect(new Set(clientCalls.map(({ client }) => client))).toEqual(new Set(CLIENTS));
});
