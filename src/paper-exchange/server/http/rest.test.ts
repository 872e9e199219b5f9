import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../ports/index.ts';
import { signature } from '../testing/client.ts';
import { START } from '../testing/market.ts';
import { limitOrder, PLACE, running, testAccount } from '../testing/running.ts';
import { runningBoth, UNIFIED_KEY } from '../unified/testing/both.ts';
import { ADDRESS_LIMIT, AddressLimiter } from './rate-limit.ts';

const INFO = '/api/v2/spot/account/info';
const ACCOUNTS = '/api/v2/mix/account/accounts?productType=USDT-FUTURES';

describe('who is asking', () => {
  it.each([
    ['an unknown key', { key: { apiKey: 'nobody' } }, '40037'],
    ['a wrong passphrase', { key: { passphrase: 'guess' } }, '40012'],
    ['a wrong secret', { key: { apiSecret: 'guess' } }, '40009'],
    ['no key', { key: { apiKey: '' } }, '40001'],
    ['no sign', { sign: '' }, '40002'],
    ['no passphrase', { key: { passphrase: '' } }, '40011'],
    ['a timestamp that is none', { timestamp: 'yesterday' }, '40005'],
    ['a timestamp of 31 s ago', { timestamp: String(START - 31_000) }, '40008'],
    ['a timestamp of 31 s ahead', { timestamp: String(START + 31_000) }, '40008'],
    ['the demo header with a live key', { headers: { paptrading: '1' } }, '40099'],
  ])('refuses %s', async (_name, overrides, code) => {
    const { client } = await running();
    expect(await client.get(ACCOUNTS, overrides)).toMatchObject({ status: 400, code });
  });

  it('takes a timestamp of 29 s ago', async () => {
    const { client } = await running();
    expect(await client.get(ACCOUNTS, { timestamp: String(START - 29_000) })).toMatchObject({
      status: 200,
      code: '00000',
    });
  });

  it('gives a request half a minute of real time, however fast the market goes', async () => {
    const factor = 60;
    const { client } = await running({ clock: { now: () => START, factor } as Clock });
    const ago = (ms: number) => client.get(ACCOUNTS, { timestamp: String(START - ms * factor) });
    expect(await ago(29_000)).toMatchObject({ code: '00000' });
    expect(await ago(31_000)).toMatchObject({ code: '40008' });
  });

  it('signs the body byte for byte', async () => {
    const { client } = await running();
    const body = `${JSON.stringify(limitOrder())} `;
    expect(await client.post(PLACE, body)).toMatchObject({ code: '00000' });
    const sign = signature('secret-1', `${START}POST${PLACE}${body.trim()}`);
    expect(await client.post(PLACE, body, { sign, timestamp: String(START) })).toMatchObject({ code: '40009' });
  });

  it('wants the demo header of a demo key', async () => {
    const { client } = await running({ accounts: [testAccount({ environment: 'demo' })] });
    expect(await client.get(ACCOUNTS)).toMatchObject({ code: '40099' });
    expect(await client.get(ACCOUNTS, { headers: { paptrading: '1' } })).toMatchObject({ code: '00000' });
  });

  it('holds a key to its rights and addresses', async () => {
    const { client } = await running({ accounts: [testAccount({ rights: ['read', 'withdraw'] })] });
    expect(await client.get(ACCOUNTS)).toMatchObject({ code: '00000' });
    expect(await client.post(PLACE, JSON.stringify(limitOrder()))).toMatchObject({ status: 400, code: '40014' });
    expect(await client.get(INFO)).toMatchObject({ data: { ips: '', authorities: ['coor', 'cpor', 'wwow'] } });
    const { client: away } = await running({ accounts: [testAccount({ addresses: ['192.0.2.1'] })] });
    for (const path of [ACCOUNTS, INFO]) expect(await away.get(path)).toMatchObject({ code: '40018' });
    const { client: here } = await running({ accounts: [testAccount({ addresses: ['127.0.0.1'], rights: [] })] });
    expect(await here.get(ACCOUNTS)).toMatchObject({ code: '40014' });
    expect(await here.get(INFO)).toMatchObject({ data: { ips: '127.0.0.1', authorities: [] } });
  });

  it('answers public endpoints without a key', async () => {
    const { server } = await running();
    const answer = await (await fetch(`${server.rest}/api/v2/public/time`)).json();
    expect(answer).toEqual({ code: '00000', msg: 'success', requestTime: START, data: { serverTime: String(START) } });
  });
});

