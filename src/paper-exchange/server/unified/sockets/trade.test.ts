import { describe, expect, it } from 'vitest';
import { type Frame, KEY, type TestSocket } from '../../testing/client.ts';
import { START } from '../../testing/market.ts';
import { opened } from '../../testing/running.ts';
import { runningBoth, UNIFIED_KEY } from '../testing/both.ts';

type TradeFrame = Frame & {
  readonly id: string;
  readonly args: readonly Record<string, string>[];
  readonly msg: string;
};

const terms = (given: object = {}) => ({
  symbol: 'BTCUSDT',
  side: 'buy',
  posSide: 'long',
  orderType: 'limit',
  price: '59000',
  qty: '0.1',
  ...given,
});

async function trading(key = UNIFIED_KEY) {
  const exchange = await runningBoth();
  const socket = await opened(exchange.server.unifiedWs.private);
  socket.login(START, key);
  let lastId = 0;
  const ask = async (topic: string, ...args: object[]): Promise<TradeFrame> => {
    const id = `q${++lastId}`;
    socket.send({ op: 'trade', id, category: 'usdt-futures', topic, args });
    return answerTo(socket, id);
  };
  const open = () => exchange.server.exchange.openOrders('u');
  return { ...exchange, socket, ask, open };
}

async function answerTo(socket: TestSocket, id: string): Promise<TradeFrame> {
  const find = () => (socket.frames as unknown as readonly TradeFrame[]).find((frame) => frame.id === id);
  await socket.until(() => find() !== undefined);
  return find() as TradeFrame;
}

describe('orders over the Unified socket', () => {
  it('are placed, changed and canceled, each answered under its id', async () => {
    const { ask, open } = await trading();
    const placed = await ask('place-order', terms({ clientOid: 'one' }));
    const [order] = open();
    expect(placed).toMatchObject({
      event: 'trade',
      topic: 'place-order',
      category: 'usdt-futures',
      code: '0',
      args: [{ symbol: 'BTCUSDT', orderId: order?.orderId, clientOid: 'one', cTime: String(START) }],
    });
    expect(await ask('modify-order', { orderId: order?.orderId, price: '58000' })).toMatchObject({ code: '0' });
    expect(open()).toMatchObject([{ orderId: order?.orderId, price: 580_000 }]);
    expect(await ask('cancel-order', { clientOid: 'one' })).toMatchObject({ code: '0', args: [{ clientOid: 'one' }] });
    expect(open()).toEqual([]);
  });

  it('come in batches, where each is answered by itself', async () => {
    const { ask, open } = await trading();
    const placed = await ask(
      'batch-place',
      terms({ clientOid: 'a' }),
      terms({ clientOid: 'b', qty: '0.0005' }),
      terms(),
    );
    expect(placed.args).toMatchObject([
      { code: '0', symbol: 'BTCUSDT', clientOid: 'a' },
      { code: '22038', clientOid: 'b' },
      { code: '0' },
    ]);
    expect(
      (await ask('batch-modify', { clientOid: 'a', qty: '0.2' }, { clientOid: 'b', qty: '0.2' })).args,
    ).toMatchObject([{ code: '0' }, { code: '25204' }]);
    const canceled = await ask('batch-cancel-order', ...open().map(({ orderId }) => ({ orderId })));
    expect(canceled.args).toMatchObject([{ code: '0' }, { code: '0' }]);
    expect(open()).toEqual([]);
  });

  it.each([
    ['a topic that is none', 'place', [terms()], '400172'],
    ['nothing', 'place-order', [], '40019'],
    ['two where one is asked', 'place-order', [terms(), terms()], '400172'],
    ['more than twenty', 'batch-place', Array.from({ length: 21 }, () => terms()), '40306'],
    ['no side', 'place-order', [terms({ side: undefined })], '40019'],
    ['a price between ticks', 'place-order', [terms({ price: '59000.05' })], '25244'],
    [
      'one that came too late',
      'place-order',
      [terms({ requestTime: String(START - 100), receiveWindow: '50' })],
      '40078',
    ],
    [
      'a window that is too long',
      'place-order',
      [terms({ requestTime: String(START), receiveWindow: '60001' })],
      '40079',
    ],
    ['an unknown order', 'cancel-order', [{ orderId: '7' }], '25204'],
  ])('are refused: %s', async (_name, topic, args, code) => {
    const { ask, open } = await trading();
    expect(await ask(topic, ...args)).toMatchObject({ event: 'error', code, msg: expect.stringMatching(/./) });
    expect(open()).toEqual([]);
  });

  it('take one that is in time', async () => {
    const { ask, open } = await trading();
    await ask('place-order', terms({ requestTime: String(START - 40), receiveWindow: '50' }));
    expect(open()).toHaveLength(1);
  });

  it('are not for a Classic key, nor for nobody', async () => {
    const { ask } = await trading(KEY as typeof UNIFIED_KEY);
    expect(await ask('place-order', terms())).toMatchObject({ event: 'error', code: '40084' });
    const { server } = await runningBoth();
    const stranger = await opened(server.unifiedWs.private);
    stranger.send({ op: 'trade', id: 'x', topic: 'place-order', category: 'usdt-futures', args: [terms()] });
    await stranger.settle();
    expect(stranger.frames.at(-1)).toMatchObject({ event: 'error', code: 30004 });
  });
});
