import { describe, expect, test, vi } from 'vitest';
import { lots, money, ticks, type VenueEvent } from '../../domain/index.ts';
import { endpoints } from '../protocol/index.ts';
import type { Asked, Reply } from './testing/loopback.ts';
import { BTC, NOW } from './testing/parts.ts';
import { approved, json, order, trigger, venueWith } from './testing/venue.ts';

test('instruments carry the maintenance margin of the first tier; what is not listed is refused', async () => {
  const { venue } = await venueWith();
  expect(await venue.instruments(['BTCUSDT'])).toEqual([BTC]);
  await expect(venue.instruments(['NOPEUSDT'])).rejects.toThrow(/NOPEUSDT/);
});

describe('prepare', () => {
  test('changes only what differs', async () => {
    const { venue, posted } = await venueWith();
    await venue.prepare({ symbols: ['BTCUSDT'], positionMode: 'hedge', marginMode: 'isolated' });
    expect(posted()).toEqual([]);
    await venue.prepare({ symbols: ['BTCUSDT'], positionMode: 'one-way', marginMode: 'crossed' });
    expect(posted().map(json)).toEqual([
      { productType: 'USDT-FUTURES', posMode: 'one_way_mode' },
      { symbol: 'BTCUSDT', productType: 'USDT-FUTURES', marginCoin: 'USDT', marginMode: 'crossed' },
    ]);
  });

  test('a refusal is an error', async () => {
    const { venue } = await venueWith({ [endpoints.setPositionMode.path]: () => ({ code: '40920' }) });
    const call = venue.prepare({ symbols: ['BTCUSDT'], positionMode: 'one-way', marginMode: 'isolated' });
    await expect(call).rejects.toMatchObject({ code: '40920', kind: 'mode' });
  });
});

describe('submit', () => {
  test('sets the leverage of the side where it differs, then places the order, and keeps the leverage in mind', async () => {
    const { venue, posted } = await venueWith();
    expect(await venue.submit(approved(order))).toEqual({ outcome: 'accepted', id: '77' });
    await venue.submit(approved({ ...order, clientOid: 'v-2' }));
    await venue.submit(approved({ ...order, clientOid: 'v-3', positionSide: 'short' }));
    expect(posted().map(({ path }) => path.split('/').at(-1))).toEqual([
      'set-leverage',
      'place-order',
      'place-order',
      'place-order',
    ]);
    expect(json(posted()[0])).toMatchObject({ leverage: '5', holdSide: 'long' });
    expect(json(posted()[1])).toMatchObject({
      side: 'buy',
      tradeSide: 'open',
      presetStopLossPrice: '59000',
      clientOid: 'v-1',
    });
  });

  test('a close never waits for leverage', async () => {
    const { venue, posted } = await venueWith();
    await venue.submit(approved({ ...order, intent: 'close', stopLoss: undefined }));
    expect(posted().map(({ path }) => path)).toEqual([endpoints.placeOrder.path]);
  });

  test.each<[string, Reply, object]>([
    ['a refusal', { code: '40762', msg: 'exceeds the balance' }, { outcome: 'rejected', code: '40762' }],
    ['a lost answer', 'cut', { outcome: 'unknown', reason: expect.stringContaining('place-order') }],
    ['an answer that leaves it open', { code: '40010' }, { outcome: 'unknown' }],
    ['silence', 'silence', { outcome: 'unknown' }],
  ])('%s is told, never thrown, and sent once', async (_, reply, expected) => {
    const { venue, posted } = await venueWith({ [endpoints.placeOrder.path]: () => reply });
    const close = approved({ ...order, intent: 'close', stopLoss: undefined });
    expect(await venue.submit(close)).toMatchObject(expected);
    expect(posted()).toHaveLength(1);
  });

  test('when the leverage cannot be set the order is not sent, and the leverage is asked for again', async () => {
    let isDown = true;
    const { venue, posted } = await venueWith({
      [endpoints.setLeverage.path]: () => (isDown ? { code: '40010' } : { data: { symbol: 'BTCUSDT' } }),
    });
    expect(await venue.submit(approved(order))).toMatchObject({ outcome: 'not-sent' });
    expect(posted().some(({ path }) => path === endpoints.placeOrder.path)).toBe(false);
    isDown = false;
    expect(await venue.submit(approved(order))).toMatchObject({ outcome: 'accepted' });
  });

  test('a leverage that is set already is no failure', async () => {
    const { venue } = await venueWith({ [endpoints.setLeverage.path]: () => ({ code: '40814' }) });
    expect(await venue.submit(approved(order))).toMatchObject({ outcome: 'accepted' });
  });
});

