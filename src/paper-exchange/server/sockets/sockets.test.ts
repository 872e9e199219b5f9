import { describe, expect, it } from 'vitest';
import { channelOf, decodeRows } from '../../../bitget/protocol/index.ts';
import { lots, ticks } from '../../../domain/index.ts';
import type { MarketUpdate } from '../../core/index.ts';
import { type Json, KEY, type TestSocket } from '../testing/client.ts';
import { BTC, book, closed, MINUTE, START, trade } from '../testing/market.ts';
import { limitOrder, marketOrder, opened, PLACE, privateSocket, running, testAccount } from '../testing/running.ts';

const btc = (channel: string) => ({ channel, instId: 'BTCUSDT' });

/** Every push has the shape that the protocol declares. */
function expectDeclared(socket: TestSocket): void {
  for (const { action, arg, data } of socket.frames) {
    const channel = channelOf(arg?.channel ?? '');
    if (action && channel) decodeRows(channel, data);
  }
}

const pairs = (levels: Json | undefined) => (levels ?? []) as unknown as readonly [string, string][];

describe('a socket', () => {
  it('answers ping, names its errors by number, and acknowledges what it takes', async () => {
    const { server } = await running();
    const socket = await opened(server.ws.public);
    socket.send('nonsense');
    socket.send({ op: 'trade', args: [] });
    socket.send({ op: 'subscribe', args: [{ channel: 'ticker' }] });
    socket.subscribe(btc('ticker5'), { channel: 'ticker', instId: 'NOUSDT' }, { channel: 'orders', instId: 'default' });
    socket.send({ op: 'subscribe', args: [{ instType: 'SPOT', channel: 'ticker', instId: 'BTCUSDT' }] });
    await socket.settle();
    expect(socket.frames.map((frame) => frame.code ?? frame.event)).toEqual([
      30002,
      30003,
      30016,
      30001,
      30001,
      30004,
      'subscribe',
    ]);
  });

  it('sends no more after unsubscribe', async () => {
    const { server, advance } = await running({ updates: [trade(START + 200, 60_001), trade(START + 400, 60_002)] });
    const socket = await opened(server.ws.public);
    socket.subscribe(btc('ticker'));
    await socket.settle();
    await advance(START + 200);
    socket.send({ op: 'unsubscribe', args: [{ instType: 'USDT-FUTURES', ...btc('ticker') }] });
    await socket.settle();
    await advance(START + 400);
    await socket.settle();
    expect(socket.rows('ticker')).toMatchObject([{ lastPr: '60000' }, { lastPr: '60001' }]);
  });

  it.each([
    [{ apiKey: 'nobody' }, 30011],
    [{ passphrase: 'guess' }, 30012],
    [{ apiSecret: 'guess' }, 30015],
  ])('refuses a login with %o and closes', async (key, code) => {
    const { server } = await running();
    const socket = await opened(server.ws.private);
    socket.login(START, key);
    await socket.until(() => socket.closeCode !== undefined);
    expect(socket.frames).toMatchObject([{ event: 'error', code }]);
  });

  it('takes seconds and milliseconds, and refuses a clock that is off', async () => {
    const { server } = await running();
    const [good, bad] = [await opened(server.ws.private), await opened(server.ws.private)];
    good.login(START / 1_000);
    await good.settle();
    bad.login(START - 60_000);
    await bad.until(() => bad.closeCode !== undefined);
    expect(good.frames).toMatchObject([{ event: 'login', code: 0 }]);
    expect(bad.frames).toMatchObject([{ event: 'error', code: 30014 }]);
  });

  it('is cut when it is silent, too loud, or reads too slowly', async () => {
    const reasons: unknown[] = [];
    const { server } = await running({
      silenceMaxMs: 150,
      sendBufferMax: 50_000,
      log: (_level, message, details) => message === 'socket cut' && reasons.push(details?.reason),
    });
    const loud = await opened(server.ws.public);
    for (let i = 0; i < 12; i++) loud.send({ op: 'nothing', args: [] });
    await loud.until(() => loud.closeCode !== undefined);
    const slow = await opened(server.ws.public);
    slow.subscribe(btc('trade'));
    await slow.settle();
    slow.pause();
    for (let i = 0; i < 60_000 && reasons.length < 2; i++) server.push(trade(START + 100 * i, 60_000));
    const silent = await opened(server.ws.public);
    await silent.until(() => silent.closeCode !== undefined);
    expect(reasons).toEqual(['too many messages in a second', 'reads too slowly', 'no ping for too long']);
  });

  it('is refused on another path', async () => {
    const { server } = await running();
    await expect(opened(server.ws.public.replace('v2', 'v9'))).rejects.toThrow('404');
  });

  it('comes back after all were cut', async () => {
    const { server } = await running();
    const socket = await opened(server.ws.public);
    server.cutSockets('maintenance');
    await socket.until(() => socket.closeCode !== undefined);
    const again = await opened(server.ws.public);
    await again.settle();
  });
});

