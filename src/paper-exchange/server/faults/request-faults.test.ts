import { describe, expect, it } from 'vitest';
import type { Json, TestClient } from '../testing/client.ts';
import { MINUTE, START } from '../testing/market.ts';
import { limitOrder, opened, PLACE, running, testAccount } from '../testing/running.ts';

const OPEN = '/api/v2/mix/order/orders-pending?productType=USDT-FUTURES';
const TICKER = '/api/v2/mix/market/ticker?productType=USDT-FUTURES&symbol=BTCUSDT';

const openOrders = async (client: TestClient): Promise<number> =>
  [...((await client.get(OPEN)).data.entrustedList ?? [])].length;

/** Status and text as they come over the wire, or the reason why nothing came. */
const raw = async (base: string, path: string) => {
  try {
    const answer = await fetch(`${base}${path}`, { signal: AbortSignal.timeout(5_000) });
    return { status: answer.status, type: answer.headers.get('content-type'), body: await answer.text() };
  } catch (error) {
    return (error as Error).name;
  }
};

const place = { path: PLACE, method: 'POST' };

describe('a request', () => {
  it('is lost with its effect, or without', async () => {
    const { client, admin } = await running();
    await admin('/faults', { kind: 'lost-answer', match: place, times: 1 });
    await expect(client.post(PLACE, limitOrder({ clientOid: 'a' }))).rejects.toThrow();
    expect(await openOrders(client)).toBe(1);
    await admin('/faults', { kind: 'lost-answer', match: place, hasEffect: false, times: 1 });
    await expect(client.post(PLACE, limitOrder({ clientOid: 'b' }))).rejects.toThrow();
    expect(await openOrders(client)).toBe(1);
    expect((await client.post(PLACE, limitOrder({ clientOid: 'b' }))).code).toBe('00000');
  });

  it.each(['40010', '40725', '45001', '429'])('is answered %s, with effect and without', async (code) => {
    const { client, admin } = await running();
    await admin('/faults', { kind: 'error-answer', code, match: place, times: 1 });
    expect(await client.post(PLACE, limitOrder({ clientOid: 'a' }))).toMatchObject({
      code,
      status: code === '429' ? 429 : 400,
    });
    expect(await openOrders(client)).toBe(0);
    await admin('/faults', { kind: 'error-answer', code, match: place, times: 1, hasEffect: true });
    expect(await client.post(PLACE, limitOrder({ clientOid: 'a' }))).toMatchObject({ code });
    expect(await openOrders(client)).toBe(1);
  });

  it('is answered by a gateway, with nothing, with a page, with half', async () => {
    const { server, client, admin } = await running();
    const truth = await raw(server.rest, TICKER);
    const seen = async (rule: object) => {
      await admin('/faults', { times: 1, ...rule });
      return raw(server.rest, TICKER);
    };
    expect(await seen({ kind: 'error-answer', code: '503' })).toMatchObject({ status: 503, type: 'text/html' });
    expect(await seen({ kind: 'empty-answer' })).toMatchObject({ status: 200, body: '' });
    expect(await seen({ kind: 'html-answer' })).toMatchObject({ type: 'text/html' });
    const half = await seen({ kind: 'truncated-answer' });
    const whole = (truth as { body: string }).body;
    expect(half).toMatchObject({ status: 200, body: whole.slice(0, whole.length >> 1) });
    expect(await seen({ kind: 'truncated-answer', isCut: true })).toBe('TypeError');
    expect(await raw(server.rest, TICKER)).toEqual(truth);
    expect((await client.get(TICKER)).code).toBe('00000');
  });

  it('takes its time before the effect, or after it', async () => {
    const { client, admin } = await running();
    await admin('/faults', { kind: 'latency', delay: { shape: 'fixed', ms: 60 }, match: place, times: 1 });
    const early = client.post(PLACE, limitOrder({ clientOid: 'a' }));
    expect(await openOrders(client)).toBe(0);
    await early;
    expect(await openOrders(client)).toBe(1);
    await admin('/faults', { kind: 'late-answer', delay: { shape: 'fixed', ms: 60 }, match: place, times: 1 });
    const late = client.post(PLACE, limitOrder({ clientOid: 'b' }));
    while ((await openOrders(client)) < 2);
    const started = performance.now();
    await late;
    expect(performance.now() - started).toBeLessThan(200);
  });

  it('is met by account, symbol and path alone', async () => {
    const other = { apiKey: 'key-2', apiSecret: 'secret-2', passphrase: 'phrase-2' };
    const accounts = [testAccount(), testAccount({ name: 'b', ...other })];
    const { client, admin } = await running({ accounts });
    await admin('/faults', { kind: 'error-answer', code: '45001', match: { account: 'b', symbol: 'BTCUSDT' } });
    expect((await client.post(PLACE, limitOrder())).code).toBe('00000');
    expect((await client.post(PLACE, limitOrder(), { key: other })).code).toBe('45001');
    expect((await client.get(OPEN, { key: other })).code).toBe('00000');
  });

  it('meets the same faults with the same seed', async () => {
    const codes = async (seed: number) => {
      const { client, admin } = await running({ seed });
      await admin('/faults', { kind: 'error-answer', code: '40725', probability: 0.4, match: place });
      const seen: string[] = [];
      for (let i = 0; i < 20; i++) seen.push((await client.post(PLACE, limitOrder({ clientOid: `c${i}` }))).code);
      return seen.join();
    };
    const first = await codes(7);
    expect(await codes(7)).toBe(first);
    expect(await codes(8)).not.toBe(first);
    expect(first).toMatch(/40725.*00000/);
  });
});

