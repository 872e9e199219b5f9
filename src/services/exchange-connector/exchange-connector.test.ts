import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ServiceHarness, startService } from '../../../test/support/service-harness.ts';
import { TradingError } from '../../domain/index.ts';
import { ServiceError } from '../contract/index.ts';
import {
  amendOrder,
  cancelAllOrders,
  cancelOrder,
  closePosition,
  createExchangeConnector,
  getBalance,
  getFills,
  getHealth,
  getOrder,
  getOrders,
  getPositions,
  getSymbols,
  placeOrder,
} from './index.ts';

const MARKET = { symbol: 'BTCUSDT_UMCBL', side: 'long', type: 'market', amount: 0.001, leverage: 20 } as const;

let service: ServiceHarness;
beforeAll(async () => {
  service = await startService(createExchangeConnector());
});
afterAll(() => service.close());
beforeEach(() => {
  service.engine.commands.length = 0;
});

const post = (body: unknown, headers: Record<string, string> = {}) =>
  service.raw({
    method: 'POST',
    path: '/api/orders',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

describe('POST /api/orders', () => {
  it('turns the documented market order into an exact command', async () => {
    const answer = await service.call(placeOrder, { body: MARKET });
    expect(answer).toMatchObject({
      order_id: 'vp-2',
      symbol: 'BTCUSDT',
      side: 'long',
      amount: '0.001',
      leverage: 20,
      status: 'pending',
    });
    expect(service.engine.commands[0]?.command).toEqual({
      kind: 'open-position',
      symbol: 'BTCUSDT',
      positionSide: 'long',
      type: 'market',
      price: undefined,
      size: 1,
      timeInForce: 'ioc',
      marginMode: 'isolated',
      leverage: 20,
      stopLoss: undefined,
      takeProfit: undefined,
    });
  });

  it('takes decimal text and prices, and sells into a short', async () => {
    const body = {
      symbol: 'ETHUSDT',
      side: 'sell',
      type: 'limit',
      amount: '0.010',
      price: '3000.10',
      leverage: 5,
      stop_loss: 3100,
      take_profit: 2900.5,
    } as const;
    const answer = await service.call(placeOrder, { body });
    expect(answer).toMatchObject({
      side: 'short',
      amount: '0.01',
      price: '3000.1',
      stop_loss: '3100',
      take_profit: '2900.5',
    });
    expect(service.engine.commands[0]?.command).toMatchObject({
      size: 10,
      price: 300010,
      stopLoss: 310000,
      takeProfit: 290050,
      timeInForce: 'gtc',
    });
  });

  it.each([
    ['unknown symbol', { symbol: 'DOGEUSDT' }, 'symbol', 'BTCUSDT, ETHUSDT'],
    ['malformed symbol', { symbol: 'BTC-PERP' }, 'symbol', 'BTCUSDT_UMCBL'],
    ['side', { side: 'up' }, 'side', 'buy or long'],
    ['size below the lot', { amount: 0.0001 }, 'amount', 'multiple of 0.001'],
    ['size off the step', { amount: '0.0015' }, 'amount', 'multiple of 0.001'],
    ['float dust', { amount: 0.1 + 0.2 }, 'amount', 'multiple of 0.001'],
    ['zero size', { amount: '0' }, 'amount', '0.001 to'],
    ['size as a zero number', { amount: 0 }, 'amount', 'positive'],
    ['negative size', { amount: -1 }, 'amount', 'positive'],
    ['exponent text', { amount: '1e-3' }, 'amount', 'decimal text'],
    ['too large', { amount: 221 }, 'amount', '0.001 to 220'],
    ['leverage 0', { leverage: 0 }, 'leverage', '1 to 125'],
    ['leverage 126', { leverage: 126 }, 'leverage', '1 to 125'],
    ['leverage text', { leverage: '20' }, 'leverage', '1 to 125'],
    ['leverage above the contract', { symbol: 'ETHUSDT', leverage: 101 }, 'leverage', '1 to 100'],
    ['limit without price', { type: 'limit' }, 'price', 'type is limit'],
    ['market with price', { price: 60000 }, 'price', 'type is market'],
    ['price off the tick', { type: 'limit', price: 60000.05 }, 'price', 'multiple of 0.1'],
    ['stop off the tick', { stop_loss: '1.23' }, 'stop_loss', 'multiple of 0.1'],
    ['zero stop', { stop_loss: '0.0' }, 'stop_loss', 'above 0'],
    ['unknown field', { reduce: true }, 'reduce', 'only the fields symbol, side'],
    ['missing field', { side: undefined }, 'side', 'buy or long'],
  ])('400 for %s, naming field, value and what is allowed', async (_case, change, field, allowed) => {
    const answer = await post({ ...MARKET, ...change });
    expect(answer.headers['content-type']).toContain('application/problem+json');
    const problem = JSON.parse(answer.text);
    expect(problem).toMatchObject({
      status: 400,
      field,
      allowed: expect.stringContaining(allowed),
      value: expect.any(String),
    });
    expect(answer.status).toBe(400);
    expect(service.engine.commands).toEqual([]);
  });

  it.each([
    ['malformed JSON', '{', 400],
    ['no body', '', 400],
    ['no object', '[1]', 400],
    ['too large', JSON.stringify({ ...MARKET, symbol: 'x'.repeat(300_000) }), 413],
    ['prototype poisoning', '{"__proto__":{"x":1}}', 400],
  ])('refuses %s', async (_case, body, status) => {
    const answer = await post(body);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toMatchObject({ status, type: expect.stringMatching(/^urn:viper:problem:/) });
    expect(service.engine.commands).toEqual([]);
  });

  it('422 names the rule and its numbers', async () => {
    const failure = await service
      .call(placeOrder, { body: { ...MARKET, leverage: 25 } })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ServiceError);
    expect(failure).toMatchObject({
      outcome: 'rejected',
      problem: { status: 422, rule: 'max-leverage', details: { limit: 20, wanted: 25 } },
    });
  });

  it('gives a repeat its first answer, and refuses the key for another order', async () => {
    const first = await service.call(placeOrder, { body: MARKET }, 'key-1');
    expect(await service.call(placeOrder, { body: MARKET }, 'key-1')).toEqual(first);
    const other = await post({ ...MARKET, amount: 0.002 }, { 'idempotency-key': 'key-1' });
    expect([other.status, JSON.parse(other.text).field]).toEqual([409, 'Idempotency-Key']);
    expect((await post(MARKET, { 'idempotency-key': 'white space' })).status).toBe(400);
    expect(service.engine.commands.map(({ requestId }) => requestId)).toEqual([expect.stringMatching(/^key-1~/)]);
  });

  it('does not remember what was not answered: the engine is asked again, by the same id', async () => {
    const { answer } = service.engine;
    service.engine.answer = () =>
      Promise.reject(new TradingError('engine-stopped', 'no answer', { outcome: 'unknown' }));
    await expect(service.call(placeOrder, { body: MARKET }, 'key-2')).rejects.toMatchObject({ outcome: 'unknown' });
    service.engine.answer = answer;
    await service.call(placeOrder, { body: MARKET }, 'key-2');
    const [first, second] = service.engine.commands;
    expect(second?.requestId).toBe(first?.requestId);
  });

  it('gives each call without a key an id of its own', async () => {
    await post(MARKET);
    await post(MARKET);
    const [first, second] = service.engine.commands;
    expect(first?.requestId).not.toBe(second?.requestId);
  });
});

describe('reading', () => {
  it('answers in the documented shapes', async () => {
    expect(await service.call(getBalance, {})).toMatchObject({ total: '10034.25', free: '9700.05', used: '334.2' });
    const { positions } = await service.call(getPositions, { query: {} });
    expect(positions[0]).toMatchObject({
      entry_price: '60012.35',
      stop_loss: '58800',
      take_profits: [{ price: '61500', size: '0.02' }],
    });
    const { orders } = await service.call(getOrders, { query: { symbol: 'BTC/USDT:USDT' } });
    expect(orders.map(({ order_id }) => order_id)).toContain('preset-7');
    expect(orders.every(({ symbol }) => symbol === 'BTCUSDT')).toBe(true);
  });

  it('refuses unknown query fields and unknown symbols', async () => {
    expect((await service.raw({ path: '/api/orders?symbl=BTCUSDT' })).status).toBe(400);
    expect((await service.raw({ path: '/api/positions?symbol=DOGEUSDT' })).status).toBe(400);
  });

  it('is healthy only while orders can reach the venue', async () => {
    expect(await service.call(getHealth, {})).toMatchObject({ status: 'healthy', hmac_authenticator: true });
    service.engine.change({ reconciledAt: undefined });
    expect(await service.call(getHealth, {})).toMatchObject({ status: 'unhealthy', hmac_authenticator: false });
    expect((await service.raw({ path: '/health' })).status).toBe(503);
    service.engine.change({ reconciledAt: 1, state: 'failed' });
    expect((await service.raw({ path: '/health' })).status).toBe(503);
    service.engine.change({ state: 'running' });
  });
});

describe('DELETE /api/orders/:id', () => {
  it.each(['vp-1', 'v-vp-1'])('cancels %s by our id', async (id) => {
    expect(await service.call(cancelOrder, { params: { id }, query: {} })).toMatchObject({
      order_id: 'vp-1',
      symbol: 'BTCUSDT',
    });
    expect(service.engine.commands[0]?.command).toEqual({ kind: 'cancel-order', clientOid: 'vp-1' });
  });

  it('tells the unknown from what belongs to a position', async () => {
    await expect(service.call(cancelOrder, { params: { id: 'nope' }, query: {} })).rejects.toMatchObject({
      problem: { status: 404, field: 'id' },
    });
    await expect(service.call(cancelOrder, { params: { id: 'preset-7' }, query: {} })).rejects.toMatchObject({
      problem: { status: 409 },
    });
    expect(service.engine.commands).toEqual([]);
  });
});

describe('orders and positions', () => {
  it('takes the usual leverage and size where an order names none', async () => {
    const { leverage: _leverage, amount: _amount, ...bare } = MARKET;
    expect(await service.call(placeOrder, { body: bare })).toMatchObject({ leverage: 20, amount: '0.001' });
  });

  it('closes a part of a position, or all of it', async () => {
    service.engine.answer = async () => ({ ok: true, details: { clientOid: 'vp-x1', status: 'live' } });
    const params = { symbol: 'BTCUSDT_UMCBL' };
    expect(await service.call(closePosition, { params, body: { amount: 0.01 } })).toMatchObject({
      order_id: 'vp-x1',
      side: 'long',
    });
    await service.call(closePosition, { params, body: {} });
    expect(service.engine.commands.map(({ command }) => command)).toEqual([
      { kind: 'close-position', symbol: 'BTCUSDT', positionSide: 'long', size: 10 },
      { kind: 'close-position', symbol: 'BTCUSDT', positionSide: 'long', size: undefined },
    ]);
    await expect(service.call(closePosition, { params, body: { side: 'short' } })).rejects.toMatchObject({
      problem: { status: 404 },
    });
  });

  it('amends, cancels all, and finds one order', async () => {
    service.engine.answer = async () => ({ ok: true, details: { clientOid: 'vp-1', canceled: 2 } });
    expect(await service.call(amendOrder, { params: { id: 'v-vp-1' }, body: { price: 58_000 } })).toMatchObject({
      order_id: 'vp-1',
    });
    expect(await service.call(cancelAllOrders, { query: { symbol: 'BTCUSDT' } })).toMatchObject({ cancelled: 2 });
    expect(service.engine.commands.map(({ command }) => command)).toEqual([
      { kind: 'amend-order', clientOid: 'vp-1', price: 580_000, size: undefined },
      { kind: 'cancel-all', symbol: 'BTCUSDT' },
    ]);
    expect(await service.call(getOrder, { params: { id: 'vp-1' }, query: {} })).toMatchObject({ symbol: 'BTCUSDT' });
    await expect(service.call(amendOrder, { params: { id: 'vp-1' }, body: {} })).rejects.toMatchObject({
      problem: { status: 400 },
    });
  });

  it('tells what fits an order, and pages fills', async () => {
    const { symbols } = await service.call(getSymbols, {});
    expect(symbols[0]).toMatchObject({ symbol: 'BTCUSDT', size_step: '0.001', size_min: '0.001' });
    const { fills, next_before } = await service.call(getFills, { query: { limit: '1' } });
    expect([fills.length, next_before]).toEqual([1, undefined]);
    expect(await service.call(getFills, { query: { before: '1' } })).toMatchObject({ fills: [] });
  });
});
