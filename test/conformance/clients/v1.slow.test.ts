/**
 * A program of 2023 trades today: `bitget-api` 2.3.5 through the V1 gateway, on a Classic and on a Unified account.
 */
import { afterEach, describe, expect, it } from 'vitest';
import { formatMoney, money } from '../../../src/domain/index.ts';
import { ACCOUNT, openV1Session, type V1Session } from './v1-session.ts';

const SYMBOL = 'BTCUSDT_UMCBL';
const COIN = 'USDT';
const TARGET = { symbol: SYMBOL, marginCoin: COIN } as const;

let session: V1Session | undefined;
afterEach(async () => {
  await session?.close();
  session = undefined;
});

const opened = async (...options: Parameters<typeof openV1Session>): Promise<V1Session> => {
  session = await openV1Session(...options);
  return session;
};

type Row = Readonly<Record<string, never>>;
const rowsOf = (answer: { data: unknown }): readonly Row[] => answer.data as readonly Row[];

const balanceOf = ({ exchange }: V1Session): string => formatMoney(exchange.accountDetail(ACCOUNT).balance);

describe.each(['classic', 'unified'] as const)('a V1 program on a %s account', (family) => {
  it('trades from an empty account to a flat one, and the ledger agrees', async () => {
    const made = await opened(family);
    const { client, exchange, failures } = made;

    expect((await client.getAccount(SYMBOL, COIN)).data).toMatchObject({
      marginCoin: COIN,
      available: 10_000,
      equity: 10_000,
      marginMode: 'fixed',
      holdMode: 'double_hold',
    });
    expect((await client.setLeverage(SYMBOL, COIN, '20')).data).toMatchObject({
      symbol: SYMBOL,
      longLeverage: 20,
      shortLeverage: 20,
    });
    expect(exchange.setting(ACCOUNT, 'BTCUSDT').leverage).toBe(20);

    const long = await client.submitOrder({
      ...TARGET,
      size: '0.02',
      side: 'open_long',
      orderType: 'market',
      clientOid: 'bot-1',
      presetStopLossPrice: '59000',
      presetTakeProfitPrice: '61000',
    });
    expect(long.data).toMatchObject({ clientOid: 'bot-1', orderId: expect.stringMatching(/^\d+$/) });
    const [held] = exchange.positionDetails(ACCOUNT);
    expect(held).toMatchObject({ symbol: 'BTCUSDT', positionSide: 'long', size: 20, leverage: 20 });

    const short = await client.submitOrder({
      ...TARGET,
      size: '0.01',
      price: '60500.5',
      side: 'open_short',
      orderType: 'limit',
      timeInForceValue: 'post_only',
    });
    const shortId = (short.data as { orderId: string }).orderId;
    expect(exchange.openOrderDetails(ACCOUNT)).toMatchObject([
      { orderId: shortId, positionSide: 'short', intent: 'open', price: 605_005, timeInForce: 'post-only' },
    ]);

    const open = rowsOf(await client.getOpenSymbolOrders(SYMBOL));
    expect(open).toMatchObject([
      {
        symbol: SYMBOL,
        orderId: shortId,
        side: 'open_short',
        state: 'new',
        size: 0.01,
        price: 60_500.5,
        timeInForce: 'post_only',
        filledQty: 0,
        posSide: 'short',
        holdMode: 'double_hold',
        marginMode: 'fixed',
      },
    ]);
    expect(rowsOf(await client.getOpenOrders('umcbl', COIN))).toEqual(open);
    expect((await client.getOrder(SYMBOL, shortId)).data).toMatchObject({ orderId: shortId, state: 'new' });
    expect((await client.getOrder(SYMBOL, undefined, 'bot-1')).data).toMatchObject({
      orderId: (long.data as { orderId: string }).orderId,
      state: 'filled',
      side: 'open_long',
      filledQty: 0.02,
      priceAvg: 60_000.5,
    });

    const positions = rowsOf(await client.getPositionsV2('umcbl', COIN));
    expect(positions).toMatchObject([
      {
        symbol: SYMBOL,
        holdSide: 'long',
        total: '0.02',
        averageOpenPrice: '60000.5',
        leverage: 20,
        marginMode: 'fixed',
      },
    ]);
    const sides = rowsOf(await client.getPositionV2(SYMBOL, COIN));
    expect(sides.map(({ holdSide, total }) => [holdSide, total])).toEqual([
      ['long', '0.02'],
      ['short', '0'],
    ]);

    expect((await client.cancelOrder(SYMBOL, COIN, shortId)).data).toMatchObject({ orderId: shortId });
    expect(exchange.openOrderDetails(ACCOUNT)).toEqual([]);
    expect((await client.getOrder(SYMBOL, shortId)).data).toMatchObject({ state: 'canceled' });

    made.move(60_100);
    await client.submitOrder({ ...TARGET, size: '0.02', side: 'close_long', orderType: 'market', clientOid: 'bot-2' });
    expect(exchange.positionDetails(ACCOUNT)).toEqual([]);
    expect(rowsOf(await client.getPositionsV2('umcbl', COIN))).toEqual([]);

    // 0.02 × (60,099.5 − 60,000.5) − 0.06% of both trades, to the last digit.
    expect(balanceOf(made)).toBe('10000.5388');
    expect(rowsOf(await client.getAccounts('umcbl'))).toMatchObject([
      { available: '10000.5388', equity: '10000.5388' },
    ]);
    const fills = rowsOf(await client.getOrderFills(SYMBOL));
    expect(fills.map(({ side, sizeQty, price, fee, profit }) => [side, sizeQty, price, fee, profit])).toEqual([
      ['close_long', '0.02', '60099.5', '-0.721194', '1.98'],
      ['open_long', '0.02', '60000.5', '-0.720006', '0'],
    ]);
    expect(failures).toEqual([]);
  });

  it('trades several orders at once, and cancels and lists them', async () => {
    const { client, exchange } = await opened(family);
    const order = (size: string, price: string, clientOid: string) =>
      ({ size, price, side: 'open_long', orderType: 'limit', timeInForceValue: 'normal', clientOid }) as const;
    const placed = await client.batchSubmitOrder(SYMBOL, COIN, [
      order('0.01', '59000', 'm-1'),
      order('0.01', '59000.1', 'm-2'),
      order('0.01', '59000.2', 'm-3'),
      order('0.0001', '59000.3', 'm-4'),
    ]);
    expect(placed.data).toMatchObject({
      result: false,
      orderInfo: [{ clientOid: 'm-1' }, { clientOid: 'm-2' }, { clientOid: 'm-3' }],
      failure: [{ clientOid: 'm-4', errorCode: expect.stringMatching(/^\d+$/), errorMsg: expect.any(String) }],
    });
    const ids = exchange.openOrderDetails(ACCOUNT).map(({ orderId }) => orderId);
    expect(ids).toHaveLength(3);

    const modified = await client.modifyOrder({
      symbol: SYMBOL,
      clientOid: 'm-3',
      newClientOid: 'm-5',
      size: '0.02',
      price: '58900',
    });
    expect(modified.data).toMatchObject({ orderId: expect.any(String) });
    const changed = exchange.openOrderDetails(ACCOUNT).find(({ price }) => price === 589_000);
    expect(changed?.size).toBe(20);

    await expect(client.batchCancelOrder(SYMBOL, COIN, [])).rejects.toMatchObject({ body: { code: '40924' } });
    expect(exchange.openOrderDetails(ACCOUNT)).toHaveLength(3);
    const canceled = await client.batchCancelOrder(SYMBOL, COIN, ids.slice(0, 2));
    expect(canceled.data).toMatchObject({ symbol: SYMBOL, result: true, order_ids: ids.slice(0, 2), fail_infos: [] });
    expect((await client.cancelAllOrders('umcbl', COIN)).data).toMatchObject({ result: true });
    expect(exchange.openOrderDetails(ACCOUNT)).toEqual([]);
    await client.submitOrder({ ...TARGET, ...order('0.01', '59000', 'm-6') });
    expect((await client.cancelSymbolOrders(SYMBOL, COIN)).data).toMatchObject({ client_order_ids: ['m-6'] });

    const [from, until] = [String(Date.now() - 86_400_000), String(Date.now() + 86_400_000)];
    const past = (await client.getOrderHistory(SYMBOL, from, until, '20')).data as { orderList: Row[] };
    expect(past.orderList.filter(({ state }) => state === 'canceled').length).toBeGreaterThanOrEqual(4);
    const whole = (await client.getProductTypeOrderHistory('umcbl', from, until, '20')).data as { orderList: Row[] };
    expect(whole.orderList).toEqual(past.orderList);
  });

  it('protects and plans', async () => {
    const { client, exchange, move } = await opened(family);
    await client.submitOrder({ ...TARGET, size: '0.02', side: 'open_long', orderType: 'market' });
    const stop = { ...TARGET, planType: 'loss_plan', triggerPrice: '59000', holdSide: 'long', size: '0.01' } as const;
    const placed = (await client.submitStopOrder({ ...stop, clientOid: 'sl-1' })).data as { orderId: string };
    await client.submitStopOrder({
      ...TARGET,
      planType: 'profit_plan',
      triggerPrice: '61000',
      triggerType: 'market_price',
      holdSide: 'long',
      size: '0.01',
    });
    await client.submitPositionTPSL({ ...TARGET, planType: 'pos_loss', triggerPrice: '58000', holdSide: 'long' });
    expect(
      exchange
        .openTriggerDetails(ACCOUNT)
        .map(({ kind, triggerPrice, triggerBy, size }) => [kind, triggerPrice, triggerBy, size]),
    ).toEqual([
      ['stop-loss', 590_000, 'last', 10],
      ['take-profit', 610_000, 'mark', 10],
      ['stop-loss', 580_000, 'last', undefined],
    ]);
    const listed = rowsOf(await client.getPlanOrderTPSLs(SYMBOL, 'profit_loss'));
    expect(
      listed.map(({ planType, triggerPrice, side, size }) => [planType, triggerPrice, side, size]).toSorted(),
    ).toEqual([
      ['loss_plan', '59000', 'close_long', '0.01'],
      ['pos_loss', '58000', 'close_long', '0'],
      ['profit_plan', '61000', 'close_long', '0.01'],
    ]);

    const { orderId } = placed;
    await client.modifyStopOrder({ ...TARGET, orderId, planType: 'loss_plan', triggerPrice: '59100' });
    const moved = exchange.openTriggerDetails(ACCOUNT).find(({ triggerId }) => triggerId === orderId);
    expect([moved?.triggerPrice, moved?.size]).toEqual([591_000, 10]);
    await client.cancelPlanOrderTPSL({ ...TARGET, orderId, planType: 'loss_plan' });
    expect(exchange.openTriggerDetails(ACCOUNT)).toHaveLength(2);

    const plan = (
      await client.submitPlanOrder({
        ...TARGET,
        size: '0.01',
        triggerPrice: '59500',
        executePrice: '59400',
        triggerType: 'fill_price',
        side: 'open_short',
        orderType: 'limit',
        clientOid: 'plan-1',
      })
    ).data as { orderId: string };
    await client.modifyPlanOrder({
      ...TARGET,
      orderId: plan.orderId,
      triggerPrice: '59600',
      executePrice: '59450',
      triggerType: 'fill_price',
      orderType: 'limit',
    });
    expect(exchange.plans(ACCOUNT)).toMatchObject([
      { planId: plan.orderId, positionSide: 'short', intent: 'open', triggerPrice: 596_000, price: 594_500, size: 10 },
    ]);
    const waiting = rowsOf(await client.getPlanOrderTPSLs(SYMBOL, 'plan'));
    expect(waiting).toMatchObject([
      { planType: 'normal_plan', status: 'not_trigger', executePrice: '59450', side: 'open_short' },
    ]);
    await client.cancelSymbolPlanOrders(SYMBOL, 'normal_plan');
    expect(exchange.plans(ACCOUNT)).toEqual([]);

    move(61_000);
    expect(exchange.positionDetails(ACCOUNT)).toMatchObject([{ size: 10 }]);
    const past = rowsOf(
      await client.getHistoricPlanOrdersTPSL({
        symbol: SYMBOL,
        startTime: String(Date.now() - 86_400_000),
        endTime: String(Date.now() + 86_400_000),
      }),
    );
    expect(past.map(({ planType, status }) => `${planType} ${status}`).toSorted()).toEqual([
      'loss_plan cancel',
      'normal_plan cancel',
      'profit_plan triggered',
    ]);
  });

  it('trades in one-way mode, and is refused the sides of the other mode', async () => {
    const { client, exchange } = await opened(family);
    await client.setHoldMode('umcbl', 'single_hold');
    expect((await client.getAccount(SYMBOL, COIN)).data).toMatchObject({ holdMode: 'single_hold' });
    const order = { ...TARGET, size: '0.02', orderType: 'market' } as const;
    await expect(client.submitOrder({ ...order, side: 'close_long' })).rejects.toMatchObject({
      body: { code: '40774' },
    });
    await client.submitOrder({ ...order, side: 'buy_single' });
    const reduced = await client.submitOrder({ ...order, size: '0.005', side: 'sell_single', reduceOnly: true });
    expect(exchange.positionDetails(ACCOUNT)).toMatchObject([{ positionSide: 'long', size: 15 }]);
    const { orderId } = reduced.data as { orderId: string };
    expect((await client.getOrder(SYMBOL, orderId)).data).toMatchObject({
      side: 'sell_single',
      reduceOnly: true,
      posSide: 'net',
      holdMode: 'single_hold',
    });
    expect(rowsOf(await client.getPosition(SYMBOL, COIN))).toMatchObject([{ holdSide: 'long', total: '0.015' }]);
    await client.submitPositionTPSL({ ...TARGET, planType: 'pos_loss', triggerPrice: '59000', holdSide: 'long' });
    expect(exchange.openTriggerDetails(ACCOUNT)).toMatchObject([
      { kind: 'stop-loss', positionSide: 'long', triggerPrice: 590_000, size: undefined },
    ]);
    const [stop] = rowsOf(await client.getPlanOrderTPSLs(SYMBOL, 'profit_loss'));
    expect(stop).toMatchObject({ planType: 'pos_loss', side: 'sell_single' });
    await client.submitOrder({ ...order, size: '0.015', side: 'sell_single', reduceOnly: true });
    expect(rowsOf(await client.getPosition(SYMBOL, COIN))).toEqual([]);
    await client.setHoldMode('umcbl', 'double_hold');
    await expect(client.submitOrder({ ...order, side: 'buy_single' })).rejects.toMatchObject({
      body: { code: '40774' },
    });
    expect(exchange.positionDetails(ACCOUNT)).toEqual([]);
  });

  it('sets the margin mode, and hears what stands against it', async () => {
    const { client, exchange } = await opened(family);
    await client.setMarginMode(SYMBOL, COIN, 'crossed');
    expect(exchange.setting(ACCOUNT, 'BTCUSDT').marginMode).toBe('crossed');
    await client.submitOrder({ ...TARGET, size: '0.02', side: 'open_long', orderType: 'market' });
    expect(exchange.positionDetails(ACCOUNT)).toMatchObject([{ marginMode: 'crossed' }]);
    await expect(client.setMarginMode(SYMBOL, COIN, 'fixed')).rejects.toMatchObject({ body: { code: '45117' } });
    const [from, until] = [String(Date.now() - 86_400_000), String(Date.now() + 86_400_000)];
    await client.submitOrder({ ...TARGET, size: '0.02', side: 'close_long', orderType: 'market' });
    const closed = (await client.getHistoryPositions({ startTime: from, endTime: until, symbol: SYMBOL })).data;
    expect(closed).toMatchObject({ list: [{ symbol: SYMBOL, holdSide: 'long', closeTotalPos: '0.02' }] });
  });

  it('moves margin, estimates sizes and lists cash movements', async () => {
    const { client, exchange, settleFunding } = await opened(family);
    expect((await client.getOpenCount(SYMBOL, COIN, 60_000, 300, 20)).data).toEqual({ openCount: '0.098' });
    await client.setLeverage(SYMBOL, COIN, '10', 'long');
    await client.submitOrder({ ...TARGET, size: '0.02', side: 'open_long', orderType: 'market' });
    const marginOf = () => exchange.positionDetails(ACCOUNT)[0]?.margin ?? 0n;
    const before = marginOf();
    expect((await client.setMargin(SYMBOL, COIN, '10', 'long')).data).toEqual({ result: true });
    expect(marginOf() - before).toBe(money('10'));
    await client.setMargin(SYMBOL, COIN, '-4', 'long');
    expect(marginOf() - before).toBe(money('6'));

    settleFunding();
    const span = { startTime: String(Date.now() - 86_400_000), endTime: String(Date.now() + 86_400_000) };
    const bills = (await client.getAccountBill({ symbol: SYMBOL, marginCoin: COIN, ...span })).data as {
      result: Row[];
    };
    const funding = bills.result.find(({ business }) => /settle_fee/.test(String(business)));
    // 0.02 × 60,000.7 × 0.01%, paid by the long.
    expect(funding).toMatchObject({ symbol: SYMBOL, amount: '-0.1200014' });
  });
});

