import { describe, expect, it } from 'vitest';
import { channelOf, decodeRows } from '../../../bitget/protocol/index.ts';
import { START, trade } from '../testing/market.ts';
import { limitOrder, marketOrder, PLACE, privateSocket, running } from '../testing/running.ts';

const ORDER = '/api/v2/mix/order';
const contract = { symbol: 'BTCUSDT', productType: 'USDT-FUTURES', marginCoin: 'USDT' };

const plan = (given: object = {}) => {
  const { price: _, force: _force, ...order } = limitOrder();
  return {
    ...order,
    planType: 'normal_plan',
    orderType: 'market',
    triggerPrice: '59000',
    triggerType: 'fill_price',
    ...given,
  };
};

async function planning(prices: readonly number[] = []) {
  const updates = prices.map((price, i) => trade(START + 100 * (i + 1), price));
  const exchange = await running({ updates, rateLimits: 'off' });
  const { client } = exchange;
  const list = async (which: 'pending' | 'history', planType = 'normal_plan') => {
    const query = `productType=USDT-FUTURES&planType=${planType}`;
    return [...((await client.get(`${ORDER}/orders-plan-${which}?${query}`)).data.entrustedList ?? [])];
  };
  const place = (given: object = {}) => client.post(`${ORDER}/place-plan-order`, plan(given));
  return { ...exchange, list, place };
}

describe('plan orders', () => {
  it('wait for their price, then become an order with its presets', async () => {
    const { server, client, list, place, advance } = await planning([59_500, 58_950]);
    const terms = { clientOid: 'p', orderType: 'limit', price: '59100', stopLossTriggerPrice: '55000' };
    const placed = await place(terms);
    expect(await list('pending')).toMatchObject([
      { orderId: placed.data.orderId, planType: 'normal_plan', price: '59100', stopLossTriggerPrice: '55000' },
    ]);
    await advance(START + 100);
    expect(server.exchange.openOrders('a')).toEqual([]);
    await advance(START + 200);
    expect(await list('pending')).toEqual([]);
    const [row] = await list('history');
    expect(row).toMatchObject({
      planStatus: 'executed',
      clientOid: 'p',
      executeOrderId: expect.stringMatching(/^\d+$/),
    });
    const query = `productType=USDT-FUTURES&planType=normal_plan&planOrderId=${String(placed.data.orderId)}`;
    const sub = await client.get(`${ORDER}/plan-sub-order?${query}`);
    expect(sub.data).toMatchObject([{ orderId: row?.executeOrderId, type: 'limit', status: 'success' }]);
  });

  it('follow the price by per cent, and tell so by socket', async () => {
    const { server, list, place, advance } = await planning([61_000, 62_000, 61_300]);
    const socket = await privateSocket(server.ws.private, START);
    await place({ planType: 'track_plan', triggerPrice: '61000', callbackRatio: '1', side: 'sell', clientOid: 't' });
    expect(await list('pending', 'track_plan')).toMatchObject([{ callbackRatio: '1', triggerPrice: '61000' }]);
    expect(await list('pending')).toEqual([]);
    await advance(START + 200);
    expect(server.exchange.positions('a')).toEqual([]);
    await advance(START + 300);
    expect(server.exchange.positions('a')).toMatchObject([{ positionSide: 'short', size: 100 }]);
    await socket.settle();
    const rows = socket.rows('orders-algo');
    expect(rows.map(({ planType }) => planType)).toContain('track');
    expect(rows.at(-1)).toMatchObject({ status: 'executed', clientOid: 't' });
    decodeRows(channelOf('orders-algo') as never, rows);
  });

  it('are changed and canceled by name', async () => {
    const { client, list, place } = await planning();
    await place({ clientOid: 'a', stopLossTriggerPrice: '55000' });
    await place({ clientOid: 'b' });
    const change = { productType: 'USDT-FUTURES', clientOid: 'a', newTriggerPrice: '58000', newSize: '0.2' };
    expect(await client.post(`${ORDER}/modify-plan-order`, { ...change, newStopLossTriggerPrice: '' })).toMatchObject({
      code: '00000',
    });
    const cancel = { ...contract, planType: 'normal_plan', orderIdList: [{ clientOid: 'b' }, { orderId: '7' }] };
    expect((await client.post(`${ORDER}/cancel-plan-order`, cancel)).data).toMatchObject({
      successList: [{ clientOid: 'b' }],
      failureList: [{ orderId: '7', errorCode: '43025' }],
    });
    expect(await list('pending')).toMatchObject([{ triggerPrice: '58000', size: '0.2', stopLossTriggerPrice: '' }]);
    expect(await list('history')).toMatchObject([{ clientOid: 'b', planStatus: 'cancelled' }]);
  });

  it('close a position that has turned: moving_plan', async () => {
    const { server, client, list, advance } = await planning([61_000, 60_300]);
    await client.post(PLACE, marketOrder());
    const trailing = { ...contract, planType: 'moving_plan', holdSide: 'long', triggerPrice: '60500', rangeRate: '1' };
    const placed = await client.post(`${ORDER}/place-tpsl-order`, { ...trailing, clientOid: 'm' });
    expect(await list('pending', 'profit_loss')).toMatchObject([{ planType: 'moving_plan', callbackRatio: '1' }]);
    const moved = { ...contract, orderId: placed.data.orderId, triggerPrice: '60600', size: '' };
    expect((await client.post(`${ORDER}/modify-tpsl-order`, moved)).code).toBe('00000');
    await advance(START + 200);
    expect(server.exchange.positions('a')).toEqual([]);
  });

  it.each([
    ['a trailing one without a distance', { planType: 'track_plan' }, '40019'],
    ['a trailing one with a limit', { planType: 'track_plan', callbackRatio: '1', orderType: 'limit' }, '400172'],
    ['a distance beyond 10 %', { planType: 'track_plan', callbackRatio: '11' }, '40020'],
    ['a limit without a price', { orderType: 'limit' }, '40019'],
    ['a trigger between ticks', { triggerPrice: '59000.05' }, '45115'],
    ['no tradeSide in hedge mode', { tradeSide: undefined }, '40774'],
  ])('refuse %s', async (_name, given, code) => {
    const { place, list } = await planning();
    expect(await place(given)).toMatchObject({ status: 400, code });
    expect(await list('pending')).toEqual([]);
  });
});

describe('stops at a limit', () => {
  it('keep their execute price, as presets and as orders of their own', async () => {
    const { client, list } = await planning();
    const preset = { presetStopLossPrice: '58000', presetStopLossExecutePrice: '57900' };
    await client.post(PLACE, marketOrder(preset));
    const tpsl = {
      ...contract,
      planType: 'pos_profit',
      holdSide: 'long',
      triggerPrice: '65000',
      executePrice: '64900',
    };
    expect((await client.post(`${ORDER}/place-tpsl-order`, tpsl)).code).toBe('00000');
    expect(await list('pending', 'profit_loss')).toMatchObject([
      { planType: 'pos_profit', executePrice: '64900', orderType: 'limit' },
      { planType: 'loss_plan', executePrice: '57900', orderType: 'limit' },
    ]);
  });
});
