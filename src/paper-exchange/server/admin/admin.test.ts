import { describe, expect, it } from 'vitest';
import { createScaledClock, systemClock } from '../../../adapters/clock/index.ts';
import { type Json, TestClient } from '../testing/client.ts';
import { MINUTE, START } from '../testing/market.ts';
import { limitOrder, marketOrder, PLACE, running } from '../testing/running.ts';
import { OPERATIONS } from './index.ts';

const ACCOUNT = '/api/v2/mix/account/account?productType=USDT-FUTURES&symbol=BTCUSDT&marginCoin=USDT';

type Called = { readonly status: number; readonly body: Json };

async function call(
  { url, token }: { url: string; token: string },
  path: string,
  given: { method?: string; body?: string; token?: string } = {},
): Promise<Called> {
  const answer = await fetch(`${url}${path}`, {
    method: given.method ?? (given.body === undefined ? 'GET' : 'POST'),
    headers: { authorization: `Bearer ${given.token ?? token}` },
    ...(given.body !== undefined && { body: given.body }),
  });
  return { status: answer.status, body: (await answer.json()) as Json };
}

describe('who may call', () => {
  it('whoever has the token', async () => {
    const { server } = await running();
    for (const { method, path } of OPERATIONS) {
      const { status } = await call(server.admin, path, { method, token: 'guess' });
      expect([path, status]).toEqual([path, 401]);
    }
    expect((await call(server.admin, '/state', { token: `${server.admin.token}x` })).status).toBe(401);
    expect((await call(server.admin, '/state')).status).toBe(200);
  });
});

describe('what is not allowed is named', () => {
  it.each([
    ['/advance', '{', 'body'],
    ['/advance', '{}', 'until'],
    ['/advance', '{"until":1}', 'until'],
    ['/advance', '{"until":1,"byMs":1}', 'byMs'],
    ['/advance', '{"byMs":-1}', 'body/byMs'],
    ['/advance', '{"by":1}', 'body/by'],
    ['/accounts', '{"name":"b"}', 'body'],
    ['/accounts', '{"name":"b b","balance":"1"}', 'body/name'],
    ['/accounts', '{"name":"b","balance":"-1"}', 'body/balance'],
    ['/accounts', '{"name":"b","balance":"1","family":"spot"}', 'body/family'],
    ['/accounts', '{"name":"a","balance":"1"}', 'account name'],
    ['/accounts', '{"name":"b","balance":"1","apiKey":"key-1"}', 'account apiKey'],
    ['/accounts/b/deposit', '{"amount":"1"}', 'account'],
    ['/accounts/a/deposit', '{"amount":"0"}', 'amount'],
    ['/accounts/a/deposit', '{"amount":1}', 'body/amount'],
    ['/accounts/a/liquidate', '{"symbol":"DOGE"}', 'symbol'],
    ['/symbols/DOGE/halt', '{}', 'symbol'],
    ['/symbols/BTCUSDT/funding-interval', '{"hours":5}', 'body/hours'],
    ['/symbols/BTCUSDT/shock', '{"bps":-10000}', 'body/bps'],
    ['/faults', '{"kind":"gremlin"}', 'fault/kind'],
  ])('POST %s %s', async (path, body, field) => {
    const { server } = await running();
    const hash = server.exchange.stateHash();
    const answer = await call(server.admin, path, { body });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-input', field } });
    expect(server.exchange.stateHash()).toBe(hash);
  });

  it('a rule that is not there, a price that was recorded, cash that is not there', async () => {
    const { server } = await running();
    expect((await call(server.admin, '/faults/f9', { method: 'DELETE' })).status).toBe(404);
    expect(await call(server.admin, '/symbols/BTCUSDT/shock', { body: '{"bps":5}' })).toMatchObject({ status: 409 });
    const { status } = await call(server.admin, '/accounts/a/withdraw', { body: '{"amount":"10000.01"}' });
    expect(status).toBe(409);
  });

  it('time that runs by itself', async () => {
    const clock = (at: number) => createScaledClock({ anchorWallMs: systemClock.now(), anchorMs: at, factor: 1 });
    const { server } = await running({ clock });
    expect(await call(server.admin, '/advance', { body: '{"byMs":5}' })).toMatchObject({
      status: 409,
      body: { code: 'not-driven' },
    });
  });
});