describe('the exchange as a whole', () => {
  it('tells a wrong time and checks by it', async () => {
    const { client, admin } = await running();
    await admin('/faults', { kind: 'clock-skew', skewMs: 60_000, id: 'skew' });
    expect((await client.get('/api/v2/public/time')).data).toEqual({ serverTime: String(START + 60_000) });
    expect((await client.get(OPEN)).code).toBe('40008');
    expect((await client.get(OPEN, { timestamp: String(START + 60_000) })).code).toBe('00000');
    await admin('/faults/skew', undefined, 'DELETE');
    expect((await client.get(OPEN)).code).toBe('00000');
  });

  it('is closed for maintenance and opens again', async () => {
    const { server, client, admin, advance } = await running();
    const socket = await opened(server.ws.public);
    await admin('/faults', { kind: 'maintenance', inMs: MINUTE, forMs: MINUTE });
    expect((await client.get(TICKER)).code).toBe('00000');
    await advance(START + MINUTE);
    await socket.until(() => socket.closeCode !== undefined);
    expect((await client.get(TICKER)).code).toBe('45043');
    expect((await client.post(PLACE, limitOrder())).code).toBe('45043');
    expect((await client.get('/api/v3/market/tickers?category=USDT-FUTURES')).code).toBe('25106');
    await expect(opened(server.unifiedWs.private)).rejects.toThrow('503');
    await advance(START + 2 * MINUTE);
    expect((await client.get(TICKER)).code).toBe('00000');
    await opened(server.ws.public);
  });

  it('liquidates, delists and settles funding more often when a rule is due', async () => {
    const { server, client, admin, advance } = await running();
    await client.post(PLACE, limitOrder({ price: '60001', clientOid: 'in' }));
    expect(server.exchange.positions('a')).toHaveLength(1);
    await admin('/faults', { kind: 'liquidate', account: 'a', symbol: 'BTCUSDT', inMs: MINUTE });
    await admin('/faults', { kind: 'funding-interval', symbol: 'BTCUSDT', hours: 1 });
    await admin('/faults', { kind: 'delist', symbol: 'BTCUSDT', inMs: 2 * MINUTE });
    const before = server.exchange.totalCash;
    await advance(START + MINUTE);
    expect(server.exchange.positions('a')).toEqual([]);
    expect((await client.post(PLACE, limitOrder({ clientOid: 'resting' }))).code).toBe('00000');
    await advance(START + 2 * MINUTE);
    expect(await openOrders(client)).toBe(0);
    expect((await client.post(PLACE, limitOrder({ clientOid: 'late' }))).code).not.toBe('00000');
    expect(server.exchange.totalCash).toBe(before);
    const { faults } = await admin('/faults');
    expect([...(faults ?? [])].map(({ fired }: Json) => fired)).toEqual([1, 1, 1]);
  });
});
