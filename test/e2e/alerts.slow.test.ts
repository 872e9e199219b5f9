/**
 * Alerts beside a run over the wire: with a channel that never answers, and with one that does, it trades the same.
 */
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { startReceiver } from '../support/alert-receivers.ts';
import { writeCandleFolder } from '../support/generated-candles.ts';
import { runOverWire } from '../support/platform-run.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder('alerts-run');
const data = join(folder.path, 'candles');
writeCandleFolder(data, { minutes: 3_000, symbols: ['BTCUSDT', 'ETHUSDT'], seed: 20 });

afterAll(() => folder.remove());
afterEach(() => vi.unstubAllEnvs());

const run = (name: string) =>
  runOverWire({ feed: `replay:${data}`, timeframe: '5m', dataDir: join(folder.path, name) });

test('a run trades the same without alerts, with alerts, and with alerts that never arrive', async () => {
  const silent = await run('silent');
  expect(silent.trades).toBeGreaterThan(0);

  const server = await startReceiver(() => ({ status: 204 }));
  const deaf = await startReceiver(() => 'hang');
  vi.stubEnv('ALERT_WEBHOOK_SECRET', 'a secret to sign with');
  vi.stubEnv('ALERT_WEBHOOK_URL', server.url);
  const heard = await run('heard');
  vi.stubEnv('ALERT_WEBHOOK_URL', deaf.url);
  const unheard = await run('unheard');
  await server.close();
  await deaf.close();

  for (const one of [heard, unheard])
    expect(one).toMatchObject({ effectHash: silent.effectHash, stateHash: silent.stateHash, trades: silent.trades });
  const codes = server.heard.map(({ body }) => (JSON.parse(body) as { code: string }).code);
  expect(codes).toEqual(expect.arrayContaining(['run-started', 'fill', 'trade-closed', 'run-stopped']));
  expect(unheard.notices.map(({ event }) => event)).toContain('alert-failed');
});
