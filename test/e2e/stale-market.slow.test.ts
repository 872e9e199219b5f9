/**
 * A run on live prices whose market falls silent: it says so, enters nothing, and goes on when the market speaks again.
 * Invariant: the clock of the whole process is set forward, so that no minute of silence is waited for.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import type { NoticeLine } from '../../src/cli/index.ts';
import { ticks } from '../../src/domain/index.ts';
import type { EngineApi } from '../../src/engine/index.ts';
import { start } from '../../src/main/start.ts';
import { startReceiver } from '../support/alert-receivers.ts';
import { entryByHand } from '../support/orders.ts';
import { quietRequest } from '../support/run-request.ts';
import { standInBitget } from '../support/stand-in-bitget.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const soon = { timeout: 20_000, interval: 50 };

const entry = entryByHand({ stopLoss: ticks(590_000) });

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** A paper run on a market that the test can silence, with alerts to a webhook. */
async function paperRun() {
  const folder = temporaryFolder('stale');
  onTestFinished(() => folder.remove());
  const bitget = await standInBitget([]);
  onTestFinished(() => bitget.close());
  const receiver = await startReceiver(() => ({ status: 204 }));
  onTestFinished(() => receiver.close());
  vi.stubEnv('BITGET_BASE_URL', bitget.server.rest);
  vi.stubEnv('RATE_LIMIT_REQUESTS_PER_SECOND', '100');
  vi.stubEnv('VIPER_RECONCILE_EVERY', '5');
  vi.stubEnv('ALERT_WEBHOOK_URL', receiver.url);
  vi.stubEnv('ALERT_WEBHOOK_SECRET', 'a secret to sign with');
  const notices: NoticeLine[] = [];
  const platform = await start(
    quietRequest({
      mode: 'paper',
      family: 'classic',
      dataDir: join(folder.path, 'data'),
      onNotice: (line) => notices.push(line),
    }),
  );
  onTestFinished(() => void platform.stop().catch(() => {}));
  const codes = (): string[] => notices.map(({ event }) => event);
  const alerts = (): string[] => receiver.heard.map(({ body }) => (JSON.parse(body) as { code: string }).code);
  return { bitget, codes, alerts, ...platform };
}

/** Resolves when nothing has come for half a second: what was on its way has arrived. */
async function quiet(engine: EngineApi): Promise<void> {
  for (let before = -1; before !== engine.status().seq; await sleep(500)) before = engine.status().seq;
}

test('a silent market is told of, nothing is entered on it, and trading goes on when it speaks again', async () => {
  const { bitget, codes, alerts, engine, stop } = await paperRun();
  let attempts = 0;
  const enter = (name: string) =>
    vi.waitFor(
      async () => expect(await engine.command(entry, `${name} ${attempts++}`)).toMatchObject({ ok: true }),
      soon,
    );
  await enter('first');
  await vi.waitFor(() => expect(engine.positions()).toMatchObject([{ size: '0.1', stopLoss: '59000' }]), soon);
  expect(engine.status()).toMatchObject({ isStale: false });

  const silence = bitget.server.faults.add({ kind: 'drop-message', match: { socket: 'public' } });
  await quiet(engine);
  const { now } = Date;
  vi.spyOn(Date, 'now').mockImplementation(() => now() + 150_000);
  await vi.waitFor(() => expect(engine.status()).toMatchObject({ isStale: true }), soon);
  await vi.waitFor(() => expect(alerts()).toContain('market-data-stale'), soon);
  const short = entryByHand({ positionSide: 'short', stopLoss: ticks(610_000) });
  expect(await engine.command(short, 'second')).toMatchObject({ ok: false, rule: 'stale-price' });
  expect(engine.positions()).toMatchObject([{ stopLoss: '59000' }]);
  const asked = engine.status().reconciledAt ?? 0;
  await vi.waitFor(() => expect(engine.status().reconciledAt).toBeGreaterThan(asked), soon);

  bitget.server.faults.remove(silence.id);
  bitget.moveTo(58_900);
  await vi.waitFor(() => expect(engine.status()).toMatchObject({ isStale: false }), soon);
  await vi.waitFor(() => expect(engine.positions()).toEqual([]), soon);
  bitget.moveTo(60_000);
  await vi.waitFor(() => expect(engine.ticker('BTCUSDT')).toMatchObject({ last: '60000' }), soon);
  await enter('third');
  await vi.waitFor(() => expect(codes()).toContain('market-data-fresh'), soon);
  expect(codes().filter((code) => code.startsWith('market-data-'))).toEqual(['market-data-stale', 'market-data-fresh']);
  await vi.waitFor(() => expect(engine.positions()).toHaveLength(1), soon);
  expect(await stop()).toMatchObject({ fills: 3, trades: 1, ledger: { difference: '0' } });
});