describe('triggers', () => {
  const row = {
    planType: 'pos_profit',
    symbol: 'BTCUSDT',
    orderId: '9',
    clientOid: '',
    size: '',
    triggerPrice: '65000',
    planStatus: 'live',
    side: 'buy',
    posSide: 'long',
    cTime: '5',
  };

  test('moving one that we placed names its new size and its price kind', async () => {
    const { venue, posted } = await venueWith();
    await venue.placeTrigger(trigger);
    expect(await venue.moveTrigger('BTCUSDT', '5', { triggerPrice: ticks(595_000), size: lots(60) })).toEqual({
      outcome: 'accepted',
      id: '5',
    });
    expect(json(posted()[1])).toMatchObject({
      orderId: '5',
      triggerPrice: '59500',
      triggerType: 'mark_price',
      size: '0.06',
    });
  });

  test('moving one of a preset asks for its price kind first; the whole position has the size ""', async () => {
    const { venue, posted } = await venueWith({
      [endpoints.ordersPlanPending.path]: ({ query }) => ({
        data: { entrustedList: query.orderId === '9' ? [row] : [], endId: null },
      }),
    });
    await venue.moveTrigger('BTCUSDT', '9', { triggerPrice: ticks(660_000), size: undefined });
    expect(json(posted()[0])).toMatchObject({ orderId: '9', triggerPrice: '66000', size: '' });
    expect(await venue.moveTrigger('BTCUSDT', '10', { triggerPrice: ticks(1), size: undefined })).toMatchObject({
      outcome: 'rejected',
      code: '43025',
    });
  });

  test('canceling names the plan type, and reads every element of the answer', async () => {
    let data: unknown = { successList: [{ orderId: '5' }], failureList: [] };
    const { venue, posted } = await venueWith({ [endpoints.cancelPlanOrder.path]: () => ({ data }) });
    await venue.placeTrigger(trigger);
    expect(await venue.cancelTrigger('BTCUSDT', '5')).toEqual({ outcome: 'accepted', id: '5' });
    expect(json(posted()[1])).toMatchObject({ planType: 'loss_plan', orderIdList: [{ orderId: '5' }] });
    data = { successList: null, failureList: [{ orderId: '5', errorMsg: 'gone', errorCode: '43025' }] };
    expect(await venue.cancelTrigger('BTCUSDT', '5')).toMatchObject({ outcome: 'rejected', code: '43025' });
    data = { successList: [], failureList: [] };
    expect(await venue.cancelTrigger('BTCUSDT', '5')).toMatchObject({ outcome: 'unknown' });
    data = { successList: null, failureList: null };
    expect(await venue.cancelTrigger('BTCUSDT', '5')).toMatchObject({ outcome: 'unknown' });
  });

  test('is absent only when neither the open nor the finished ones have it', async () => {
    const finished = { ...row, clientOid: 't-7', planStatus: 'executed' };
    const { venue } = await venueWith({
      [endpoints.ordersPlanPending.path]: () => ({ data: { entrustedList: null, endId: null } }),
      [endpoints.ordersPlanHistory.path]: () => ({ data: { entrustedList: [finished], endId: '9' } }),
    });
    expect(await venue.trigger('BTCUSDT', 't-7')).toMatchObject({
      status: 'triggered',
      kind: 'take-profit',
      size: undefined,
    });
    expect(await venue.trigger('BTCUSDT', 't-8')).toBe('absent');
  });
});

