/**
 * What the V1 gateway refuses: wrong keys, unknown paths, other products, and how a lost answer is told.
 */
import { createHmac } from 'node:crypto';
import { FuturesClient } from 'bitget-api-v1';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { ACCOUNT, GATEWAY_KEY, openV1Session, type V1Session } from './v1-session.ts';

const SYMBOL = 'BTCUSDT_UMCBL';
const PATH = '/api/mix/v1/account/accounts?productType=umcbl';

let session: V1Session | undefined;
afterEach(async () => {
  await session?.close();
  session = undefined;
});
const opened = async (family: 'classic' | 'unified' = 'classic'): Promise<V1Session> => {
  session = await openV1Session(family);
  return session;
};

const signed = (given: { path?: string; method?: string; body?: string; at?: number } = {}) => {
  const { path = PATH, method = 'GET', body = '', at = Date.now() } = given;
  const sign = createHmac('sha256', GATEWAY_KEY.apiSecret).update(`${at}${method}${path}${body}`).digest('base64');
  return {
    'ACCESS-KEY': GATEWAY_KEY.apiKey,
    'ACCESS-SIGN': sign,
    'ACCESS-TIMESTAMP': String(at),
    'ACCESS-PASSPHRASE': GATEWAY_KEY.apiPass,
    'Content-Type': 'application/json',
  };
};

describe('who may ask', () => {
  it.each([
    ['no key', { 'ACCESS-KEY': '' }, '40001'],
    ['no signature', { 'ACCESS-SIGN': '' }, '40002'],
    ['no passphrase', { 'ACCESS-PASSPHRASE': '' }, '40011'],
    ['no timestamp', { 'ACCESS-TIMESTAMP': '' }, '40005'],
    ['a timestamp that is none', { 'ACCESS-TIMESTAMP': '1e12' }, '40005'],
    ['an old signature', signed({ at: Date.now() - 86_400_000 }), '40008'],
    ['another key', { 'ACCESS-KEY': 'key-1' }, '40006'],
    ['another passphrase', { 'ACCESS-PASSPHRASE': 'pass-1' }, '40012'],
    ['a signature of another path', signed({ path: '/api/mix/v1/account/accounts' }), '40009'],
    ['a signature of another method', signed({ method: 'POST' }), '40009'],
    ['a signature that is none', { 'ACCESS-SIGN': 'é' }, '40009'],
  ])('refuses %s', async (_case, headers, code) => {
    const { service, failures } = await opened();
    const answer = await service.raw({ path: PATH, headers: { ...signed(), ...headers } });
    expect([answer.status, JSON.parse(answer.text)]).toMatchObject([
      400,
      { code, data: null, msg: expect.any(String) },
    ]);
    expect(answer.text).not.toContain(GATEWAY_KEY.apiSecret);
    expect(failures).toEqual([]);
  });

  it('is let in with the gateway’s key, and the account’s own key is not', async () => {
    const { service, clientWith } = await opened();
    expect((await service.raw({ path: PATH, headers: signed() })).status).toBe(200);
    const own = { apiKey: 'key-1', apiSecret: 'a secret of the account', apiPass: 'pass-1' };
    await expect(clientWith(own).getAccounts('umcbl')).rejects.toMatchObject({ body: { code: '40006' } });
  });

  it('covers the body that arrived', async () => {
    const { service, exchange } = await opened();
    const path = '/api/mix/v1/order/placeOrder';
    const order = { symbol: SYMBOL, marginCoin: 'USDT', size: '0.01', side: 'open_long', orderType: 'market' };
    const body = JSON.stringify(order);
    const headers = signed({ path, method: 'POST', body });
    const changed = await service.raw({ method: 'POST', path, headers, body: body.replace('0.01', '0.10') });
    expect(JSON.parse(changed.text).code).toBe('40009');
    expect(exchange.positionDetails(ACCOUNT)).toEqual([]);
    expect(JSON.parse((await service.raw({ method: 'POST', path, headers, body })).text).code).toBe('00000');
  });
});

