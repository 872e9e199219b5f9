import { describe, expect, it } from 'vitest';
import { book, MINUTE, mark, START, trade } from '../testing/market.ts';
import { limitOrder, marketOrder, PLACE, running, testAccount } from '../testing/running.ts';

const ORDER = '/api/v2/mix/order';
const query = 'productType=USDT-FUTURES';
const contract = { symbol: 'BTCUSDT', productType: 'USDT-FUTURES', marginCoin: 'USDT' };

describe('an order', () => {
  it('rests, is found by both names, and is canceled', async () => {
    const { client } = await running();
    const placed = await client.post(PLACE, limitOrder({ clientOid: 'mine-1', presetStopLossPrice: '58000' }));
    expect(placed).toMatchObject({ status: 200, code: '00000', data: { clientOid: 'mine-1' } });
    const id = String(placed.data.orderId);
    const detail = await client.get(`${ORDER}/detail?clientOid=mine-1&${query}&symbol=BTCUSDT`);
    expect(detail.data).toMatchObject({
      orderId: id,
      state: 'live',
      side: 'buy',
      tradeSide: 'open',
      posSide: 'long',
      size: '0.1',
      price: '59000',
      baseVolume: '0',
      priceAvg: '',
      fee: '',
      presetStopLossPrice: '58000',
      marginMode: 'isolated',
      posMode: 'hedge_mode',
    });
    expect((await client.post(PLACE, limitOrder({ clientOid: 'mine-1' }))).code).toBe('40786');
    expect((await client.get(`${ORDER}/orders-pending?${query}`)).data.entrustedList).toHaveLength(1);
    expect((await client.post(`${ORDER}/cancel-order`, { ...contract, orderId: id })).data).toEqual({
      orderId: id,
      clientOid: 'mine-1',
    });
    expect((await client.post(`${ORDER}/cancel-order`, { ...contract, orderId: id })).code).toBe('40768');
    expect((await client.get(`${ORDER}/orders-pending?${query}`)).data).toEqual({ entrustedList: [], endId: '' });
    expect((await client.get(`${ORDER}/detail?orderId=${id}&${query}&symbol=BTCUSDT`)).data).toMatchObject({
      state: 'canceled',
    });
    expect((await client.get(`${ORDER}/detail?orderId=7&${query}&symbol=BTCUSDT`)).code).toBe('40109');
  });

  it('opens and closes a long: the close is "buy", the fee negative, the cash exact', async () => {
    const { client, admin } = await running();
    await client.post(PLACE, marketOrder({ clientOid: 'in' }));
    const [position] = (await client.get(`/api/v2/mix/position/all-position?${query}`)).data;
    expect(position).toMatchObject({
      holdSide: 'long',
      total: '0.1',
      available: '0.1',
      openPriceAvg: '60000.5',
      leverage: '10',
    });
    await client.post(PLACE, marketOrder({ clientOid: 'out', tradeSide: 'close' }));
    expect((await client.get(`/api/v2/mix/position/all-position?${query}`)).data).toEqual([]);
    const { data } = await client.get(`${ORDER}/fills?${query}`);
    expect(data.fillList).toMatchObject([
      {
        side: 'buy',
        tradeSide: 'close',
        price: '59999.5',
        profit: '-0.1',
        feeDetail: [{ totalFee: '-3.59997' }],
        tradeScope: 'taker',
      },
      { side: 'buy', tradeSide: 'open', price: '60000.5', profit: '0', feeDetail: [{ totalFee: '-3.60003' }] },
    ]);
    const [account] = (await client.get(`/api/v2/mix/account/accounts?${query}`)).data;
    expect(account).toMatchObject({ available: '9992.7', accountEquity: '9992.7', locked: '0', unrealizedPL: '0' });
    expect(await admin('/state')).toMatchObject({ accounts: [{ balance: '9992.7', positions: [] }] });
  });

  it('names the side of the trade in one-way mode', async () => {
    const { client } = await running({ accounts: [testAccount({ positionMode: 'one-way' })] });
    const plain = { tradeSide: undefined };
    expect((await client.post(PLACE, marketOrder({ ...plain, side: 'sell', reduceOnly: 'YES' }))).code).toBe('22002');
    await client.post(PLACE, marketOrder(plain));
    await client.post(PLACE, marketOrder({ ...plain, side: 'sell', reduceOnly: 'YES' }));
    const { data } = await client.get(`${ORDER}/fills?${query}`);
    expect(data.fillList).toMatchObject([
      { side: 'sell', tradeSide: 'sell_single', posMode: 'one_way_mode' },
      { side: 'buy', tradeSide: 'buy_single' },
    ]);
  });

  it('is canceled when post-only would take', async () => {
    const { client } = await running();
    const { data } = await client.post(PLACE, limitOrder({ price: '60100', force: 'post_only' }));
    const detail = await client.get(`${ORDER}/detail?orderId=${String(data.orderId)}&${query}&symbol=BTCUSDT`);
    expect(detail.data).toMatchObject({ state: 'canceled', force: 'post_only', baseVolume: '0' });
  });

  it('meets the book only after the latency', async () => {
    const { client, advance } = await running({
      latencyMs: 50,
      updates: [book(START + 40, 60_000), book(START + 60, 60_010)],
    });
    await client.post(PLACE, marketOrder());
    await advance(START + 40);
    expect((await client.get(`${ORDER}/fills?${query}`)).data.fillList).toEqual([]);
    await advance(START + 60);
    expect((await client.get(`${ORDER}/fills?${query}`)).data.fillList).toMatchObject([{ price: '60010.5' }]);
  });

  it('is changed by a cancel and a new order', async () => {
    const { client } = await running();
    await client.post(PLACE, limitOrder({ clientOid: 'a1' }));
    const changed = await client.post(`${ORDER}/modify-order`, {
      ...contract,
      clientOid: 'a1',
      newClientOid: 'a2',
      newPrice: '58500',
      newSize: '0.2',
    });
    expect(changed).toMatchObject({ code: '00000', data: { clientOid: 'a2' } });
    expect((await client.get(`${ORDER}/orders-pending?${query}`)).data.entrustedList).toMatchObject([
      { clientOid: 'a2', price: '58500', size: '0.2' },
    ]);
  });
});

