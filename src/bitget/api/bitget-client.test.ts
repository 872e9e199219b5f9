import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { type Loopback, loopback, type Reply, type Script } from '../client/testing/loopback.ts';
import { NOW } from '../client/testing/parts.ts';
import { endpoints } from '../protocol/index.ts';
import { endpoints as unified } from '../unified/protocol/index.ts';
import { type BitgetClient, type BitgetClientOptions, createBitgetClient } from './index.ts';

const credentials = { key: 'key-1', secret: 'hush', passphrase: 'pass' };

const TIME: Reply = { data: { serverTime: String(NOW) } };

async function clientWith(
  answers: Readonly<Record<string, Reply>> = {},
  given: Partial<BitgetClientOptions> & Pick<Script, 'onText'> = {},
): Promise<{ client: BitgetClient; server: Loopback }> {
  const { onText, ...options } = given;
  const all: Readonly<Record<string, Reply>> = { [endpoints.serverTime.path]: TIME, ...answers };
  const server = await loopback({
    answer: ({ path }) => all[path] ?? { code: '40404', status: 404 },
    ...(onText && { onText }),
  });
  const client = createBitgetClient({ baseUrl: server.url, credentials, timeoutMs: 500, ...options });
  onTestFinished(() => client.close());
  return { client, server };
}

const push = (server: Loopback, frame: object): void => server.clients[0]?.send(JSON.stringify(frame));

describe('calls', () => {
  test('are there for every endpoint of both families', async () => {
    const { client } = await clientWith();
    expect(Object.keys(client.classic)).toEqual(Object.keys(endpoints));
    expect(Object.keys(client.unified)).toEqual(Object.keys(unified));
  });

  test('send what they are given, signed where they are private', async () => {
    const { client, server } = await clientWith({
      [endpoints.ticker.path]: { data: [] },
      [endpoints.accounts.path]: { data: [] },
      [unified.placeBatch.path]: { data: [{ orderId: '1', clientOid: 'a' }] },
    });
    await client.classic.ticker({ symbol: 'BTCUSDT', productType: 'USDT-FUTURES' });
    await client.classic.accounts({ productType: 'USDT-FUTURES' });
    const order = {
      category: 'USDT-FUTURES',
      symbol: 'BTCUSDT',
      qty: '0.1',
      side: 'buy',
      orderType: 'market',
    } as const;
    expect(await client.unified.placeBatch([order])).toEqual([{ orderId: '1', clientOid: 'a' }]);
    const asked = server.asked.filter(({ path }) => path !== endpoints.serverTime.path);
    expect(asked.map(({ path, search, headers }) => [path + search, headers['access-key']])).toEqual([
      ['/api/v2/mix/market/ticker?productType=USDT-FUTURES&symbol=BTCUSDT', undefined],
      ['/api/v2/mix/account/accounts?productType=USDT-FUTURES', 'key-1'],
      ['/api/v3/trade/place-batch', 'key-1'],
    ]);
    expect(JSON.parse(asked[2]?.body ?? '')).toEqual([order]);
  });

  test('without a request are asked with an empty one', async () => {
    const { client } = await clientWith();
    expect(await client.classic.serverTime()).toEqual({ serverTime: String(NOW) });
  });

  test('name a misspelt field before anything is sent', async () => {
    const { client, server } = await clientWith();
    const wrong = { symbol: 'BTCUSDT', product: 'USDT-FUTURES' };
    await expect(client.classic.ticker(wrong as never)).rejects.toThrow(/product: .* no field of this name/);
    expect(server.asked).toEqual([]);
  });

  test('tell what is left of their limits', async () => {
    const { client } = await clientWith({
      [endpoints.ticker.path]: {
        text: JSON.stringify({ code: '00000', data: [] }),
        headers: { 'x-mbx-used-remain-limit': '19' },
      },
    });
    expect(client.remaining()).toEqual([]);
    await client.classic.ticker({ symbol: 'BTCUSDT', productType: 'USDT-FUTURES' });
    expect(client.remaining()).toEqual([{ family: 'classic', call: 'ticker', left: 19, perSecond: 20 }]);
  });

  test('are not sent after close', async () => {
    const { client, server } = await clientWith();
    await client.close();
    await expect(client.classic.serverTime()).rejects.toMatchObject({ outcome: 'not-sent' });
    expect(server.asked).toEqual([]);
  });
});