describe('what only one family has', () => {
  it('a Classic account reverses, and follows the price', async () => {
    const { client, exchange } = await opened('classic');
    await client.submitOrder({ ...TARGET, size: '0.02', side: 'open_long', orderType: 'market' });
    const trailing = { ...TARGET, size: '0.02', triggerPrice: '60500', side: 'close_long', rangeRate: '1' } as const;
    await client.submitTrailingStopOrder(trailing);
    await client.submitStopOrder({
      ...TARGET,
      planType: 'moving_plan',
      triggerPrice: '60600',
      holdSide: 'long',
      size: '0.01',
      rangeRate: '2',
    });
    expect(exchange.plans(ACCOUNT).map(({ kind, triggerPrice, size }) => [kind, triggerPrice, size])).toEqual([
      ['trailing', 605_000, 20],
      ['trailing-stop', 606_000, 10],
    ]);
    await client.cancelAllPlanOrders('umcbl', 'track_plan');
    await client.cancelSymbolPlanOrders(SYMBOL, 'moving_plan');
    expect(exchange.plans(ACCOUNT)).toEqual([]);
    await client.submitOrder({ ...TARGET, size: '0.02', side: 'close_long', orderType: 'market', reverse: true });
    expect(exchange.positionDetails(ACCOUNT)).toMatchObject([{ positionSide: 'short', size: 20 }]);
  });

  it('a Unified account says what it has no call for, and changes nothing', async () => {
    const { client, exchange } = await opened('unified');
    await client.submitOrder({ ...TARGET, size: '0.02', side: 'open_long', orderType: 'market' });
    const refused = { body: { code: '40805', msg: expect.stringMatching(/Unified account/) } };
    const trailing = { ...TARGET, size: '0.02', triggerPrice: '60500', side: 'close_long', rangeRate: '1' } as const;
    await expect(client.submitTrailingStopOrder(trailing)).rejects.toMatchObject(refused);
    const reversal = { ...TARGET, size: '0.02', side: 'close_long', orderType: 'market', reverse: true } as const;
    await expect(client.submitOrder(reversal)).rejects.toMatchObject(refused);
    expect(exchange.positionDetails(ACCOUNT)).toMatchObject([{ positionSide: 'long', size: 20 }]);
    expect(exchange.plans(ACCOUNT)).toEqual([]);
  });
});