describe('the public channels', () => {
  it('push a ticker at most every 100 ms of market time, and the last word in the end', async () => {
    const updates = Array.from({ length: 50 }, (_, i) => trade(START + 10 * (i + 1), 60_001 + i));
    const { server, advance } = await running({ updates });
    const socket = await opened(server.ws.public);
    socket.subscribe(btc('ticker'), btc('trade'));
    await socket.settle();
    await advance(START + 600);
    await socket.settle();
    expectDeclared(socket);
    const times = socket.pushes('ticker').map((frame) => frame.ts);
    expect(times.length).toBeGreaterThanOrEqual(6);
    expect(times.length).toBeLessThanOrEqual(8);
    expect(times.slice(2).every((at, i) => at - (times[i + 1] ?? 0) >= 100)).toBe(true);
    expect(socket.rows('ticker').at(-1)).toMatchObject({ lastPr: '60050' });
    const traded = socket
      .pushes('trade')
      .filter((frame) => frame.action === 'update')
      .flatMap((frame) => [...frame.data].reverse());
    expect(traded.map((row) => row.price)).toEqual(updates.map((_, i) => String(60_001 + i)));
  });

  it("give a ticker the time of the market's last change, which an account's own order is not", async () => {
    const { server, client, clock, advance } = await running({ updates: [trade(START + 200, 60_001)] });
    const socket = await opened(server.ws.public);
    socket.subscribe(btc('ticker'));
    await advance(START + 200);
    await socket.settle();
    clock.advanceTo(START + 60_000);
    expect(await client.post(PLACE, limitOrder({ price: '60000' }))).toMatchObject({ code: '00000' });
    await advance(START + 60_000);
    await socket.settle();
    const late = await opened(server.ws.public);
    late.subscribe(btc('ticker'));
    await late.settle();
    expect(socket.rows('ticker').at(-1)).toMatchObject({ bidPr: '60000', ts: String(START + 200) });
    expect(late.rows('ticker')).toMatchObject([{ bidPr: '60000', ts: String(START + 200) }]);
    await client.get('/api/v2/mix/market/ticker?productType=USDT-FUTURES&symbol=BTCUSDT').then(({ data }) => {
      expect(data).toMatchObject([{ ts: String(START + 200) }]);
    });
  });

  it('push the open minute, and at once the closed one, in every timeframe', async () => {
    const updates: MarketUpdate[] = [
      trade(START + 200, 60_050),
      closed(START, 60_020),
      trade(START + MINUTE + 10, 60_030),
      trade(START + MINUTE + 300, 60_040),
    ];
    const { server, advance } = await running({ updates });
    const socket = await opened(server.ws.public);
    socket.subscribe(btc('candle1m'), btc('candle15m'));
    await socket.settle();
    await advance(START + 2 * MINUTE);
    await socket.settle();
    const frames = socket.pushes('candle1m');
    expect(frames[0]).toMatchObject({ action: 'snapshot' });
    expect(frames[0]?.data).toHaveLength(100);
    const rows = frames.slice(1).map((frame) => frame.data.map((row) => [...row].slice(0, 5).map(String)));
    expectDeclared(socket);
    const [first, second] = [String(START), String(START + MINUTE)];
    expect(rows).toEqual([
      [[first, '60000', '60050', '60000', '60050']],
      [[first, '60020', '60021', '60019', '60020']],
      [[second, '60030', '60040', '60030', '60040']],
    ]);
    expect(frames[2]?.ts).toBe(START + MINUTE);
    expect([...(socket.rows('candle15m').at(-1) ?? [])].slice(0, 5)).toEqual([
      first,
      '60020',
      '60040',
      '60019',
      '60040',
    ]);
  });

  it('date a minute past its end only when the source has closed it', async () => {
    const updates = [trade(START + MINUTE - 150, 60_050), trade(START + MINUTE - 50, 60_060)];
    const { server, advance } = await running({
      updates: [...updates, book(START + MINUTE, 60_000), closed(START, 60_061)],
    });
    const socket = await opened(server.ws.public);
    socket.subscribe(btc('candle1m'));
    await socket.settle();
    await advance(START + MINUTE);
    await socket.settle();
    const past = socket.pushes('candle1m').filter(({ ts }) => ts >= START + MINUTE);
    expect(past.map(({ data }) => String([...(data[0] ?? [])][4]))).toEqual(['60061']);
  });

  it('push books that a reader can follow by pseq and seq', async () => {
    const level = (at: number, bid: number, size: number): MarketUpdate => ({
      type: 'book',
      at,
      symbol: BTC.symbol,
      isSnapshot: false,
      bids: [[ticks(bid), lots(size)]],
      asks: [],
    });
    const updates = [level(START + 200, 599_990, 7), level(START + 400, 599_995, 0), level(START + 600, 599_980, 3)];
    const { server, client, advance } = await running({ updates });
    const socket = await opened(server.ws.public);
    socket.subscribe(btc('books'), btc('books1'));
    await socket.settle();
    await advance(START + 300);
    await client.post(PLACE, limitOrder({ price: '59998.5', size: '0.5' }));
    await advance(START + 700);
    const late = await opened(server.ws.public);
    late.subscribe(btc('books'));
    await late.settle();
    await socket.settle();
    const follow = new Map<string, string>();
    let seq: unknown;
    for (const { action, data } of socket.pushes('books')) {
      const [row] = data;
      if (action === 'snapshot') follow.clear();
      else expect(row?.pseq).toBe(seq);
      seq = row?.seq;
      for (const [price, size] of pairs(row?.bids)) {
        if (size === '0') follow.delete(price);
        else follow.set(price, size);
      }
    }
    expectDeclared(socket);
    const [snapshot] = late.rows('books');
    expect(snapshot).toMatchObject({
      seq,
      pseq: 0,
      bids: [
        ['59999', '0.007'],
        ['59998.5', '0.5'],
        ['59998', '0.003'],
      ],
    });
    expect(Object.fromEntries(follow)).toEqual(Object.fromEntries(pairs(snapshot?.bids)));
    expect(socket.rows('books1').at(-1)).toMatchObject({ bids: [['59999', '0.007']], pseq: 0 });
  });
});