describe('the family', () => {
  const unifiedSettings = { data: { uid: '7', holdMode: 'hedge_mode' } };

  test('is asked once, and again after a failure', async () => {
    const answers: Record<string, Reply> = { [unified.settings.path]: { code: '40037', status: 400 } };
    const { client } = await clientWith(answers);
    await expect(client.family()).rejects.toMatchObject({ code: 'family-unknown' });
    const again = await clientWith({ [unified.settings.path]: unifiedSettings });
    expect(await Promise.all([again.client.family(), again.client.family()])).toEqual(['unified', 'unified']);
    expect(again.server.asked.filter(({ path }) => path === unified.settings.path)).toHaveLength(1);
  });

  test('decides what open gives, once', async () => {
    const { client } = await clientWith({ [unified.settings.path]: { code: '40084', status: 400 } });
    const [first, second] = await Promise.all([client.open(), client.open()]);
    expect(first.family).toBe('classic');
    expect(first).toBe(second);
  });

  test('cannot be opened without a key', async () => {
    const { client } = await clientWith({}, { credentials: undefined });
    await expect(client.open()).rejects.toThrow(/credentials: missing; .* key, secret, passphrase/);
  });
});

describe('channels', () => {
  const trade = { ts: '1', price: '60000', size: '1', side: 'buy', tradeId: '9' };
  const arg = { instType: 'USDT-FUTURES', channel: 'trade', instId: 'BTCUSDT' };

  test('hand on rows with their contract, and refuse to guess at others', async () => {
    const { client, server } = await clientWith();
    const [onRows, onGap] = [vi.fn(), vi.fn()];
    const listening = await client.channels.classic.trade({ symbol: 'btcusdt', onRows, onGap });
    push(server, { action: 'snapshot', arg, data: [trade], ts: 5 });
    push(server, { action: 'update', arg: { ...arg, instId: 'ETHUSDT' }, data: [trade], ts: 6 });
    push(server, { action: 'update', arg, data: [{ ...trade, side: 'up' }], ts: 7 });
    await listening.settle();
    expect(onRows.mock.calls).toEqual([[[trade], { symbol: 'BTCUSDT', isSnapshot: true, at: 5 }]]);
    expect(onGap.mock.calls).toEqual([[expect.stringMatching(/trade cannot be read: .*side/)]]);
  });

  test.each([
    ['candle', { instType: 'USDT-FUTURES', channel: 'candle15m', instId: 'BTCUSDT' }],
    ['kline', { instType: 'usdt-futures', topic: 'kline', symbol: 'BTCUSDT', interval: '15m' }],
  ])('%s names its interval', async (name, expected) => {
    const { client, server } = await clientWith();
    const listen = { ...client.channels.classic, ...client.channels.unified }[name as 'candle'];
    await listen({ symbol: 'BTCUSDT', interval: '15m', onRows: () => undefined });
    expect(JSON.parse(server.heard[0] ?? '')).toEqual({ op: 'subscribe', args: [expected] });
    await expect(listen({ symbol: 'BTCUSDT', interval: '', onRows: () => undefined })).rejects.toThrow(/interval/);
    await expect(listen({ symbol: [], interval: '1m', onRows: () => undefined })).rejects.toThrow(/symbol/);
  });

  test('that are private log in, and subscribe for the whole account', async () => {
    const { client, server } = await clientWith();
    await client.channels.classic.account({ onRows: () => undefined });
    await client.channels.unified.fill({ onRows: () => undefined });
    const sent = server.heard.map((text) => JSON.parse(text) as { op: string; args: object[] });
    expect(sent.map(({ op }) => op)).toEqual(['login', 'subscribe', 'login', 'subscribe']);
    expect(sent[1]?.args).toEqual([{ instType: 'USDT-FUTURES', channel: 'account', coin: 'default' }]);
    expect(sent[3]?.args).toEqual([{ instType: 'UTA', topic: 'fill' }]);
    expect(server.heard.join()).not.toContain('hush');
  });

  test('that are private need a key', async () => {
    const { client, server } = await clientWith({}, { credentials: undefined });
    await expect(client.channels.unified.fill({ onRows: () => undefined })).rejects.toMatchObject({
      code: 'no-credentials',
      outcome: 'not-sent',
    });
    expect(server.connections()).toBe(0);
  });

  test('share a socket, which ends with the last listener', async () => {
    const { client, server } = await clientWith();
    const [first, second] = [vi.fn(), vi.fn()];
    const one = await client.channels.classic.trade({ symbol: 'BTCUSDT', onRows: first });
    const two = await client.channels.classic.trade({ symbol: ['BTCUSDT', 'ETHUSDT'], onRows: second });
    expect(server.connections()).toBe(1);
    await one.close();
    await one.close();
    push(server, { action: 'update', arg, data: [trade], ts: 5 });
    await two.settle();
    expect(first).not.toHaveBeenCalled();
    expect(second).toHaveBeenCalledTimes(1);
    await two.close();
    await vi.waitFor(() => expect(server.clients).toHaveLength(0));
    await client.channels.classic.trade({ symbol: 'BTCUSDT', onRows: first });
    expect(server.connections()).toBe(2);
  });

  test('that are refused leave no listener and no socket behind', async () => {
    const refuse = { event: 'error', code: 30001, msg: "doesn't exist", op: 'subscribe', arg };
    const { client, server } = await clientWith({}, { onText: (socket) => socket.send(JSON.stringify(refuse)) });
    const asked = client.channels.classic.trade({ symbol: 'BTCUSDT', onRows: () => undefined });
    await expect(asked).rejects.toMatchObject({ code: '30001', outcome: 'rejected' });
    await vi.waitFor(() => expect(server.clients).toHaveLength(0));
  });

  test('tell of a lost connection once it is up again', async () => {
    const { client, server } = await clientWith();
    const onGap = vi.fn();
    await client.channels.classic.trade({ symbol: ['BTCUSDT', 'ETHUSDT'], onRows: () => undefined, onGap });
    server.clients[0]?.terminate();
    await vi.waitFor(() => expect(onGap).toHaveBeenCalledTimes(1), { timeout: 3_000 });
    expect(server.connections()).toBe(2);
  });
});

