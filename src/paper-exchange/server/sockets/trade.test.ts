import { describe, expect, it } from 'vitest';
import { START } from '../testing/market.ts';
import { opened, privateSocket, running, testAccount } from '../testing/running.ts';
import { runningBoth, UNIFIED_KEY } from '../unified/testing/both.ts';

const terms = {
  marginMode: 'isolated',
  marginCoin: 'USDT',
  size: '0.1',
  price: '59000',
  side: 'buy',
  tradeSide: 'open',
  orderType: 'limit',
  clientOid: 'ws-1',
};

const arg = (params: object = terms, channel = 'place-order') => ({
  channel,
  id: 'r1',
  instType: 'USDT-FUTURES',
  instId: 'BTCUSDT',
  params,
});

describe('orders over the Classic socket', () => {
  it('are placed and canceled by a key that may', async () => {
    const { server } = await running({ accounts: [testAccount({ mayTradeBySocket: true })] });
    const socket = await privateSocket(server.ws.private, START);
    socket.send({ op: 'trade', args: [arg()] });
    await socket.until(() => socket.frames.some(({ event }) => event === 'trade'));
    const [open] = server.exchange.openOrders('a');
    expect(socket.frames.find(({ event }) => event === 'trade')).toMatchObject({
      arg: [{ id: 'r1', channel: 'place-order', params: { orderId: open?.orderId, clientOid: 'ws-1' } }],
      code: 0,
    });
    socket.send({ op: 'trade', args: [arg({ clientOid: 'ws-1' }, 'cancel-order')] });
    await socket.settle();
    expect(server.exchange.openOrders('a')).toEqual([]);
    expect(socket.rows('orders')).toMatchObject([{ status: 'live' }, { status: 'canceled' }]);
  });

  it.each([
    ['without the permission', {}, arg(), 40014],
    ['with a wrong price', { mayTradeBySocket: true }, arg({ ...terms, price: '59000.05' }), 45115],
    ['without a size', { mayTradeBySocket: true }, arg({ ...terms, size: undefined }), 40019],
    ['by a channel that is none', { mayTradeBySocket: true }, arg(terms, 'modify-order'), 400172],
  ])('are refused %s, naming the argument', async (_name, given, asked, code) => {
    const { server } = await running({ accounts: [testAccount(given)] });
    const socket = await opened(server.ws.private);
    socket.login(START);
    socket.send({ op: 'trade', args: [asked] });
    await socket.settle();
    expect(socket.frames.at(-1)).toMatchObject({ event: 'error', code, arg: [{ id: 'r1' }] });
    expect(server.exchange.openOrders('a')).toEqual([]);
  });

  it('need a login and the right family, and are unknown to the public socket', async () => {
    const { server } = await runningBoth();
    const stranger = await opened(server.ws.private);
    stranger.send({ op: 'trade', args: [arg()] });
    const other = await opened(server.ws.private);
    other.login(START, UNIFIED_KEY);
    other.send({ op: 'trade', args: [arg()] });
    const open = await opened(server.ws.public);
    open.send({ op: 'trade', args: [arg()] });
    for (const socket of [stranger, other, open]) await socket.settle();
    expect([stranger, other, open].map((socket) => socket.frames.at(-1)?.code)).toEqual([30004, 40085, 30003]);
  });

  it('count against the same limit as by REST', async () => {
    const { server, client } = await running({ accounts: [testAccount({ mayTradeBySocket: true })] });
    const socket = await opened(server.ws.private);
    socket.login(START);
    for (let i = 0; i < 6; i++) await client.post('/api/v2/mix/order/place-order', { symbol: 'BTCUSDT' });
    for (let i = 0; i < 5; i++) socket.send({ op: 'trade', args: [arg({ ...terms, clientOid: `c${i}` })] });
    await socket.settle();
    const codes = socket.frames.filter(({ event }) => event !== 'login').map(({ code }) => code);
    expect(codes).toEqual([0, 0, 0, 0, 429]);
  });
});
