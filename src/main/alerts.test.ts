/** The alerts of a run: what people hear of it, what they may ask of it, and that it goes on without them. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startReceiver, startTelegram } from '../../test/support/alert-receivers.ts';
import { runInProcess } from '../../test/support/command-in-process.ts';
import { createStubEngine } from '../../test/support/stub-engine.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { systemClock } from '../adapters/clock/index.ts';
import { silentLog } from '../adapters/log/index.ts';
import { readAudit } from '../adapters/secrets/index.ts';
import type { NoticeLine } from '../cli/index.ts';
import { openAlerts } from './alerts.ts';

const TOKEN = '123456:AAE-secret_token_of_the_bot';
const OWNER = 11;

let folder: ReturnType<typeof temporaryFolder>;
let server: Awaited<ReturnType<typeof startTelegram>>;
const lines: NoticeLine[] = [];

beforeEach(async () => {
  folder = temporaryFolder('alerts');
  server = await startTelegram(TOKEN);
  lines.length = 0;
  vi.stubEnv('TELEGRAM_BOT_TOKEN', TOKEN);
  vi.stubEnv('TELEGRAM_CHAT_ID', String(OWNER));
  vi.stubEnv('TELEGRAM_API_ROOT', server.url);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server.close();
  folder.remove();
});

const opened = () =>
  openAlerts({
    request: { mode: 'demo', onNotice: (line) => void lines.push(line) },
    dataDir: folder.path,
    log: silentLog,
    closeGraceMs: 200,
  });
const texts = (): unknown[] => server.calls.map(({ payload: { text } }) => text);

describe('the alerts of a run', () => {
  it('tell its beginning, its notices and its end, and hand each notice on', async () => {
    const alerts = await opened();
    alerts.attend(createStubEngine());
    const line = { event: 'candle-gap', level: 'warning', at: 1, symbol: 'BTCUSDT', missing: 3 };
    alerts.onNotice(line);
    await server.called('sendMessage', 2);
    await alerts.close();
    expect(texts().map((text) => String(text).split('\n')[0])).toEqual([
      '⚠️ demo: Candles are missing',
      'ℹ️ demo: Viper has started',
      'ℹ️ demo: Viper has stopped',
    ]);
    expect(lines).toEqual([line]);
    expect(alerts.report()).toMatchObject({
      channels: [{ channel: 'telegram', waiting: 0, counts: { delivered: 3, again: 0, refused: 0, dropped: 0 } }],
      deliveries: [{ status: 'delivered' }, { status: 'delivered' }, { status: 'delivered' }],
    });
  });

  it('bring a command to the engine, and its answer back', async () => {
    const engine = createStubEngine();
    const alerts = await opened();
    alerts.attend(engine);
    const from = { id: OWNER };
    server.push({ message: { text: '/panic', chat: from, from, date: systemClock.now() / 1_000 } });
    const question = await vi.waitFor(() => {
      const found = server.calls.find(({ payload }) => 'reply_markup' in payload);
      expect(found).toBeDefined();
      return found;
    });
    const data = /yes:[0-9a-f-]{36}/.exec(JSON.stringify(question))?.[0];
    server.push({ callback_query: { id: 'q', data, from, message: { message_id: 7, chat: from } } });
    const answer = await server.called('editMessageText');
    expect(answer.payload).toMatchObject({ text: expect.stringMatching(/^Kill switch: /) });
    expect(engine.commands).toEqual([{ command: { kind: 'kill' }, requestId: `telegram-${data?.slice(4)}` }]);
    expect(readAudit(folder.path)).toMatchObject([{ who: 'telegram', route: 'kill', outcome: 'done' }]);
    await alerts.close();
  });

  it('tell a failure before it ends the run, and keep what cannot be told', async () => {
    const alerts = await opened();
    alerts.attend(createStubEngine());
    await server.called('sendMessage');
    await server.close();
    const failed = alerts.watch(Promise.reject(new Error('the journal cannot be written')));
    await expect(failed).rejects.toThrow('the journal cannot be written');
    expect(existsSync(join(folder.path, 'alerts-pending.json'))).toBe(true);
    expect(lines.map(({ event }) => event)).toContain('alert-failed');
    expect(JSON.stringify(lines)).not.toContain('AAE-secret');
    server = await startTelegram(TOKEN);
    vi.stubEnv('TELEGRAM_API_ROOT', server.url);
    const next = await opened();
    const late = await server.called('sendMessage');
    expect(late.payload).toMatchObject({ text: expect.stringContaining('the journal cannot be written\nlate, ') });
    await next.close();
    expect(existsSync(join(folder.path, 'alerts-pending.json'))).toBe(false);
  });

  it('are nothing where no channel is set up', async () => {
    vi.unstubAllEnvs();
    const alerts = await opened();
    alerts.attend(createStubEngine());
    const finished = Promise.resolve();
    expect(alerts.watch(finished)).toBe(finished);
    await alerts.close();
    expect([alerts.report(), server.calls]).toEqual([{ channels: [], deliveries: [] }, []]);
  });
});

describe('viper alerts test', () => {
  it('says for each channel what became of its message', async () => {
    const receiver = await startReceiver(() => ({ status: 404 }));
    vi.stubEnv('DISCORD_WEBHOOK_URL', `${receiver.url}/secret-of-the-webhook`);
    const { stdout, code } = await runInProcess(['alerts', 'test']);
    expect([code, stdout]).toEqual([
      1,
      ['PASS telegram: delivered; it carries alerts from info on', 'FAIL discord: HTTP 404'],
    ]);
    process.exitCode = 0;
    const only = await runInProcess(['alerts', 'test', '--channel', 'telegram', '--json']);
    expect([only.code, JSON.parse(only.stdout[0] ?? '')]).toEqual([
      0,
      {
        ok: true,
        channels: [{ channel: 'telegram', carries: 'alerts', levelMin: 'info', isDelivered: true, reason: null }],
      },
    ]);
    await receiver.close();
  });

  it('is bounded in time', async () => {
    server.faults.push('hang');
    const { stdout, code } = await runInProcess(['alerts', 'test', '--timeout', '0.05s']);
    process.exitCode = 0;
    expect([code, stdout]).toEqual([1, [expect.stringMatching(/^FAIL telegram: /)]]);
  });

  it('refuses a channel that is not set up, and having none', async () => {
    expect(await runInProcess(['alerts', 'test', '--channel', 'pigeon'])).toMatchObject({
      code: 2,
      stderr: ['viper: --channel: "pigeon" is not allowed; expected one that is set up: telegram'],
    });
    vi.unstubAllEnvs();
    expect(await runInProcess(['alerts', 'test'])).toMatchObject({ code: 2, stdout: [] });
  });
});