test('a book is read as exact text, and is empty until it is whole', async () => {
  const contract = {
    symbol: 'BTCUSDT',
    category: 'USDT-FUTURES',
    baseCoin: 'BTC',
    quoteCoin: 'USDT',
    status: 'online',
    type: 'perpetual',
    pricePrecision: '1',
    quantityPrecision: '3',
    priceMultiplier: '0.1',
    quantityMultiplier: '0.001',
    minOrderQty: '0.001',
    maxOrderQty: '100',
    maxMarketOrderQty: '100',
    minOrderAmount: '5',
    minLeverage: '1',
    maxLeverage: '100',
    makerFeeRate: '0.0002',
    takerFeeRate: '0.0006',
    fundInterval: '8',
    buyLimitPriceRatio: '0.05',
    sellLimitPriceRatio: '0.05',
  };
  const { client, server } = await clientWith(
    { [unified.instruments.path]: { data: [contract] } },
    { credentials: undefined },
  );
  await using books = await client.books({ symbol: 'BTCUSDT' });
  expect(books.top('BTCUSDT')).toEqual({ isSynced: false, bids: [], asks: [] });
  const arg = { instType: 'usdt-futures', topic: 'books', symbol: 'BTCUSDT' };
  const row = { a: [['60000.1', '0.020']], b: [['60000', '1']], ts: '1', seq: 1, pseq: 0 };
  push(server, { action: 'snapshot', arg, data: [row], ts: 1 });
  await books.settle();
  expect(books.top('btcusdt', 1)).toEqual({
    isSynced: true,
    bids: [['60000', '1']],
    asks: [['60000.1', '0.02']],
  });
  push(server, { action: 'update', arg, data: [{ ...row, seq: 3, pseq: 2 }], ts: 2 });
  await books.settle();
  expect(books.top('BTCUSDT').isSynced).toBe(false);
});