describe('many orders', () => {
  it('places a batch with what fails beside what stands, and cancels all', async () => {
    const { client } = await running();
    expect((await client.post(`${ORDER}/cancel-all-orders`, { productType: 'USDT-FUTURES' })).code).toBe('22001');
    const { symbol: _, productType: _p, marginMode: _m, marginCoin: _c, ...terms } = limitOrder();
    const orderList = [
      { ...terms, clientOid: 'b1' },
      { ...terms, clientOid: 'b1' },
      { ...terms, clientOid: 'b2' },
    ];
    const batch = await client.post(`${ORDER}/batch-place-order`, { ...contract, marginMode: 'isolated', orderList });
    expect(batch.data).toMatchObject({
      successList: [{ clientOid: 'b1' }, { clientOid: 'b2' }],
      failureList: [{ clientOid: 'b1', errorCode: '40786' }],
    });
    const named = await client.post(`${ORDER}/batch-cancel-orders`, {
      ...contract,
      orderIdList: [{ clientOid: 'b1' }, { clientOid: 'b9' }],
    });
    expect(named.data).toMatchObject({
      successList: [{ clientOid: 'b1' }],
      failureList: [{ clientOid: 'b9', errorCode: '40768' }],
    });
    const all = await client.post(`${ORDER}/cancel-all-orders`, { productType: 'USDT-FUTURES' });
    expect(all.data).toMatchObject({ successList: [{ clientOid: 'b2' }], failureList: [] });
  });

  it('pages history back to the first row, each row once', async () => {
    const { client } = await running({ rateLimits: 'off' });
    for (let i = 0; i < 7; i++) await client.post(PLACE, limitOrder({ clientOid: `p${i}` }));
    await client.post(`${ORDER}/batch-cancel-orders`, contract);
    const seen: string[] = [];
    let idLessThan = '';
    for (;;) {
      const page = await client.get(`${ORDER}/orders-history?${idLessThan}limit=3&${query}`);
      const rows = [...(page.data.entrustedList ?? [])];
      if (rows.length === 0) break;
      seen.push(...rows.map((row) => String(row.clientOid)));
      idLessThan = `idLessThan=${String(page.data.endId)}&`;
    }
    expect(seen).toEqual(['p6', 'p5', 'p4', 'p3', 'p2', 'p1', 'p0']);
    expect((await client.get(`${ORDER}/orders-history?limit=101&${query}`)).code).toBe('40020');
  });

  it('closes positions at once', async () => {
    const { client, clock } = await running();
    const close = () => client.post(`${ORDER}/close-positions`, { productType: 'USDT-FUTURES' });
    expect((await close()).code).toBe('22002');
    await client.post(PLACE, marketOrder());
    await client.post(PLACE, marketOrder({ side: 'sell' }));
    clock.advanceTo(START + 1_000);
    expect((await close()).data.successList).toHaveLength(2);
    expect((await client.get(`/api/v2/mix/position/all-position?${query}`)).data).toEqual([]);
  });
});

