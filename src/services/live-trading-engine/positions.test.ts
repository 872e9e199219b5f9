import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ServiceHarness, startService } from '../../../test/support/service-harness.ts';
import { refused } from '../../domain/index.ts';
import {
  createPosition,
  dropPosition,
  dropProtectedPosition,
  getLimits,
  getPositionLimits,
  getPositionStatus,
  getProtectedPositions,
  getRiskStatus,
  liveTradingEngine,
  loosenLimits,
  registerPosition,
  updatePrice,
  validateSignal,
} from './index.ts';

const LONG = { symbol: 'BTCUSDT', side: 'long' } as const;
const OTHER = { symbol: 'ETHUSDT_UMCBL', side: 'buy' } as const;

let service: ServiceHarness;
let answer: ServiceHarness['engine']['answer'];

beforeAll(async () => {
  service = await startService(liveTradingEngine);
  ({ answer } = service.engine);
});
afterAll(() => service.close());
beforeEach(() => {
  service.engine.answer = answer;
  service.engine.commands.length = 0;
});

const commands = () => service.engine.commands.map(({ command }) => command);

describe('a position', () => {
  it('that the engine knows is registered already, and the exchange is not even asked', async () => {
    await expect(service.call(registerPosition, { body: LONG })).rejects.toMatchObject({
      problem: { status: 409, type: 'urn:viper:problem:already-registered' },
    });
    expect(commands()).toEqual([]);
  });

  it('that nobody knows is looked for at the exchange, and found or not', async () => {
    await expect(service.call(registerPosition, { body: OTHER })).rejects.toMatchObject({
      problem: { status: 404, detail: expect.stringContaining('no long position in ETHUSDT') },
    });
    expect(commands()).toEqual([{ kind: 'reconcile' }]);
    const { positions } = service.engine;
    const [held] = positions();
    service.engine.answer = async () => {
      service.engine.positions = () => [...positions(), { ...held, symbol: 'ETHUSDT' } as NonNullable<typeof held>];
      return { ok: true, details: {} };
    };
    expect(await service.call(registerPosition, { body: OTHER })).toMatchObject({
      status: 'registered',
      position: { symbol: 'ETHUSDT', side: 'long' },
    });
    service.engine.positions = positions;
  });

  it('is shown with the limits beside it', async () => {
    expect(await service.call(getPositionStatus, {})).toMatchObject({
      count: 1,
      max_positions: 10,
      entries_under_way: 1,
      positions: [{ symbol: 'BTCUSDT', stop_loss: '58800' }],
      is_stale: false,
    });
    expect(await service.call(getPositionLimits, {})).toMatchObject({
      open_positions: 1,
      max_positions_per_symbol: 1,
      symbols: [
        { symbol: 'BTCUSDT', leverage_max: 20, size_min: '0.001' },
        { symbol: 'ETHUSDT', leverage_max: 20 },
      ],
    });
  });

  it.each([dropPosition, dropProtectedPosition])('is dropped by closing it', async (route) => {
    service.engine.answer = async () => ({ ok: true, details: { clientOid: 'vp-x1', status: 'live' } });
    expect(await service.call(route, { params: { symbol: 'BTCUSDT' }, query: {} })).toMatchObject({
      order_id: 'vp-x1',
      side: 'long',
    });
    expect(commands()).toEqual([{ kind: 'close-position', symbol: 'BTCUSDT', positionSide: 'long', size: undefined }]);
    for (const query of [{ side: 'short' }, {}] as const) {
      const symbol = 'side' in query ? 'BTCUSDT' : 'ETHUSDT';
      await expect(service.call(route, { params: { symbol }, query })).rejects.toMatchObject({
        problem: { status: 404 },
      });
    }
  });
});