describe('what is asked', () => {
  it.each([
    ['GET', '/api/mix/v1/trace/summary', '40404', /GET .* is no path of V1/],
    ['POST', '/api/mix/v1/account/account', '40404', /asked by GET/],
    ['GET', '/api/mix/v1/market/ticker', '40019', /symbol/],
    ['GET', '/api/mix/v1/market/ticker?symbol=BTCUSD_DMCBL', '40034', /BTCUSDT_UMCBL/],
    ['GET', '/api/mix/v1/market/tickers?productType=dmcbl', '40017', /umcbl/],
    ['GET', '/api/mix/v1/market/depth?symbol=BTCUSDT_UMCBL&limit=7', '40017', /limit: "7"/],
  ])('answers %s %s with its reason', async (method, path, code, reason) => {
    const { service } = await opened();
    const answer = await service.raw({ method, path, headers: { 'content-type': 'application/json' } });
    expect(JSON.parse(answer.text)).toMatchObject({ code, msg: expect.stringMatching(reason), data: null });
  });

  it.each([
    ['a limit order without a price', { orderType: 'limit' }, '40019', /price/],
    ['a size that is no number', { size: '1e2' }, '40017', /size: "1e2".*decimal/],
    ['a side that is none', { side: 'buy' }, '40017', /open_long/],
    ['a time in force that is none', { timeInForceValue: 'gtc' }, '40017', /normal, post_only/],
    ['another margin coin', { marginCoin: 'USDC' }, '40017', /USDT/],
    ['a size below the smallest', { size: '0.0001' }, /^(45111|25\d{3}|22038|40\d{3})$/, /./],
    ['more than the balance', { size: '50' }, /^(40762|25203|45\d{3}|40\d{3}|25\d{3})$/, /./],
  ])('refuses %s', async (_case, change, code, reason) => {
    const { client, exchange } = await opened();
    const order = { symbol: SYMBOL, marginCoin: 'USDT', size: '0.01', side: 'open_long', orderType: 'market' };
    const refused = await client.submitOrder({ ...order, ...change } as never).catch((error: unknown) => error);
    const { body } = refused as { body: { code: string; msg: string } };
    if (typeof code === 'string') expect(body.code).toBe(code);
    else expect(body.code).toMatch(code);
    expect(body.msg).toMatch(reason);
    expect(exchange.positionDetails(ACCOUNT)).toEqual([]);
  });

  it('knows every call of the client but those of copy trading and sub-accounts', async () => {
    const { client } = await opened();
    const names = Object.getOwnPropertyNames(FuturesClient.prototype).filter((name) =>
      /^(get|set|submit|batch|cancel|modify|close)/.test(name),
    );
    const calls = client as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
    const unknown: string[] = [];
    for (const name of names.filter((each) => each !== 'getClientType')) {
      // Whatever is missing or wrong about the arguments, a path that is served says another thing than 40404.
      const error = await calls[name]?.('umcbl', 'x', 'y').catch((reason: unknown) => reason);
      if (JSON.stringify(error ?? '').includes('"40404"')) unknown.push(name);
    }
    expect(unknown.filter((name) => !/CopyTrade|CopyFollow|SubAccount/.test(name))).toEqual([]);
    expect(unknown).not.toEqual([]);
  });
});

describe('a lost answer', () => {
  it.each(['classic', 'unified'] as const)('is looked for by the order’s name on a %s account', async (family) => {
    const { client, exchange, server } = await opened(family);
    await addFault(server, { kind: 'lost-answer', match: { path: '*place-order' }, times: 1 });
    const order = { symbol: SYMBOL, marginCoin: 'USDT', size: '0.01', side: 'open_long', orderType: 'market' } as const;
    const answer = await client.submitOrder(order);
    expect(exchange.positionDetails(ACCOUNT)).toMatchObject([{ size: 10 }]);
    expect((answer.data as { orderId: string }).orderId).toMatch(/^\d+$/);
  });

  it('is told as unknown where the exchange cannot be asked', async () => {
    const { client, server, failures } = await opened();
    await addFault(server, { kind: 'lost-answer', match: { path: '/api/v2/mix/order/*' } });
    const order = { symbol: SYMBOL, marginCoin: 'USDT', size: '0.01', side: 'open_long', orderType: 'market' } as const;
    await expect(client.submitOrder(order)).rejects.toMatchObject({
      body: { code: '40010', msg: expect.stringMatching(/unknown.*clientOid/) },
    });
    expect(failures.length).toBeGreaterThan(0);
  });
});

async function addFault({ admin }: V1Session['server'], rule: object): Promise<void> {
  const answer = await fetch(`${admin.url}/faults`, {
    method: 'POST',
    headers: { authorization: `Bearer ${admin.token}` },
    body: JSON.stringify(rule),
  });
  if (!answer.ok) throw new Error(`the fault was refused: ${await answer.text()}`);
}

describe('the socket', () => {
  const statusOf = (url: string, options: { headers?: Record<string, string> } = {}): Promise<number | 'open'> =>
    new Promise((resolve) => {
      const socket = new WebSocket(url, options);
      socket.on('open', () => {
        socket.terminate();
        resolve('open');
      });
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
      socket.on('error', () => undefined);
    });

  it('answers to loopback names and to no page', async () => {
    const { address } = await opened();
    const url = `${address.replace('http', 'ws')}/mix/v1/stream`;
    expect(await statusOf(url)).toBe('open');
    expect(await statusOf(url, { headers: { host: 'evil.example' } })).toBe(403);
    expect(await statusOf(url, { headers: { origin: 'https://evil.example' } })).toBe(403);
    expect(await statusOf(url.replace('/mix', '/spot'))).toBe(404);
  });
});
