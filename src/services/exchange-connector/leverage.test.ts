import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ServiceHarness, startService } from '../../../test/support/service-harness.ts';
import { refused } from '../../domain/index.ts';
import {
  createExchangeConnector,
  getBalance,
  getLeverage,
  getOrders,
  getPositions,
  placeOrder,
  setLeverage,
} from './index.ts';

let service: ServiceHarness;
beforeAll(async () => {
  service = await startService(createExchangeConnector());
});
afterAll(() => service.close());
beforeEach(() => {
  service.engine.commands.length = 0;
});

describe('leverage', () => {
  it('is told with its bounds and that of what is open', async () => {
    expect(await service.call(getLeverage, { params: { symbol: 'BTCUSDT_UMCBL' } })).toMatchObject({
      symbol: 'BTCUSDT',
      leverage: 20,
      set_by_hand: false,
      leverage_min: 1,
      leverage_max: 20,
      positions: [{ side: 'long', size: '0.05', leverage: 10 }],
      is_stale: false,
    });
    expect(await service.call(getLeverage, { params: { symbol: 'ETHUSDT' } })).toMatchObject({
      leverage: 12,
      set_by_hand: true,
      positions: [],
    });
    expect((await service.raw({ path: '/api/leverage/DOGEUSDT' })).status).toBe(400);
  });

  it('is set by a command, and a refusal names its rule', async () => {
    await service.call(setLeverage, { body: { symbol: 'BTCUSDT', leverage: 5 } });
    expect(service.engine.commands[0]?.command).toEqual({ kind: 'set-leverage', symbol: 'BTCUSDT', leverage: 5 });
    const { answer } = service.engine;
    service.engine.answer = async () => refused('entry-under-way', { clientOid: 'vp-1' });
    await expect(service.call(setLeverage, { body: { symbol: 'BTCUSDT', leverage: 5 } })).rejects.toMatchObject({
      problem: { status: 422, rule: 'entry-under-way' },
    });
    service.engine.answer = answer;
    for (const leverage of [0, 126, 1.5])
      await expect(service.call(setLeverage, { body: { symbol: 'BTCUSDT', leverage } })).rejects.toMatchObject({
        problem: { status: 400, field: 'leverage' },
      });
  });

  it('that was set is what an order takes that names none', async () => {
    const body = { symbol: 'ETHUSDT', side: 'long', type: 'market', amount: '0.01' } as const;
    expect(await service.call(placeOrder, { body })).toMatchObject({ leverage: 12 });
    expect(await service.call(placeOrder, { body: { ...body, leverage: 3 } })).toMatchObject({ leverage: 3 });
  });
});

describe('balance, positions and orders', () => {
  it('say how old they are, and are marked when they are', async () => {
    const all = () =>
      Promise.all([
        service.call(getBalance, {}),
        service.call(getPositions, { query: {} }),
        service.call(getOrders, { query: {} }),
      ]);
    for (const told of await all()) expect(told).toMatchObject({ age_ms: 5_000, is_stale: false });
    service.engine.change({ isAccountStale: true });
    for (const told of await all()) expect(told).toMatchObject({ age_ms: 5_000, is_stale: true });
    service.engine.change({ accountAt: undefined });
    for (const told of await all()) expect(told).toMatchObject({ age_ms: 3_600_000, is_stale: true });
  });
});
