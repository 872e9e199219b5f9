/**
 * The V1 socket as `bitget-api` 2.3.5 listens to it, over a Classic and over a Unified account.
 */
import { crc32 } from 'node:zlib';
import { WebsocketClient } from 'bitget-api-v1';
import { afterEach, describe, expect, it } from 'vitest';
import { formatMoney } from '../../../src/domain/index.ts';
import type { V1Listener } from './v1-listener.ts';
import { ACCOUNT, openV1Session, type V1Session } from './v1-session.ts';

const SYMBOL = 'BTCUSDT_UMCBL';
/** Of what waits for an event that would never come. */
const WAIT_MAX_MS = 20_000;
const TARGET = { symbol: SYMBOL, marginCoin: 'USDT' } as const;

let session: V1Session | undefined;
afterEach(async () => {
  await session?.close();
  session = undefined;
});
const opened = async (family: 'classic' | 'unified'): Promise<V1Session> => {
  session = await openV1Session(family);
  return session;
};

const isOf = (channel: string) => (response: { event: string; arg?: { channel: string } }) =>
  response.event === 'subscribe' && response.arg?.channel === channel;

describe('public channels', () => {
  it('push tickers, trades and candles in V1’s shapes', async () => {
    const { listener, move } = await opened('unified');
    const heard = listener();
    for (const channel of ['ticker', 'trade', 'candle1m'] as const) {
      heard.client.subscribeTopic('MC', channel, 'BTCUSDT');
      await heard.response(isOf(channel));
    }
    // Channels are pushed at intervals: what the first move leaves waiting comes with the second.
    move(60_100);
    move(60_100);
    const ticker = await heard.update('ticker', ({ data }) => data[0]?.last === '60100.4');
    expect(ticker).toMatchObject({
      action: 'snapshot',
      arg: { instType: 'MC', channel: 'ticker', instId: 'BTCUSDT' },
      data: [{ instId: 'BTCUSDT', symbolId: SYMBOL, bestBid: '60099.5', bestAsk: '60100.5', markPrice: '60100.7' }],
    });
    const trade = await heard.update('trade', ({ action }) => action === 'update');
    expect(trade.data[0]).toEqual([expect.stringMatching(/^\d{13}$/), '60100.4', '0.005', 'buy']);
    const candle = await heard.update('candle1m', ({ action }) => action === 'snapshot');
    expect(candle.data[0]).toHaveLength(6);
  });

  it('keep a book whose checksum holds', async () => {
    const { listener, move, exchange } = await opened('classic');
    const heard = listener();
    heard.client.subscribeTopic('MC', 'books', 'BTCUSDT');
    await heard.update('books');
    for (const price of [60_010, 59_990, 60_050]) move(price);
    const best = '60049.5';
    await heard.update('books', ({ data }) => JSON.stringify(data[0]?.bids).includes(`["${best}"`));
    const [bids, asks] = [new Map<string, string>(), new Map<string, string>()];
    for (const { arg, action, data } of heard.updates) {
      if (arg.channel !== 'books') continue;
      const row = data[0] as unknown as { bids: [string, string][]; asks: [string, string][]; checksum: number };
      if (action === 'snapshot') for (const side of [bids, asks]) side.clear();
      fold(bids, row.bids);
      fold(asks, row.asks);
      expect(row.checksum).toBe(checksumOf(bids, asks));
    }
    expect(heard.updates.some(({ action }) => action === 'update')).toBe(true);
    const core = exchange.book('BTCUSDT', 200);
    expect([bids.size, asks.size]).toEqual([core.bids.length, core.asks.length]);
  });
});

function fold(side: Map<string, string>, levels: readonly [string, string][]): void {
  for (const [price, size] of levels) {
    if (Number(size) === 0) side.delete(price);
    else side.set(price, size);
  }
}

function checksumOf(bids: ReadonlyMap<string, string>, asks: ReadonlyMap<string, string>): number {
  const sorted = (side: ReadonlyMap<string, string>, sign: number) =>
    [...side].sort(([a], [b]) => sign * (Number(a) - Number(b))).slice(0, 25);
  const [bid, ask] = [sorted(bids, -1), sorted(asks, 1)];
  const parts = Array.from({ length: 25 }, (_, i) => [bid[i], ask[i]])
    .flat()
    .filter((level) => level !== undefined);
  return crc32(parts.map(([price, size]) => `${price}:${size}`).join(':')) | 0;
}