describe('queries', () => {
  test.each<[string, Reply]>([
    ['"order not found"', { code: '40109' }],
    ['"order does not exist"', { code: '40768' }],
  ])('%s is absent', async (_, reply) => {
    const { venue } = await venueWith({ [endpoints.orderDetail.path]: () => reply });
    expect(await venue.order('BTCUSDT', 'v-1')).toBe('absent');
  });

  test('fills are paged to the end, oldest first, with the names of their orders', async () => {
    const fill = (id: number) => ({
      tradeId: String(id),
      orderId: String(id % 3),
      symbol: 'BTCUSDT',
      price: '60000',
      baseVolume: '0.001',
      side: 'buy',
      tradeSide: 'close',
      posMode: 'hedge_mode',
      tradeScope: 'taker',
      profit: '1',
      feeDetail: [],
      cTime: String(NOW - 1_000 + id),
    });
    const all = Array.from({ length: 250 }, (_, i) => fill(i)).reverse();
    const page = ({ query }: Asked): Reply => {
      const older =
        query.idLessThan === undefined ? all : all.filter(({ tradeId }) => Number(tradeId) < Number(query.idLessThan));
      const fillList = older.slice(0, Number(query.limit));
      return { data: { fillList, endId: fillList.at(-1)?.tradeId ?? null } };
    };
    const orderRow = (orderId: string) => ({
      symbol: 'BTCUSDT',
      orderId,
      clientOid: `v-${orderId}`,
      size: '1',
      side: 'buy',
      orderType: 'market',
      tradeSide: 'close',
      posSide: 'long',
      status: 'filled',
      cTime: '5',
    });
    const { venue, server } = await venueWith({
      [endpoints.fills.path]: page,
      [endpoints.ordersHistory.path]: ({ query }) => ({
        data: { entrustedList: query.idLessThan ? null : [orderRow('0')], endId: '0' },
      }),
      [endpoints.orderDetail.path]: ({ query }) =>
        query.orderId === '1' ? { data: orderRow('1') } : { code: '40109' },
    });
    const fills = await venue.fills(NOW - 999);
    expect(fills.map(({ tradeId }) => Number(tradeId))).toEqual(Array.from({ length: 249 }, (_, i) => i + 1));
    expect(fills.slice(0, 3).map(({ clientOid }) => clientOid)).toEqual(['v-1', '', 'v-0']);
    expect(new Set(fills.map(({ intent, positionSide }) => `${intent} ${positionSide}`))).toEqual(
      new Set(['close long']),
    );
    const asked = server.asked.length;
    await venue.fills(NOW - 999);
    const again = server.asked.slice(asked).map(({ path }) => path);
    expect(again.filter((path) => path === endpoints.fills.path)).toHaveLength(4);
  });

  test('bills are asked for in spans of thirty days, as far back as they are kept', async () => {
    const spans: number[] = [];
    const { venue } = await venueWith({
      [endpoints.bill.path]: ({ query }) => {
        spans.push((Number(query.endTime) - Number(query.startTime)) / 86_400_000);
        const bill = {
          billId: String(spans.length),
          businessType: 'contract_settle_fee',
          amount: '-1',
          fee: '0',
          coin: 'USDT',
          cTime: query.startTime,
          symbol: 'BTCUSDT',
        };
        return {
          data: {
            bills: query.idLessThan ? [] : [bill, { ...bill, billId: '0', businessType: 'open_long' }],
            endId: bill.billId,
          },
        };
      },
    });
    const bills = await venue.bills(0);
    expect(Math.max(...spans)).toBeLessThanOrEqual(30);
    expect(bills.map(({ amount }) => amount)).toEqual([money('-1'), money('-1'), money('-1'), money('-1')]);
    expect(bills[0]?.at).toBeGreaterThan(NOW - 90 * 86_400_000);
  });
});