describe('which family', () => {
  it('is asked of the key before its signature', async () => {
    const { client } = await runningBoth();
    const wrong = { sign: 'nothing' };
    expect(await client.get(ACCOUNTS, { ...wrong, key: UNIFIED_KEY })).toMatchObject({ status: 400, code: '40085' });
    expect(await client.get('/api/v3/account/assets', wrong)).toMatchObject({ status: 400, code: '40084' });
  });
});

describe('what is no endpoint', () => {
  it('answers 404 to an unknown path, 30032 to the first generation', async () => {
    const { client } = await running();
    expect(await client.get('/api/v2/mix/nothing')).toMatchObject({ status: 404, code: '40404' });
    for (const path of ['/api/mix/v1/order/placeOrder', '/api/spot/v1/public/time', '/api/user/v1/fee/query?symbol=x'])
      expect(await client.post(path, {})).toMatchObject({ status: 400, code: '30032' });
  });
});

describe('what is asked', () => {
  it.each([
    ['a size that is no number', limitOrder({ size: true }), '400172'],
    ['a misspelt side', limitOrder({ side: 'Buy' }), '400172'],
    ['a symbol that is not listed', limitOrder({ symbol: 'BTCUSDT_UMCBL' }), '40034'],
    ['a price between ticks', limitOrder({ price: '59000.05' }), '45115'],
    ['a size between lots', limitOrder({ size: '0.0005' }), '22038'],
    ['a limit order without price', limitOrder({ price: undefined }), '40019'],
    ['no tradeSide in hedge mode', limitOrder({ tradeSide: undefined }), '40774'],
    ['nothing', limitOrder({ size: '0' }), '400172'],
    ['less than 5 USDT', limitOrder({ price: '4000', size: '0.001' }), '45110'],
    ['more than one order may be', limitOrder({ size: '1001' }), '45112'],
    ['more than the balance', limitOrder({ size: '100' }), '40762'],
    ['a price above the band', limitOrder({ price: '70000' }), '40815'],
    ['a sale below the band', limitOrder({ price: '50000', side: 'sell' }), '40816'],
    ['a close without position', limitOrder({ tradeSide: 'close' }), '22002'],
    ['a preset stop on the wrong side', limitOrder({ presetStopLossPrice: '59500' }), '40834'],
    ['a preset target on the wrong side', limitOrder({ presetStopSurplusPrice: '58000' }), '40830'],
    ['a missing size', limitOrder({ size: undefined }), '40019'],
    ['an empty symbol', limitOrder({ symbol: '' }), '40019'],
    ['no productType', limitOrder({ productType: undefined }), '40019'],
    ['a clientOid of 51 characters', limitOrder({ clientOid: 'x'.repeat(51) }), '40304'],
    ['a clientOid with other characters', limitOrder({ clientOid: 'a%b' }), '40305'],
    ['a body that is no JSON', '{"symbol":', '40409'],
  ])('refuses %s', async (_name, body, code) => {
    const { client } = await running();
    const answer = await client.post(PLACE, body);
    expect(answer).toMatchObject({ status: 400, code });
    expect(answer.msg).not.toContain('{0}');
  });

  it.each([
    ['a field that the endpoint does not know', limitOrder({ leverage: '10' })],
    ['a size as number', limitOrder({ size: 0.1 })],
  ])('does not mind %s', async (_name, body) => {
    const { client, server } = await running();
    expect(await client.post(PLACE, body)).toMatchObject({ status: 200, code: '00000' });
    expect(server.exchange.openOrders('a')).toMatchObject([{ size: 100, status: 'live' }]);
  });

  it('names the field, and refuses a batch that is too long', async () => {
    const { client } = await running();
    expect((await client.post(PLACE, limitOrder({ size: '' }))).msg).toBe('Parameter size cannot be empty');
    const item = (i: number) => ({
      size: '0.1',
      price: '59000',
      side: 'buy',
      tradeSide: 'open',
      orderType: 'limit',
      clientOid: `b${i}`,
    });
    const batch = (count: number) => ({ ...limitOrder(), orderList: Array.from({ length: count }, (_, i) => item(i)) });
    const {
      size: _,
      price: _price,
      side: _side,
      tradeSide: _trade,
      orderType: _type,
      force: _force,
      ...head
    } = batch(21);
    expect(await client.post('/api/v2/mix/order/batch-place-order', head)).toMatchObject({ code: '40306' });
    const orderIdList = Array.from({ length: 51 }, (_, i) => ({ orderId: String(i) }));
    const names = { symbol: 'BTCUSDT', productType: 'USDT-FUTURES', orderIdList };
    expect(await client.post('/api/v2/mix/order/batch-cancel-orders', names)).toMatchObject({ code: '40912' });
  });

  it('refuses a body above the bound', async () => {
    const { client } = await running();
    expect((await client.post(PLACE, 'x'.repeat(70_000))).status).toBe(400);
  });

  it('wants JSON', async () => {
    const { client } = await running();
    expect(await client.post(PLACE, limitOrder(), { headers: { 'Content-Type': 'text/plain' } })).toMatchObject({
      code: '40007',
    });
  });
});

