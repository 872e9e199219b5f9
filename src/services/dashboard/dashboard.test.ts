import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEventStream } from '../../../test/support/event-stream.ts';
import { type ServiceHarness, startService } from '../../../test/support/service-harness.ts';
import { journalRow } from '../../../test/support/stub-engine.ts';
import {
  createDashboardService,
  type DashboardState,
  getCandles,
  getEquity,
  getFills,
  getHealth,
  getJournal,
  getOverview,
  kill,
} from './index.ts';

let state: DashboardState = 'ready';
let folder: string;
let service: ServiceHarness;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'viper-dist-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<title>Viper page</title>');
  writeFileSync(join(folder, 'assets', 'index-1.js'), 'export {};');
  writeFileSync(join(folder, '..', 'viper-secret.txt'), 'hidden words');
  const dashboard = { folder, state: () => state, settled: Promise.resolve(), close: () => {} };
  service = await startService(createDashboardService({ dashboard }));
});
afterAll(async () => {
  await service.close();
  rmSync(folder, { recursive: true });
  rmSync(join(folder, '..', 'viper-secret.txt'));
});

describe('the JSON routes', () => {
  it('answer in their declared shapes', async () => {
    const overview = await service.call(getOverview, {});
    expect(overview.instruments).toContainEqual({ symbol: 'BTCUSDT', base: 'BTC', tick: '0.1', price_decimals: 1 });
    expect(overview.tickers).toHaveLength(2);
    expect((await service.call(getCandles, { query: { symbol: 'BTCUSDT_UMCBL', limit: '2' } })).candles).toHaveLength(
      2,
    );
    expect((await service.call(getFills, { query: { symbol: 'ETHUSDT' } })).fills[0]?.symbol).toBe('ETHUSDT');
    expect((await service.call(getEquity, { query: {} })).points).toHaveLength(2);
    expect((await service.call(getJournal, { query: { after: '997' } })).rows.map(({ seq }) => seq)).toEqual([
      998, 999, 1000,
    ]);
    expect(await service.call(getHealth, {})).toMatchObject({ status: 'healthy' });
    expect(await service.call(kill, { body: {} })).toMatchObject({ action: 'kill' });
  });

  it.each([
    ['/api/candles', 'symbol'],
    ['/api/candles?symbol=DOGEUSDT', 'symbol'],
    ['/api/candles?symbol=BTCUSDT&limit=0', 'limit'],
    ['/api/candles?symbol=BTCUSDT&limit=5001', 'limit'],
    ['/api/fills?limit=1e3', 'limit'],
    ['/api/journal?after=-1', 'after'],
    ['/api/equity?points=5', 'points'],
  ])('%s is 400 and names %s', async (path, field) => {
    const answer = await service.raw({ path });
    expect([answer.status, JSON.parse(answer.text).field]).toEqual([400, field]);
  });
});

describe('the page', () => {
  it('comes from the built files, and assets are kept by the browser', async () => {
    const page = await service.raw({ path: '/' });
    expect([page.status, page.text]).toEqual([200, '<title>Viper page</title>']);
    const asset = await service.raw({ path: '/assets/index-1.js' });
    expect(asset.headers['cache-control']).toContain('immutable');
    expect(asset.headers['content-type']).toContain('javascript');
  });

  it.each([
    '/assets/..%2f..%2fviper-secret.txt',
    '/assets/%2e%2e/%2e%2e/viper-secret.txt',
    '/assets/nothing.js',
    '/etc',
  ])('gives nothing for %s', async (path) => {
    const answer = await service.raw({ path });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.text).not.toContain('secret\n');
    expect(answer.text).not.toBe('secret');
  });

  it.each([
    ['building', 'being built', true],
    ['no-vite', 'npm ci', false],
    ['failed', 'could not be built', false],
  ] as const)('says plainly when it is %s', async (now, words, reloads) => {
    state = now;
    const page = await service.raw({ path: '/' });
    state = 'ready';
    expect(page.status).toBe(503);
    expect(page.text).toContain(words);
    expect(page.text.includes('http-equiv="refresh"')).toBe(reloads);
  });
});

describe('GET /api/stream', () => {
  it('gives the page its states at once, and rows as they happen', async () => {
    const stream = await openEventStream(`${service.address}/api/stream?topics=status,journal`);
    expect((await stream.next(({ event }) => event === 'status')).data).toMatchObject({ equity: '10034.25' });
    service.engine.emit({ seq: 1_001, topic: 'journal', data: journalRow(1_001) });
    expect(await stream.next(({ event }) => event === 'journal')).toMatchObject({ id: '1001', data: { seq: 1_001 } });
    stream.close();
  });
});