describe('what it does', () => {
  it('opens an account that trades at once, and moves cash without making any', async () => {
    const { server, admin } = await running();
    const total = server.exchange.totalCash;
    const account = await admin('/accounts', { name: 'b', balance: '500', leverage: 20 });
    expect(account).toMatchObject({ name: 'b', family: 'classic', environment: 'live', balance: '500' });
    expect([...(await admin('/accounts'))].map(({ name }) => name)).toEqual(['a', 'b']);
    expect(await admin('/accounts/b/deposit', { amount: '20.5' })).toEqual({ account: 'b', balance: '520.5' });
    expect(await admin('/accounts/b/withdraw', { amount: '10' })).toEqual({ account: 'b', balance: '510.5' });
    expect(server.exchange.totalCash).toBe(total);
    const client = new TestClient(server.rest, () => server.clock.now());
    const key = account as unknown as Record<'apiKey' | 'apiSecret' | 'passphrase', string>;
    expect((await client.get(ACCOUNT, { key })).data).toMatchObject({ accountEquity: '510.5' });
    expect((await client.post(PLACE, limitOrder({ size: '0.01' }), { key })).code).toBe('00000');
    const { total: shown } = await admin('/pools');
    expect(shown).toBe((await admin('/state')).totalCash);
  });

  it('halts, resumes and delists a symbol', async () => {
    const { client, admin } = await running();
    const codeOf = async (clientOid: string) => (await client.post(PLACE, limitOrder({ clientOid }))).code;
    await admin('/symbols/BTCUSDT/halt', {});
    expect(await codeOf('1')).toBe('45043');
    await admin('/symbols/BTCUSDT/resume', {});
    expect(await codeOf('2')).toBe('00000');
    await admin('/symbols/BTCUSDT/reduce-only', {});
    expect(await codeOf('3')).toBe('45043');
    await admin('/symbols/BTCUSDT/resume', {});
    await client.post(PLACE, marketOrder());
    await admin('/symbols/BTCUSDT/delist', {});
    const [account] = [...((await admin('/state')).accounts ?? [])];
    expect(account).toMatchObject({ openOrders: [], positions: [] });
    expect(await codeOf('4')).toBe('45043');
  });

  it('liquidates, and the pools take what is left', async () => {
    const { server, client, admin } = await running();
    const total = server.exchange.totalCash;
    await client.post(PLACE, marketOrder());
    await admin('/accounts/a/liquidate', { symbol: 'BTCUSDT', positionSide: 'long' });
    expect(server.exchange.positions('a')).toEqual([]);
    expect(server.exchange.totalCash).toBe(total);
  });

  it('moves time by so much, and tells the state as a number', async () => {
    const { server, admin } = await running();
    expect(await admin('/advance', { byMs: MINUTE })).toEqual({ applied: 0, at: START + MINUTE });
    expect(await admin('/state-hash')).toEqual({ at: START + MINUTE, stateHash: server.exchange.stateHash() });
    expect((await admin('/snapshot')).snapshot).toEqual(server.exchange.snapshot());
    expect(await admin('/save', {})).toMatchObject({ isKept: false });
  });

  it('lists, counts and removes faults', async () => {
    const { client, admin } = await running();
    expect(await admin('/faults')).toEqual({ seed: 1, faults: [] });
    await admin('/faults', { kind: 'error-answer', code: '429', times: 1 });
    expect((await client.get(ACCOUNT)).code).toBe('429');
    expect((await client.get(ACCOUNT)).code).toBe('00000');
    expect([...((await admin('/faults')).faults ?? [])][0]).toMatchObject({ id: 'f1', matched: 1, fired: 1 });
    expect(await admin('/faults', undefined, 'DELETE')).toEqual({ removed: 1 });
    expect(await admin('/faults')).toMatchObject({ faults: [] });
  });
});
