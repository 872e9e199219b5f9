import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EventStream, openEventStream, type StreamEvent } from '../../../test/support/event-stream.ts';
import { type ServiceHarness, silentLog, startService } from '../../../test/support/service-harness.ts';
import { journalRow, STUB_NOW, stubStatus } from '../../../test/support/stub-engine.ts';
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
const streams: EventStream[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'viper-dist-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<title>Viper page</title>');
  writeFileSync(join(folder, 'assets', 'index-1.js'), 'export {};');
  writeFileSync(join(folder, '..', 'viper-secret.txt'), 'hidden words');
  const dashboard = { folder, state: () => state, settled: Promise.resolve(), close: () => {} };
  const clock = { now: () => STUB_NOW };
  service = await startService((engine) => createDashboardService({ engine, clock, log: silentLog, dashboard }));
});
afterAll(async () => {
  for (const stream of streams) stream.close();
  await service.close();
  rmSync(folder, { recursive: true });
  rmSync(join(folder, '..', 'viper-secret.txt'));
});

const open = async (headers: Record<string, string> = {}): Promise<EventStream> => {
  const stream = await openEventStream(`${service.address}/api/stream`, headers);
  streams.push(stream);
  return stream;
};
const is =
  (name: string) =>
  ({ event }: StreamEvent): boolean =>
    event === name;

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
  it('greets, then passes on what happens; only journal rows carry an id', async () => {
    const stream = await open();
    expect([stream.status, stream.headers['content-type']]).toEqual([200, 'text/event-stream; charset=utf-8']);
    expect((await stream.next(is('hello'))).data).toEqual({ seq: 1_000, at: STUB_NOW });
    service.engine.emit({ seq: 1_001, topic: 'journal', data: journalRow(1_001) });
    service.engine.emit({ seq: 1_001, topic: 'status', data: { ...stubStatus, equity: '1' } });
    service.engine.emit({ seq: 1_001, topic: 'status', data: { ...stubStatus, equity: '2' } });
    expect(await stream.next(is('journal'))).toMatchObject({ id: '1001', data: { seq: 1_001 } });
    expect(await stream.next(is('status'))).toMatchObject({ id: undefined, data: { equity: '2' } });
    expect(stream.events.filter(is('status'))).toHaveLength(1);
  });

  it('resumes after Last-Event-ID without a loss or a repeat', async () => {
    const stream = await open({ 'last-event-id': '996' });
    service.engine.emit({ seq: 1_001, topic: 'journal', data: journalRow(1_001) });
    await stream.next(({ id }) => id === '1001');
    expect(stream.events.filter(is('journal')).map(({ id }) => id)).toEqual(['997', '998', '999', '1000', '1001']);
    expect((await service.raw({ path: '/api/stream', headers: { 'last-event-id': 'x' } })).status).toBe(400);
  });

  it('stands apart from other origins like every route', async () => {
    expect((await service.raw({ path: '/api/stream', headers: { host: 'evil.example' } })).status).toBe(421);
  });

  it('ends with the last reader: the engine is not listened to for nobody', async () => {
    for (const stream of streams.splice(0)) stream.close();
    await expect.poll(() => service.engine.listeners.size).toBe(0);
  });
});
