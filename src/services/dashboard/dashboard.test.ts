import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEventStream } from '../../../test/support/event-stream.ts';
import { type ServiceHarness, startService } from '../../../test/support/service-harness.ts';
import { journalRow } from '../../../test/support/stub-engine.ts';
import type { NoticeRow } from '../../engine/api.ts';
import { createDashboardService, type DashboardState } from './index.ts';
import {
  addSymbol,
  amendOrder,
  cancelOrder,
  clearAlerts,
  closePosition,
  disableStrategy,
  getAlertDeliveries,
  getCandles,
  getEquity,
  getFills,
  getHealth,
  getJournal,
  getLimits,
  getOverview,
  getStrategies,
  kill,
  loosenLimits,
  removeSymbol,
  tightenLimits,
} from './routes/index.ts';

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

  it('show a warning behind however many notices for information', async () => {
    const notice = (seq: number, level: NoticeRow['level']): NoticeRow => ({
      seq,
      at: seq,
      level,
      code: 'x',
      details: {},
    });
    const { notices } = service.engine;
    service.engine.notices = () => [
      notice(1, 'warning'),
      ...Array.from({ length: 200 }, (_, i) => notice(i + 2, 'info')),
    ];
    const shown = (await service.call(getOverview, {})).notices;
    service.engine.notices = notices;
    expect([shown.length, shown[0]?.level, shown[1]?.seq, shown.at(-1)?.seq]).toEqual([51, 'warning', 152, 201]);
  });

  it('hand what a person changes to the engine, as the other services do', async () => {
    const { commands } = service.engine;
    commands.length = 0;
    await service.call(addSymbol, { body: { symbol: 'SOLUSDT' } });
    await service.call(removeSymbol, { params: { symbol: 'ETHUSDT' } });
    await service.call(tightenLimits, { body: { max_positions: 2 } });
    await service.call(loosenLimits, { query: { limit: 'max_positions' } });
    await service.call(disableStrategy, { params: { name: 'strategic' }, body: {} });
    await service.call(amendOrder, { params: { id: 'vp-1' }, body: { price: '58000' } });
    await service.call(cancelOrder, { params: { id: 'vp-1' }, query: {} });
    await service.call(clearAlerts, {});
    expect(commands.map(({ command }) => command.kind)).toEqual([
      'add-symbol',
      'remove-symbol',
      'tighten-limits',
      'loosen-limits',
      'switch-strategy',
      'amend-order',
      'cancel-order',
      'clear-alerts',
    ]);
    service.engine.answer = async () => ({ ok: true, details: { clientOid: 'vp-3', status: 'filled' } });
    const closed = await service.call(closePosition, { params: { symbol: 'BTCUSDT' }, body: { side: 'long' } });
    expect(closed).toMatchObject({ order_id: 'vp-3', side: 'long' });
    expect((await service.call(getLimits, {})).tightened).toEqual(['max_positions']);
    expect((await service.call(getStrategies, {})).strategies[0]?.name).toBe('strategic');
    await expect(service.call(getAlertDeliveries, { query: {} })).rejects.toThrow('not known here');
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
