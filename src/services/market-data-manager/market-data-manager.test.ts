import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServiceHarness, startService } from '../../../test/support/service-harness.ts';
import { getHealth, getSymbols, getTicker, marketDataManager } from './index.ts';

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
      problem: { status: 404, field: 'symbol', value: 'DOGEUSDT', allowed: 'one of BTCUSDT, ETHUSDT' },
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