describe('the private stream', () => {
  const frame = (channel: string, row: object) =>
    JSON.stringify({
      action: 'snapshot',
      arg: { instType: 'USDT-FUTURES', channel, instId: 'default' },
      data: [row],
      ts: NOW,
    });
  const streamedOrder = {
    instId: 'BTCUSDT',
    orderId: '77',
    clientOid: 'v-1',
    size: '0.1',
    price: '',
    accBaseVolume: '0.1',
    side: 'sell',
    orderType: 'market',
    tradeSide: 'sell_single',
    posSide: 'net',
    posMode: 'one_way_mode',
    reduceOnly: 'yes',
    status: 'filled',
    cTime: String(NOW),
    uTime: String(NOW + 1),
  };
  const streamedFill = {
    tradeId: '1',
    orderId: '77',
    clientOid: 'v-1',
    symbol: 'BTCUSDT',
    price: '60000',
    baseVolume: '0.1',
    side: 'sell',
    tradeSide: 'sell_single',
    posMode: 'one_way_mode',
    tradeScope: 'taker',
    profit: '0',
    feeDetail: [{ feeCoin: 'USDT', totalFee: '-3.6' }],
    cTime: String(NOW + 2),
  };

  async function listening() {
    const { venue, server } = await venueWith();
    const events: VenueEvent[] = [];
    const gaps: string[] = [];
    const listener = {
      onEvent: (event: VenueEvent) => events.push(event),
      onGap: (reason: string) => gaps.push(reason),
    };
    await venue.listen(listener, new AbortController().signal);
    return { venue, server, events, gaps };
  }

  test('logs in, subscribes orders, fills and triggers, and hands on what comes', async () => {
    const { venue, server, events } = await listening();
    const [, subscribe] = server.heard.map(
      (text) => JSON.parse(text) as { args: { channel: string; instId: string }[] },
    );
    expect(subscribe?.args.map(({ channel, instId }) => `${channel} ${instId}`)).toEqual([
      'orders default',
      'fill default',
      'orders-algo default',
    ]);
    server.clients[0]?.send(frame('orders', streamedOrder));
    server.clients[0]?.send(frame('fill', streamedFill));
    server.clients[0]?.send(
      frame('orders-algo', {
        instId: 'BTCUSDT',
        orderId: '5',
        planType: 'psl',
        status: 'executed',
        triggerPrice: '59000',
        posSide: 'net',
        side: 'sell',
        cTime: String(NOW),
        uTime: String(NOW + 3),
      }),
    );
    await venue.settle();
    // The order says that it reduces; its fill, at no profit, could not.
    expect(events).toMatchObject([
      {
        type: 'order',
        at: NOW + 1,
        report: { status: 'filled', intent: 'close', positionSide: 'long', price: undefined },
      },
      {
        type: 'fill',
        at: NOW + 2,
        fill: { intent: 'close', positionSide: 'long', fee: money('3.6'), profit: money('0') },
      },
      {
        type: 'trigger',
        at: NOW + 3,
        report: { kind: 'stop-loss', status: 'triggered', size: undefined, positionSide: 'long' },
      },
    ]);
  });

  test.each([
    ['a wrong shape', frame('fill', { ...streamedFill, tradeId: 7 })],
    ['a size between two lots', frame('fill', { ...streamedFill, baseVolume: '0.00015' })],
    ['a contract that is not listed', frame('fill', { ...streamedFill, symbol: 'NEWUSDT' })],
  ])('%s is told as a gap, and the stream goes on', async (_, text) => {
    const { venue, server, events, gaps } = await listening();
    server.clients[0]?.send(text);
    server.clients[0]?.send(frame('fill', streamedFill));
    await venue.settle();
    expect(gaps).toHaveLength(1);
    expect(events).toHaveLength(1);
  });

  test('after a reconnect the leverage is asked for anew, for another program may have changed it', async () => {
    const { venue, server, gaps } = await listening();
    const asks = () => server.asked.filter(({ path }) => path === endpoints.account.path).length;
    await venue.submit(approved(order));
    const before = asks();
    server.clients[0]?.terminate();
    await vi.waitFor(() => expect(gaps).toHaveLength(1), { timeout: 2_000 });
    await venue.submit(approved({ ...order, clientOid: 'v-2' }));
    expect(asks()).toBe(before + 1);
  });
});