describe('the private channels', () => {
  it('begin with balance and positions, then tell an order’s life in order', async () => {
    const { server, client } = await running();
    const socket = await privateSocket(server.ws.private, START);
    expect(socket.rows('account')).toMatchObject([{ equity: '10000', available: '10000' }]);
    expect(socket.pushes('positions')).toMatchObject([{ data: [] }]);
    expect(socket.rows('orders')).toEqual([]);
    const before = socket.frames.length;
    await client.post(PLACE, marketOrder({ clientOid: 'in', presetStopLossPrice: '58000' }));
    await client.post(PLACE, marketOrder({ clientOid: 'out', tradeSide: 'close' }));
    await socket.settle();
    expectDeclared(socket);
    const seen = socket.frames
      .slice(before)
      .map(({ arg, data }) => [arg.channel, data[0]?.status ?? data[0]?.tradeSide ?? data.length]);
    expect(seen.filter(([channel]) => channel === 'orders').map(([, status]) => status)).toEqual([
      'live',
      'filled',
      'live',
      'filled',
    ]);
    expect(socket.rows('fill')).toMatchObject([
      { clientOid: 'in', side: 'buy', tradeSide: 'open', feeDetail: [{ totalFee: '-3.60003' }] },
      { clientOid: 'out', side: 'sell', tradeSide: 'close', profit: '-0.1' },
    ]);
    expect(socket.rows('orders')).toMatchObject([
      { clientOid: 'in', status: 'live', accBaseVolume: '0', priceAvg: '' },
      { clientOid: 'in', status: 'filled', accBaseVolume: '0.1', priceAvg: '60000.5', side: 'buy' },
      { clientOid: 'out', status: 'live' },
      { clientOid: 'out', status: 'filled', side: 'buy', tradeSide: 'close', totalProfits: '-0.1' },
    ]);
    expect(socket.rows('orders-algo')).toMatchObject([
      { planType: 'sl', status: 'live', size: '0.1' },
      { planType: 'sl', status: 'cancelled' },
    ]);
    expect(socket.rows('account').at(-1)).toMatchObject({ equity: '9992.7' });
    expect(socket.pushes('positions').map(({ data }) => data.length)).toEqual([0, 1, 0]);
  });

  it('tell each account its own', async () => {
    const other = { apiKey: 'key-2', apiSecret: 'secret-2', passphrase: 'phrase-2' };
    const { server, client } = await running({ accounts: [testAccount(), testAccount({ name: 'b', ...other })] });
    const mine = await privateSocket(server.ws.private, START);
    const theirs = await opened(server.ws.private);
    theirs.login(START, other);
    theirs.subscribe({ channel: 'orders', instId: 'default' });
    await theirs.settle();
    await client.post(PLACE, limitOrder({ price: '59999', clientOid: 'bid' }));
    await client.post(PLACE, limitOrder({ price: '59999', clientOid: 'ask', side: 'sell' }), { key: other });
    await Promise.all([mine.settle(), theirs.settle()]);
    expect(new Set(mine.rows('orders').map((row) => row.clientOid))).toEqual(new Set(['bid']));
    expect(new Set(theirs.rows('orders').map((row) => row.clientOid))).toEqual(new Set(['ask']));
    expect(KEY.apiKey).not.toBe(other.apiKey);
  });

  it('tell every partial fill with the figures of its moment', async () => {
    const updates: MarketUpdate[] = [book(START + 100, 60_000)];
    const { server, client } = await running({ updates });
    const socket = await privateSocket(server.ws.private, START);
    server.push({
      type: 'book',
      at: START + 1,
      symbol: BTC.symbol,
      isSnapshot: true,
      bids: [[ticks(599_000), lots(10)]],
      asks: [
        [ticks(600_000), lots(10)],
        [ticks(600_010), lots(10)],
        [ticks(600_020), lots(10)],
      ],
    });
    await client.post(PLACE, limitOrder({ price: '60002', size: '0.03' }));
    await socket.settle();
    const rows = socket.rows('orders').filter((row) => String(row.accBaseVolume) !== '0');
    expect(rows.at(-1)).toMatchObject({ accBaseVolume: '0.03', priceAvg: '60001', status: 'filled' });
    const exact: Record<string, string> = { '0.01': '60000', '0.02': '60000.5', '0.03': '60001' };
    for (const row of rows) expect(row.priceAvg).toBe(exact[String(row.accBaseVolume)]);
  });
});
