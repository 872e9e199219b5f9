/** What a container is asked for its health, against real servers: alive by HTTP and TLS, not alive in any other case. */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { opsPath } from '../support/ops-files.ts';
import { selfSigned } from '../support/self-signed.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder('healthcheck');
afterAll(() => folder.remove());

const alive: RequestListener = ({ url }, answer) => void answer.writeHead(url === '/live' ? 200 : 404).end('{}');

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close().closeAllConnections();
});

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  return String((server.address() as AddressInfo).port);
}

/** @returns the exit code. */
function check(env: Readonly<Record<string, string>>, cwd = folder.path): Promise<number | null> {
  const child = spawn(process.execPath, [opsPath('healthcheck.mjs')], { cwd, env, stdio: 'ignore' });
  return new Promise((resolve) => child.once('close', resolve));
}

test.concurrent('a run that answers is healthy, wherever it listens', async () => {
  const port = await listen(createServer(alive));
  expect(await check({ LIVE_TRADING_ENGINE_PORT: port })).toBe(0);
  expect(await check({ LIVE_TRADING_ENGINE_PORT: port, VIPER_HOST: '0.0.0.0' })).toBe(0);
});

test.concurrent('a run with a certificate of its own is healthy', async () => {
  const port = await listen(createTlsServer(selfSigned(Date.now()), alive));
  expect(await check({ LIVE_TRADING_ENGINE_PORT: port })).toBe(0);
});

test.concurrent('the port is also taken from the .env that the run reads', async () => {
  const data = join(folder.path, 'data');
  mkdirSync(data);
  writeFileSync(join(data, '.env'), `LIVE_TRADING_ENGINE_PORT=${await listen(createServer(alive))}\n`);
  expect(await check({}, data)).toBe(0);
});

test.concurrent('nobody there, an error and no answer at all are not healthy', async () => {
  const gone = createServer(alive);
  const free = await listen(gone);
  gone.close();
  const failing = await listen(createServer((_, answer) => void answer.writeHead(503).end()));
  const ports = [free, failing, await listen(createServer(() => undefined))];
  expect(await Promise.all(ports.map((port) => check({ LIVE_TRADING_ENGINE_PORT: port })))).toEqual([1, 1, 1]);
});