describe('the exchange’s own stops', () => {
  const plans = async (client: { get(path: string): Promise<{ data: Record<string, unknown> }> }, list: string) =>
    (await client.get(`${ORDER}/orders-plan-${list}?planType=profit_loss&${query}`)).data.entrustedList;

  it('come alive from presets, move, and fire into a fill without clientOid', async () => {
    const fall = [
      mark(START + MINUTE, 58_900),
      trade(START + MINUTE, 58_900, 'sell'),
      book(START + MINUTE + 1, 58_900),
      mark(START + MINUTE + 2, 58_899),
    ];
    const { client, advance } = await running({ updates: fall });
    await client.post(
      PLACE,
      marketOrder({ clientOid: 'in', presetStopLossPrice: '58000', presetStopSurplusPrice: '65000' }),
    );
    const [first, second] = (await plans(client, 'pending')) as Record<string, string>[];
    expect([first, second].map((row) => row?.planType).sort()).toEqual(['loss_plan', 'profit_plan']);
    const stop = first?.planType === 'loss_plan' ? first : second;
    expect(stop).toMatchObject({
      triggerPrice: '58000',
      size: '0.1',
      clientOid: '',
      planStatus: 'live',
      posSide: 'long',
      triggerType: 'fill_price',
    });
    const move = { ...contract, orderId: stop?.orderId, triggerPrice: '59000', size: '' };
    expect((await client.post(`${ORDER}/modify-tpsl-order`, { ...move, triggerPrice: '61000' })).code).toBe('40834');
    expect((await client.post(`${ORDER}/modify-tpsl-order`, move)).code).toBe('00000');
    await advance(START + MINUTE + 2);
    expect((await client.get(`/api/v2/mix/position/all-position?${query}`)).data).toEqual([]);
    expect(await plans(client, 'pending')).toEqual([]);
    expect(await plans(client, 'history')).toMatchObject([
      { planStatus: 'cancelled', planType: 'profit_plan' },
      { planStatus: 'executed', planType: 'loss_plan' },
    ]);
    const [fill] = (await client.get(`${ORDER}/fills?${query}`)).data.fillList ?? [];
    expect(fill).toMatchObject({ tradeSide: 'close', side: 'buy', enterPointSource: 'sys' });
  });

  it('are placed on a position, by size or whole, and canceled by name', async () => {
    const { client } = await running();
    const tpsl = (given: object) =>
      client.post(`${ORDER}/place-tpsl-order`, {
        ...contract,
        planType: 'pos_loss',
        triggerPrice: '58000',
        holdSide: 'long',
        ...given,
      });
    expect((await tpsl({})).code).toBe('40837');
    await client.post(PLACE, marketOrder());
    expect(await tpsl({ clientOid: 's1' })).toMatchObject({ code: '00000', data: { clientOid: 's1' } });
    expect((await tpsl({ planType: 'loss_plan' })).code).toBe('40019');
    expect((await tpsl({ planType: 'moving_plan' })).code).toBe('40019');
    expect((await tpsl({ executePrice: '57000.05' })).code).toBe('45115');
    expect(
      (await tpsl({ planType: 'profit_plan', triggerPrice: '66000', size: '0.05', triggerType: 'mark_price' })).code,
    ).toBe('00000');
    expect(await plans(client, 'pending')).toMatchObject([
      { planType: 'profit_plan', size: '0.05', triggerType: 'mark_price' },
      { planType: 'pos_loss', size: '', triggerType: 'fill_price', clientOid: 's1' },
    ]);
    const cancel = (orderIdList: object[]) =>
      client.post(`${ORDER}/cancel-plan-order`, { ...contract, planType: 'profit_loss', orderIdList });
    expect((await cancel([{ clientOid: 's1' }, { orderId: '9' }])).data).toMatchObject({
      successList: [{ clientOid: 's1' }],
      failureList: [{ orderId: '9', errorCode: '43025' }],
    });
    expect(await plans(client, 'pending')).toHaveLength(1);
    const both = await client.post(`${ORDER}/place-pos-tpsl`, {
      ...contract,
      holdSide: 'long',
      stopSurplusTriggerPrice: '67000',
      stopLossTriggerPrice: '55000',
    });
    expect(both.data).toHaveLength(2);
  });
});
