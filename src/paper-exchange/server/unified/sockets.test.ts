import { describe, expect, it } from 'vitest';
import { type Json, KEY, type TestSocket } from '../testing/client.ts';
import { book, closed, MINUTE, mark, START, trade } from '../testing/market.ts';
import { limitOrder, marketOrder, opened, PLACE, privateSocket } from '../testing/running.ts';
import { expectDeclared, limitBuy, openOrder, runningBoth, UNIFIED_KEY, unifiedSocket } from './testing/both.ts';

const market = (topic: string, given: object = {}) => ({
  instType: 'usdt-futures',
  topic,
  symbol: 'BTCUSDT',
  ...given,
});

const subscribe = (socket: TestSocket, ...args: object[]): void => socket.send({ op: 'subscribe', args });

const pairs = (levels: Json | undefined) => (levels ?? []) as unknown as readonly [string, string][];

describe('the public topics', () => {
  it('say what there is, what there is not, and stay silent about other products', async () => {
    const { server } = await runningBoth();
    const socket = await opened(server.unifiedWs.public);
    const wrong = [market('kline', { interval: '7m' }), market('ticker', { symbol: 'NOUSDT' }), market('nothing')];
    subscribe(socket, market('ticker'), market('ticker', { instType: 'spot' }), ...wrong);
    subscribe(socket, { instType: 'UTA', topic: 'order' }, { channel: 'ticker' });
    await socket.settle();
    expect(socket.frames.map((frame) => frame.action ?? frame.code ?? frame.event)).toEqual([
      'subscribe',
      'snapshot',
      'subscribe',
      30001,
      30001,
      30001,
      30004,
      30016,
    ]);
    expect(socket.frames.filter(({ event }) => event === 'error').every(({ arg }) => arg === undefined)).toBe(true);
  });

  it('push ticker, candles, trades and books, each in its shape', async () => {
    const updates = [trade(START + 200, 60_010, 'sell'), mark(START + 300, 60_005), closed(START, 60_020)];
    const { server, advance } = await runningBoth({ updates });
    const socket = await opened(server.unifiedWs.public);
    const topics = ['ticker', 'publicTrade', 'books', 'books1', 'books5', 'books50'];
    subscribe(socket, ...topics.map((topic) => market(topic)), market('kline', { interval: '1m' }));
    await socket.settle();
    await advance(START + MINUTE);
    await socket.settle();
    expectDeclared(socket);
    expect(socket.rows('ticker').at(-1)).toMatchObject({
      lastPrice: '60010',
      bid1Price: '59999.5',
      markPrice: '60005',
    });
    expect(socket.rows('publicTrade').at(-1)).toMatchObject({
      p: '60010',
      S: 'sell',
      v: '0.005',
      T: String(START + 200),
    });
    expect(socket.rows('kline').at(-1)).toMatchObject({ start: String(START), close: '60020', high: '60021' });
    expect(socket.pushes('kline').at(-1)?.arg).toMatchObject({ topic: 'kline', interval: '1m', symbol: 'BTCUSDT' });
    for (const topic of ['books1', 'books5', 'books50']) {
      expect(socket.rows(topic).at(-1)).toMatchObject({ a: [['60000.5', '10']], b: [['59999.5', '10']], pseq: 0 });
    }
  });

  it('chain book updates by pseq, so that a reader keeps the book', async () => {
    const updates = [book(START + 200, 60_001), book(START + 400, 60_002), book(START + 600, 60_003)];
    const { server, advance } = await runningBoth({ updates });
    const socket = await opened(server.unifiedWs.public);
    subscribe(socket, market('books'));
    await socket.settle();
    await advance(START + 600);
    await socket.settle();
    const [first, ...rest] = socket.pushes('books');
    expect(first).toMatchObject({ action: 'snapshot', data: [{ pseq: 0, maxdepth: '200' }] });
    expect(rest.map(({ action }) => action)).toEqual(['update', 'update', 'update']);
    let seq = Number(first?.data[0]?.seq);
    const asks = new Map(pairs(first?.data[0]?.a));
    for (const { data } of rest) {
      expect(data[0]?.pseq).toBe(seq);
      seq = Number(data[0]?.seq);
      for (const [price, size] of pairs(data[0]?.a)) size === '0' ? asks.delete(price) : asks.set(price, size);
    }
    expect([...asks]).toEqual([['60003.5', '10']]);
  });
});

describe('the private topics', () => {
  it('tell of an order, its fill, the position and the balance, in this order', async () => {
    const { server, ok, clock } = await runningBoth();
    const socket = await unifiedSocket(server.unifiedWs.private, clock.now());
    await ok('placeOrder', openOrder({ clientOid: 'in', stopLoss: '59000' }));
    await ok('placeOrder', openOrder({ side: 'sell', clientOid: 'out' }));
    await socket.settle();
    expectDeclared(socket);
    const said = socket.frames.flatMap(({ action, arg, data }) =>
      action
        ? data.map(
            (row) => `${arg.topic} ${row.orderStatus ?? row.tradeSide ?? row.positionStatus ?? row.status ?? ''}`,
          )
        : [],
    );
    expect(said).toEqual([
      'account ',
      'order live',
      'fill open',
      'order filled',
      'strategy-order pending',
      'position normal',
      'account ',
      'order live',
      'fill close',
      'order filled',
      'strategy-order cancelled',
      'position ended',
      'account ',
    ]);
    expect(socket.rows('order')[4 - 1]).toMatchObject({ side: 'sell', holdSide: 'long', reduceOnly: 'no', price: '' });
    expect(socket.rows('fill').map(({ side, holdSide }) => `${side} ${holdSide}`)).toEqual(['buy long', 'sell long']);
    expect(socket.rows('position').at(-1)).toMatchObject({ size: '0', posSide: 'long' });
  });

  it('tell each family of its own accounts alone', async () => {
    const { server, ok, client, clock } = await runningBoth();
    const unified = await unifiedSocket(server.unifiedWs.private, clock.now());
    const classic = await privateSocket(server.ws.private, clock.now());
    const unifiedOnClassic = await opened(server.ws.private);
    unifiedOnClassic.login(clock.now(), UNIFIED_KEY);
    unifiedOnClassic.subscribe({ channel: 'orders', instId: 'default' }, { channel: 'account', coin: 'default' });
    const classicOnUnified = await unifiedSocket(server.unifiedWs.private, clock.now(), KEY);
    await unifiedOnClassic.settle();
    await ok('placeOrder', limitBuy({ price: '60000', clientOid: 'rest' }));
    await client.post(PLACE, marketOrder({ side: 'sell', tradeSide: 'open', clientOid: 'hit' }));
    await client.post(PLACE, limitOrder({ clientOid: 'other' }));
    for (const socket of [unified, classic, unifiedOnClassic, classicOnUnified]) await socket.settle();
    const fills = (socket: TestSocket) => socket.rows('fill').map(({ clientOid }) => clientOid);
    expect(fills(unified)).toEqual(['rest']);
    expect(fills(classic)).toEqual(['hit']);
    for (const socket of [unifiedOnClassic, classicOnUnified]) {
      expect(socket.frames.some(({ action }) => action)).toBe(false);
      expect(socket.frames.filter(({ event }) => event === 'error')).toEqual([]);
    }
  });
});
