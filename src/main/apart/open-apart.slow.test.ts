/** The services on a real thread, over a real kernel: what is read there, what is asked back, and what happens when it falls. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Worker } from 'node:worker_threads';
import { afterEach, expect, it, vi } from 'vitest';
import { shownLong } from '../../../test/support/shown-run.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { lots, money, TradingError } from '../../domain/index.ts';
import type { EngineApi } from '../../engine/index.ts';
import type { Monitor } from '../../ports/index.ts';
import type { MarketUpstream, RunningServices } from '../../services/index.ts';
import { openServicesApart } from './open-apart.ts';
import type { ApartPlan } from './sides.ts';

const FREE = { exchangeConnector: 0, marketDataManager: 0, liveTradingEngine: 0, viperScoring: 0, dashboard: 0 };
const folder = temporaryFolder('apart');
const running: RunningServices[] = [];
const absent = (): never => {
  throw new TradingError('no-exchange', 'nobody to ask', { outcome: 'not-sent' });
};
const upstream = { tickers: absent, ticker: absent, book: absent, candles: absent } as unknown as MarketUpstream;
const monitor = {
  checks: absent,
  metrics: async () => ({ contentType: 'text/plain', text: 'viper_equity_usdt 5' }),
  alerts: async () => ({ channels: [], deliveries: [] }),
  onServed: absent,
} as unknown as Monitor;

afterEach(async () => {
  for (const services of running.splice(0)) await services.close();
});

const onlyEngine: ApartPlan = {
  ports: FREE,
  only: 'live-trading-engine',
  listen: undefined,
  dataDir: folder.path,
  factor: 1,
  books: undefined,
};

async function open(plan: Partial<ApartPlan> = {}) {
  const shown = shownLong();
  const { run, projections } = shown;
  projections.setState('running');
  const told: string[] = [];
  const engine = {
    command: async (command: Parameters<EngineApi['command']>[0]) => {
      run.command(command);
      return { ok: true } as const;
    },
    assess: async (wish: Parameters<EngineApi['assess']>[0]) => projections.assess(wish),
  } as unknown as EngineApi;
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const warn = (code: string): void => void told.push(code);
  const begun = once(process, 'worker') as Promise<[Worker]>;
  const opening = openServicesApart(
    { ...onlyEngine, ...plan },
    { engine, projections, clock: { now: () => run.at }, monitor, upstream, log, warn },
  );
  const services = await opening;
  running.push(services);
  const [worker] = await begun;
  const url = String(services.addresses.liveTradingEngine);
  const get = async (path: string) => (await fetch(url + path)).json() as Promise<Record<string, unknown>>;
  const post = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json' };
    return fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  };
  return { ...shown, services, worker, url, get, post, told };
}

const within = async (isThere: () => Promise<boolean>): Promise<void> => {
  for (const until = performance.now() + 10_000; !(await isThere().catch(() => false)); ) {
    if (performance.now() > until) throw new Error('it did not come');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

it('shows the engine and what happens in it, asks it, and shows what a command did as soon as it is answered', async () => {
  const { run, url, get, post, projections } = await open();
  const { equity } = projections.status();
  expect(await get('/api/status')).toMatchObject({ state: 'running', openPositions: 1, equity });
  run.foreignFill({ intent: 'close', size: lots(893), profit: money('1') });
  await within(async () => (await get('/api/status')).openPositions === 0);
  const answer = await post('/api/position/check', { symbol: 'BTCUSDT', side: 'long', amount: '0.001', leverage: 2 });
  expect(await answer.json()).toMatchObject({ symbol: 'BTCUSDT', amount: '0.001' });
  expect((await post('/api/pause', {})).status).toBe(200);
  expect(await get('/api/status')).toMatchObject({ state: 'paused' });
  const metrics = await (await fetch(`${url}/metrics`)).text();
  expect(metrics).toContain('viper_equity_usdt 5');
  expect(metrics).toContain('route="/api/position/check"');
});

it('answers a command, and shows what it did, over a view that fails for a while', async () => {
  const { projections, get, post } = await open();
  const failing = vi.spyOn(projections, 'risk').mockImplementation(() => {
    throw new RangeError('a view that fails');
  });
  expect((await post('/api/pause', {})).status).toBe(200);
  expect(await get('/api/status')).toMatchObject({ state: 'running' });
  failing.mockRestore();
  await within(async () => (await get('/api/status')).state === 'paused');
});

it('begins anew on the same address when its thread falls, and says so', async () => {
  const { worker, get, told, run } = await open();
  await worker.terminate();
  run.candle(100_900);
  await within(async () => (await get('/api/status')).state === 'running');
  expect(told).toEqual(['services-ended', 'services-restarted']);
});

it('names the port that is taken, and leaves no thread behind', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as { port: number };
  const begun = once(process, 'worker') as Promise<[Worker]>;
  const failure = await open({ ports: { ...FREE, liveTradingEngine: port } }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(TradingError);
  expect(failure).toMatchObject({ code: 'port-in-use', details: { port, variable: 'LIVE_TRADING_ENGINE_PORT' } });
  const [worker] = await begun;
  expect(worker.threadId).toBe(-1);
  taken.close();
});
