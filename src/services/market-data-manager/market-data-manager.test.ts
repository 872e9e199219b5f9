import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServiceHarness, startService } from '../../../test/support/service-harness.ts';
import {
  getBatch,
  getHealth,
  getMarket,
  getOrderbook,
  getOverview,
  getStats,
  getSymbols,
  getTicker,
  marketDataManager,
  refreshMarket,
} from './index.ts';

let service: ServiceHarness;
beforeAll(async () => {
  service = await startService(marketDataManager);
});
afterAll(() => service.close());

describe('the market-data manager', () => {
  it.each(['BTCUSDT_UMCBL', 'BTCUSDT', 'BTC/USDT:USDT'])('gives the ticker of %s', async (symbol) => {
    const ticker = await service.call(getTicker, { params: { symbol } });
    expect(ticker).toMatchObject({
      symbol: 'BTCUSDT',
      price: '60267.4',
      bid: '60267.3',
      mark_price: '60267',
      is_stale: false,
    });
  });

  it('404 for what is not followed, 400 for what is no symbol', async () => {
    await expect(service.call(getTicker, { params: { symbol: 'DOGEUSDT' } })).rejects.toMatchObject({
      problem: { status: 404, field: 'symbol', value: 'DOGEUSDT', allowed: expect.stringContaining('lists') },
    });
    await expect(service.call(getTicker, { params: { symbol: 'nonsense' } })).rejects.toMatchObject({
      problem: { status: 400 },
    });
  });

  it('lists the symbols', async () => {
    expect(await service.call(getSymbols, {})).toMatchObject({ total_symbols: 2, symbols: ['BTCUSDT', 'ETHUSDT'] });
  });

  it('is unhealthy on stale data, and says so with every price', async () => {
    expect(await service.call(getHealth, {})).toMatchObject({ status: 'healthy', streaming_active: true });
    service.engine.change({ isStale: true });
    expect((await service.raw({ path: '/health' })).status).toBe(503);
    expect(await service.call(getTicker, { params: { symbol: 'BTCUSDT' } })).toMatchObject({ is_stale: true });
  });
});

describe('market data with its age', () => {
  it('gives a hundred readers one answer of the exchange', async () => {
    await service.call(getOverview, { query: {} });
    const before = service.exchange.asked;
    const books = await Promise.all(
      Array.from({ length: 100 }, () =>
        service.call(getOrderbook, { params: { symbol: 'SOLUSDT' }, query: { limit: '2' } }),
      ),
    );
    expect(service.exchange.asked - before).toBe(1);
    expect(books[99]).toMatchObject({
      bids: [
        ['149.5', '2'],
        ['149', '2'],
      ],
      asks: [
        ['150.5', '2'],
        ['151', '2'],
      ],
    });
  });

  it('lays the price of the run over what was asked for', async () => {
    const market = await service.call(getMarket, { params: { symbol: 'BTCUSDT' } });
    expect(market).toMatchObject({ ticker: { price: '60267.4', change: '67.4', change_percent: '1.25' }, age_ms: 0 });
    expect(market.ohlcv.ohlcv).toHaveLength(100);
    const before = service.exchange.asked;
    await service.call(getMarket, { params: { symbol: 'BTCUSDT_UMCBL' } });
    expect(service.exchange.asked).toBe(before);
    await service.call(refreshMarket, { params: { symbol: 'BTCUSDT' }, body: {} });
    expect(service.exchange.asked).toBe(before + 3);
  });

  it('sorts by turnover, leaves out what is not listed, counts', async () => {
    const { top_symbols, total_symbols } = await service.call(getOverview, { query: { limit: '2' } });
    expect([total_symbols, top_symbols.map(({ symbol }) => symbol)]).toEqual([3, ['BTCUSDT', 'ETHUSDT']]);
    const batch = await service.call(getBatch, { query: { symbols: 'BTCUSDT, DOGEUSDT,ETHUSDT_UMCBL' } });
    expect([batch.symbols_requested, Object.keys(batch.data)]).toEqual([3, ['BTCUSDT', 'ETHUSDT']]);
    expect(await service.call(getStats, {})).toMatchObject({ total_symbols: 2, active_symbols: 2, recent_updates: 2 });
  });

  it.each(['0', '501', '-1', '1e2', ''])('refuses a limit of %j', async (limit) => {
    expect((await service.raw({ path: `/api/market/overview?limit=${limit}` })).status).toBe(400);
  });

  it('says 503 where nothing is known and the exchange does not answer', async () => {
    service.exchange.isDown = true;
    expect((await service.raw({ path: '/api/market/ETHUSDT' })).status).toBe(200);
    expect((await service.raw({ path: '/api/market/SOLUSDT' })).status).toBe(503);
    expect(
      (
        await service.raw({
          path: '/api/market/refresh/BTCUSDT',
          method: 'POST',
          headers: { 'content-type': 'application/json' },
        })
      ).status,
    ).toBe(503);
    expect((await service.raw({ path: '/api/market/BTCUSDT' })).status).toBe(200);
    service.exchange.isDown = false;
  });
});