describe.each(['classic', 'unified'] as const)('private channels of a %s account', (family) => {
  const CHANNELS = ['account', 'positions', 'orders', 'ordersAlgo'] as const;

  async function listening(made: V1Session): Promise<V1Listener> {
    const heard = made.listener();
    for (const channel of CHANNELS) heard.client.subscribeTopic('UMCBL', channel);
    for (const channel of CHANNELS) await heard.response(isOf(channel));
    return heard;
  }

  it('tell of orders, positions, balances and triggers', async () => {
    const made = await opened(family);
    const { client, exchange } = made;
    const heard = await listening(made);
    expect((await heard.update('account')).data).toMatchObject([{ marginCoin: 'USDT', equity: '10000' }]);

    const open = { ...TARGET, size: '0.02', side: 'open_long', orderType: 'market', clientOid: 'bot-1' } as const;
    await client.submitOrder({ ...open, presetStopLossPrice: '59000' });
    const filled = await heard.update('orders', ({ data }) => data[0]?.status === 'full-fill');
    expect(filled.data).toMatchObject([
      {
        instId: SYMBOL,
        clOrdId: 'bot-1',
        side: 'buy',
        posSide: 'long',
        tS: 'open_long',
        accFillSz: '0.02',
        avgPx: '60000.5',
        hM: 'double_hold',
        tdMode: 'fixed',
        orderFee: [{ feeCcy: 'USDT', fee: '-0.720006' }],
      },
    ]);
    const held = await heard.update('positions', ({ data }) => data.length > 0);
    expect(held.data).toMatchObject([
      { instId: SYMBOL, instName: 'BTCUSDT', holdSide: 'long', total: '0.02', averageOpenPrice: '60000.5' },
    ]);
    const stop = await heard.update('ordersAlgo', ({ data }) => data[0]?.state === 'not_trigger');
    expect(stop.data).toMatchObject([{ instId: SYMBOL, triggerPx: '59000', side: 'sell', posSide: 'long' }]);

    const from = heard.updates.length;
    await client.submitOrder({ ...TARGET, size: '0.02', side: 'close_long', orderType: 'market' });
    const closed = await heard.update('orders', ({ data }) => data[0]?.status === 'full-fill', from);
    expect(closed.data).toMatchObject([{ side: 'sell', posSide: 'long', tS: 'close_long' }]);
    expect((await heard.update('positions', ({ data }) => data.length === 0, from)).data).toEqual([]);
    const balance = formatMoney(exchange.accountDetail(ACCOUNT).balance);
    await heard.update('account', ({ data }) => data[0]?.equity === balance, from);
    expect(made.failures).toEqual([]);
  });

  it('are told twice to two programs, and once more after one has left', async () => {
    const made = await opened(family);
    const [first, second] = [await listening(made), await listening(made)];
    const order = { ...TARGET, size: '0.01', price: '59000', side: 'open_long', orderType: 'limit' } as const;
    await made.client.submitOrder({ ...order, clientOid: 'bot-1' });
    for (const heard of [first, second]) await heard.update('orders', ({ data }) => data[0]?.clOrdId === 'bot-1');
    first.close();
    await made.client.submitOrder({ ...order, clientOid: 'bot-2' });
    await second.update('orders', ({ data }) => data[0]?.clOrdId === 'bot-2');
    expect(first.updates.some(({ data }) => data[0]?.clOrdId === 'bot-2')).toBe(false);
  });

  it(
    'end the connection when something may have been missed',
    async () => {
      const made = await opened(family);
      const heard = await listening(made);
      const back = new Promise((resolve) => heard.client.once('reconnect', resolve));
      await fetch(`${made.server.admin.url}/sockets/cut`, {
        method: 'POST',
        headers: { authorization: `Bearer ${made.server.admin.token}` },
      });
      await back;
      const from = heard.updates.length;
      await heard.update('account', undefined, from);
    },
    WAIT_MAX_MS,
  );
});

describe('a login', () => {
  it(
    'that fails says so and ends the connection',
    async () => {
      const { address } = await opened('classic');
      const wsUrl = `${address.replace(/^http/, 'ws')}/mix/v1/stream`;
      const quiet = () => undefined;
      const log = { silly: quiet, debug: quiet, notice: quiet, info: quiet, warning: quiet, error: quiet };
      const key = { apiKey: 'gateway-key', apiSecret: 'another secret', apiPass: 'gateway-pass' };
      const client = new WebsocketClient({ ...key, wsUrl, reconnectTimeout: 60_000 }, log);
      const failed = new Promise((resolve) => client.once('exception', resolve));
      const ended = new Promise((resolve) => client.once('reconnect', resolve));
      client.subscribeTopic('UMCBL', 'orders');
      expect(await failed).toMatchObject({ event: 'error', code: 30015, msg: 'sign signature error' });
      await ended;
      client.closeAll(true);
    },
    WAIT_MAX_MS,
  );
});