describe('how often', () => {
  it('answers 429 beyond the limit of a second, per endpoint, and goes on in the next', async () => {
    const { client, clock } = await running();
    const path = '/api/v2/mix/position/all-position?productType=USDT-FUTURES';
    const left: number[] = [];
    for (let i = 0; i < 5; i++) left.push((await client.get(path)).left);
    expect(left).toEqual([4, 3, 2, 1, 0]);
    expect(await client.get(path)).toMatchObject({ status: 429, code: '429', left: 0 });
    expect((await client.get(ACCOUNTS)).code).toBe('00000');
    clock.advanceTo(START + 1_000);
    expect(await client.get(path)).toMatchObject({ status: 200, left: 4 });
  });

  it('tells what is left on refusals too', async () => {
    const { client } = await running();
    expect(await client.get(ACCOUNTS, { sign: 'nothing' })).toMatchObject({ code: '40009', left: 9 });
    expect(await client.get(ACCOUNTS.replace('USDT', 'X'))).toMatchObject({ code: '400172', left: 9 });
  });

  it('shuts an address out for five minutes that asks too much of all together', () => {
    const limiter = new AddressLimiter();
    const asked = Array.from({ length: ADDRESS_LIMIT.perMinute }, () => limiter.take('x', START));
    expect(asked).not.toContain(false);
    expect([limiter.take('x', START), limiter.take('y', START)]).toEqual([false, true]);
    expect(limiter.take('x', START + ADDRESS_LIMIT.recoveryMs - 1)).toBe(false);
    expect(limiter.take('x', START + ADDRESS_LIMIT.recoveryMs)).toBe(true);
  });

  it('does not count where limits are off', async () => {
    const { client } = await running({ rateLimits: 'off' });
    for (let i = 0; i < 12; i++) expect((await client.get(ACCOUNTS)).code).toBe('00000');
  });
});

describe('starting', () => {
  it('names what is wrong with its options', async () => {
    const { server } = await running();
    const port = Number(new URL(server.rest).port);
    await expect(running({ port })).rejects.toThrow(`cannot listen on 127.0.0.1:${port}`);
    await expect(running({ host: '0.0.0.0' as '127.0.0.1' })).rejects.toThrow('a loopback address');
    await expect(running({ accounts: [testAccount(), testAccount({ name: 'b' })] })).rejects.toThrow('account apiKey');
  });
});

describe('admin', () => {
  it('needs the token and shows no secret', async () => {
    const { server, admin } = await running();
    expect((await fetch(`${server.admin.url}/state`)).status).toBe(401);
    const state = await admin('/state');
    expect([...(state.accounts ?? [])][0]).toMatchObject({ name: 'a', balance: '10000', openOrders: [] });
    expect(JSON.stringify(state)).not.toMatch(/secret-1|phrase-1/);
  });
});