describe('a signal', () => {
  it('is told its levels, its size and what the gate says', async () => {
    expect(await service.call(validateSignal, { body: { ...OTHER, leverage: 5 } })).toMatchObject({
      approved: true,
      side: 'long',
      suggested_amount: '0.15',
      protection: { entry_price: '60267.4', stop_loss: '59062.05', take_profit: '63883.44' },
    });
    expect(await service.call(validateSignal, { body: { ...OTHER, leverage: 25 } })).toMatchObject({
      approved: false,
      rule: 'max-leverage',
      details: { limit: 20 },
    });
    expect(commands()).toEqual([]);
  });

  it('takes the leverage that was set by hand', async () => {
    expect(await service.call(validateSignal, { body: OTHER })).toMatchObject({ leverage: 12 });
    expect(await service.call(validateSignal, { body: LONG })).toMatchObject({ leverage: 20 });
  });

  it('becomes a position by an exact command', async () => {
    const body = { ...OTHER, entry_price: 3_000, stop_loss_percent: 2.5, take_profit_percent: 8, leverage: 5 };
    expect(await service.call(createPosition, { body })).toMatchObject({
      order_id: 'vp-2',
      amount: '0.15',
      status: 'pending',
      protection: { stop_loss: '2925', take_profit: '3240', trailing_activation: '3060' },
    });
    expect(commands()).toEqual([
      {
        kind: 'open-position',
        symbol: 'ETHUSDT',
        positionSide: 'long',
        type: 'market',
        price: undefined,
        size: 150,
        timeInForce: 'ioc',
        marginMode: 'isolated',
        leverage: 5,
        stopLoss: 292_500,
        takeProfit: 324_000,
      },
    ]);
  });

  it('is a duplicate where one is open, and refused by name else', async () => {
    service.engine.answer = async () => refused('one-per-symbol', { symbol: 'BTCUSDT' });
    await expect(service.call(createPosition, { body: LONG })).rejects.toMatchObject({
      problem: { status: 409, rule: 'one-per-symbol' },
    });
    service.engine.answer = answer;
    await expect(service.call(createPosition, { body: { ...LONG, leverage: 21 } })).rejects.toMatchObject({
      problem: { status: 422, rule: 'max-leverage' },
    });
    await expect(service.call(createPosition, { body: { ...LONG, stop_loss_percent: '0.4' } })).rejects.toMatchObject({
      problem: { status: 400, field: 'stop_loss_percent' },
    });
  });
});

describe('a trailing stop', () => {
  it('waits for its activation', async () => {
    expect(await service.call(updatePrice, { body: { symbol: 'BTCUSDT' } })).toMatchObject({
      activated: false,
      moved: false,
      price: '60267.4',
      activation_price: '61212.6',
      stop_loss: '58800',
    });
    expect(commands()).toEqual([]);
  });

  it('is moved behind the price of the exchange, and never back', async () => {
    const near = { symbol: 'BTCUSDT', activation_percent: '0.1', trailing_percent: 1 };
    expect(await service.call(updatePrice, { body: near })).toMatchObject({ moved: true, stop_loss: '59664.7' });
    expect(commands()).toEqual([{ kind: 'move-stop', symbol: 'BTCUSDT', positionSide: 'long', stopLoss: 596_647 }]);
    const far = { ...near, trailing_percent: 3 };
    expect(await service.call(updatePrice, { body: far })).toMatchObject({ moved: false, stop_loss: '58800' });
    expect(commands()).toHaveLength(1);
  });

  it('believes no price but that of the exchange', async () => {
    const body = { symbol: 'BTCUSDT', activation_percent: '0.1' };
    await expect(service.call(updatePrice, { body: { ...body, price: 65_000 } })).rejects.toMatchObject({
      problem: { status: 409, type: 'urn:viper:problem:price-differs' },
    });
    expect(commands()).toEqual([]);
    expect(await service.call(updatePrice, { body: { ...body, price: 60_300 } })).toMatchObject({ price: '60267.4' });
    await expect(service.call(updatePrice, { body: { symbol: 'ETHUSDT' } })).rejects.toMatchObject({
      problem: { status: 404 },
    });
  });

  it('is shown with what stands at the exchange', async () => {
    expect(await service.call(getProtectedPositions, {})).toMatchObject({
      count: 1,
      positions: [{ symbol: 'BTCUSDT', stop_loss: '58800', profit_percent: 0.42, is_protected: true }],
    });
  });
});

describe('limits', () => {
  it('tell which were tightened, and are loosened one by one or all', async () => {
    expect(await service.call(getLimits, {})).toMatchObject({ tightened: ['max_positions'] });
    await service.call(loosenLimits, { query: { limit: 'max_daily_loss' } });
    await service.call(loosenLimits, { query: {} });
    expect(commands()).toEqual([
      { kind: 'loosen-limits', limits: ['dailyLossMax'] },
      { kind: 'loosen-limits', limits: undefined },
    ]);
  });
});

describe('what is told of the account', () => {
  it('says how old it is, and is marked when it was not compared for too long', async () => {
    const fresh = await service.call(getRiskStatus, {});
    expect(fresh).toMatchObject({ age_ms: 5_000, is_stale: false });
    service.engine.change({ isAccountStale: true });
    expect(await service.call(getRiskStatus, {})).toMatchObject({ is_stale: true, as_of: fresh.as_of });
    service.engine.change({ isAccountStale: false, isStale: true });
    expect(await service.call(getPositionStatus, {})).toMatchObject({ is_stale: true });
    service.engine.change({ isStale: false });
  });
});
