import { describe, expect, it } from 'vitest';
import { rate, ticks } from '../../../domain/index.ts';
import { closed, MINUTE, START, trade } from '../testing/market.ts';
import { limitOrder, marketOrder, PLACE, testAccount } from '../testing/running.ts';
import { limitBuy, openOrder, runningBoth, UNIFIED_KEY, unifiedAccount } from './testing/both.ts';

const BTC = { category: 'USDT-FUTURES', symbol: 'BTCUSDT' };
const ALL = { category: 'USDT-FUTURES' };

describe('account families', () => {
  it('turns a key of the other family away before it looks at the signature', async () => {
    const { client, call } = await runningBoth();
    const accounts = '/api/v2/mix/account/accounts?productType=USDT-FUTURES';
    const forged = { sign: 'forged' };
    expect(await client.get(accounts, { key: UNIFIED_KEY, ...forged })).toMatchObject({ status: 400, code: '40085' });
    expect(await call('settings', {}, forged)).toMatchObject({ status: 400, code: '40084' });
    expect(await call('settings', {}, { key: UNIFIED_KEY, ...forged })).toMatchObject({ code: '40009' });
    expect(await call('settings')).toMatchObject({ status: 200, code: '00000', data: { holdMode: 'hedge_mode' } });
    expect(await client.get(accounts)).toMatchObject({ status: 200 });
  });

  it('trades between both, and no cash is made or lost', async () => {
    const { client, ok, server, admin } = await runningBoth();
    const before = server.exchange.totalCash;
    expect(await client.post(PLACE, limitOrder({ price: '60000', clientOid: 'rest' }))).toMatchObject({
      code: '00000',
    });
    await ok('placeOrder', openOrder({ side: 'sell', posSide: 'short', clientOid: 'hit' }));
    expect(server.exchange.fills('a', 0)).toMatchObject([{ clientOid: 'rest', liquidity: 'maker', price: 600_000 }]);
    expect(server.exchange.fills('u', 0)).toMatchObject([{ clientOid: 'hit', liquidity: 'taker', price: 600_000 }]);
    await ok('placeOrder', limitBuy({ side: 'buy', posSide: 'short', price: '60000', clientOid: 'back' }));
    expect(await client.post(PLACE, marketOrder({ side: 'buy', tradeSide: 'close' }))).toMatchObject({ code: '00000' });
    expect(server.exchange.fills('u', 0).map(({ clientOid, liquidity }) => `${clientOid} ${liquidity}`)).toEqual([
      'hit taker',
      'back maker',
    ]);
    expect(server.exchange.positions('a')).toEqual([]);
    expect(server.exchange.positions('u')).toEqual([]);
    expect(server.exchange.totalCash).toBe(before);
    expect((await admin('/state')).totalCash).toBe('20000');
  });
});

describe('orders', () => {
  it.each([
    ['hedge', { side: 'buy', posSide: 'long' }, { side: 'sell', posSide: 'long' }, 'long'],
    ['hedge', { side: 'sell', posSide: 'short' }, { side: 'buy', posSide: 'short' }, 'short'],
    ['one-way', { side: 'buy', posSide: undefined }, { side: 'sell', posSide: undefined, reduceOnly: 'yes' }, 'long'],
    ['one-way', { side: 'sell', posSide: undefined }, { side: 'buy', posSide: undefined, reduceOnly: 'yes' }, 'short'],
  ] as const)('opens and closes in %s mode by %j and %j', async (positionMode, opening, closing, held) => {
    const { ok, server } = await runningBoth({ accounts: [testAccount(), unifiedAccount({ positionMode })] });
    expect(await ok('currentPosition', ALL)).toEqual({ list: null });
    await ok('placeOrder', openOrder({ ...opening, clientOid: 'in' }));
    expect(await ok('currentPosition', BTC)).toMatchObject({
      list: [{ posSide: held, total: '0.1', marginMode: 'crossed', positionStatus: 'normal' }],
    });
    await ok('placeOrder', openOrder({ ...closing, clientOid: 'out' }));
    expect(server.exchange.positions('u')).toEqual([]);
    expect(await ok('fills', ALL)).toMatchObject({
      list: [
        { clientOid: 'out', side: closing.side, tradeSide: 'close', feeDetail: [{ feeCoin: 'USDT' }] },
        { clientOid: 'in', side: opening.side, tradeSide: 'open', execPnl: '0', orderType: 'market' },
      ],
    });
    const { list } = (await ok('fills', ALL)) as unknown as { list: { feeDetail: { fee: string }[] }[] };
    expect(list.every(({ feeDetail }) => Number(feeDetail[0]?.fee) > 0)).toBe(true);
    expect(await ok('orderInfo', { clientOid: 'in' })).toMatchObject({ orderStatus: 'filled', cumExecQty: '0.1' });
  });

  it('takes a bare list, and tells of each element by itself', async () => {
    const { call, ok } = await runningBoth();
    const batch = [limitBuy({ clientOid: 'one' }), limitBuy({ clientOid: 'two', price: '59000.05' }), limitBuy()];
    expect(await ok('placeBatch', batch)).toMatchObject([
      { clientOid: 'one', orderId: expect.stringMatching(/^\d+$/) },
      { clientOid: 'two', code: '25244', msg: 'Price should be a multiple of 0.1' },
      { clientOid: '', orderId: expect.stringMatching(/^\d+$/) },
    ]);
    expect(await ok('cancelBatch', [{ clientOid: 'one' }, { clientOid: 'none' }])).toMatchObject([
      { clientOid: 'one' },
      { clientOid: 'none', code: '25204' },
    ]);
    expect(await call('placeBatch', { orderList: batch })).toMatchObject({ status: 400, code: '400172' });
    expect(await ok('cancelSymbolOrder', ALL)).toMatchObject({ list: [{ clientOid: '' }] });
    expect(await ok('unfilledOrders', ALL)).toEqual({ list: [], cursor: '' });
  });

  it('changes, finds, cancels and pages', async () => {
    const { call, ok } = await runningBoth({ rateLimits: 'off' });
    for (const clientOid of ['a', 'b', 'c']) await ok('placeOrder', limitBuy({ clientOid }));
    await ok('modifyOrder', { clientOid: 'b', qty: '0.2' });
    expect(await ok('orderInfo', { clientOid: 'b' })).toMatchObject({
      qty: '0.2',
      price: '59000',
      orderStatus: 'live',
    });
    expect(await call('modifyOrder', { clientOid: 'b', qty: '0.2' })).toMatchObject({ code: '25571' });
    const first = await ok('unfilledOrders', { ...ALL, limit: '2' });
    expect(first).toMatchObject({ list: [{ clientOid: 'c' }, { clientOid: 'b' }] });
    expect(await ok('unfilledOrders', { ...ALL, limit: '2', cursor: String(first.cursor) })).toMatchObject({
      list: [{ clientOid: 'a' }],
    });
    await ok('cancelOrder', { clientOid: 'c' });
    expect(await ok('orderInfo', { clientOid: 'c' })).toMatchObject({ orderStatus: 'cancelled', cumExecQty: '0' });
    expect(await call('cancelOrder', { clientOid: 'c' })).toMatchObject({ code: '25204' });
    expect(await call('orderInfo', { clientOid: 'never' })).toMatchObject({ status: 400, code: '25204' });
    expect(await call('orderInfo')).toMatchObject({ code: '40924' });
    expect(await ok('historyOrders', ALL)).toMatchObject({
      list: [{ clientOid: 'c' }],
    });
  });

  it.each([
    ['no posSide in hedge mode', openOrder({ posSide: undefined }), '25236'],
    ['an unknown symbol', openOrder({ symbol: 'NOUSDT' }), '25100'],
    ['a size between lots', openOrder({ qty: '0.0005' }), '22038'],
    ['more than the balance', openOrder({ qty: '100' }), '25203'],
    ['a close without position', openOrder({ side: 'sell' }), '25227'],
    ['a price above the band', limitBuy({ price: '70000' }), '40815'],
    ['a stop on the wrong side', openOrder({ stopLoss: '61000' }), '25586'],
    ['a preset at a limit without a price', openOrder({ stopLoss: '59000', slOrderType: 'limit' }), '40019'],
  ])('refuses %s', async (_name, body, code) => {
    const { call } = await runningBoth();
    const answer = await call('placeOrder', body);
    expect(answer).toMatchObject({ status: 400, code });
    expect(answer.msg).not.toContain('{');
  });

  it('refuses a name that is in use, closes at market, and says when nothing is held', async () => {
    const { call, ok, server } = await runningBoth();
    await ok('placeOrder', limitBuy({ clientOid: 'same' }));
    expect(await call('placeOrder', limitBuy({ clientOid: 'same' }))).toMatchObject({ code: '25212' });
    await ok('placeOrder', openOrder());
    expect(await ok('closePositions', ALL)).toMatchObject({ list: [{ orderId: expect.stringMatching(/^\d+$/) }] });
    expect(server.exchange.positions('u')).toEqual([]);
    expect(await call('closePositions', ALL)).toMatchObject({ code: '25227' });
  });

  it('brings the margin mode with the order, unless something is open', async () => {
    const { call, ok } = await runningBoth();
    await ok('placeOrder', openOrder({ marginMode: 'isolated' }));
    expect(await ok('settings')).toMatchObject({ symbolConfigList: [{ symbol: 'BTCUSDT', marginMode: 'isolated' }] });
    expect(await call('placeOrder', openOrder({ marginMode: undefined }))).toMatchObject({ code: '45117' });
    await ok('placeOrder', openOrder({ side: 'sell', marginMode: undefined }));
    await ok('setLeverage', { ...BTC, leverage: '25', marginMode: 'crossed' });
    expect(await ok('settings')).toMatchObject({ symbolConfigList: [{ marginMode: 'crossed', leverage: '25' }] });
  });

  it('cancels everything when the countdown is not renewed', async () => {
    const { call, ok, server, clock, advance } = await runningBoth({
      updates: [trade(START + 4_000, 60_000), trade(START + 11_000, 60_000)],
      rateLimits: 'off',
    });
    await ok('placeOrder', limitBuy());
    await ok('countdownCancelAll', { countdown: '5' });
    await advance(START + 4_000);
    await ok('countdownCancelAll', { countdown: '6' });
    clock.advanceTo(START + 9_000);
    await ok('assets');
    expect(server.exchange.openOrders('u')).toHaveLength(1);
    await advance(START + 11_000);
    expect(server.exchange.openOrders('u')).toEqual([]);
    await ok('placeOrder', limitBuy());
    await ok('countdownCancelAll', { countdown: '5' });
    await ok('countdownCancelAll', { countdown: '0' });
    clock.advanceTo(START + 60_000);
    await ok('placeOrder', limitBuy());
    expect(server.exchange.openOrders('u')).toHaveLength(2);
    expect(await call('countdownCancelAll', { countdown: '61' })).toMatchObject({ code: '400172' });
  });
});

describe('strategy orders', () => {
  const stop = { ...BTC, type: 'tpsl', tpslMode: 'full', posSide: 'long', stopLoss: '59000', slTriggerBy: 'mark' };

  it('are placed, moved, listed and canceled', async () => {
    const { ok, call } = await runningBoth();
    expect(await call('placeStrategyOrder', stop)).toMatchObject({ code: '25601' });
    await ok('placeOrder', openOrder({ takeProfit: '62000' }));
    await ok('placeStrategyOrder', { ...stop, clientOid: 'stop' });
    await ok('placeStrategyOrder', { ...stop, clientOid: 'part', tpslMode: 'partial', qty: '0.05' });
    await ok('modifyStrategyOrder', { clientOid: 'stop', stopLoss: '58000' });
    expect(await ok('unfilledStrategyOrders', ALL)).toMatchObject([
      { takeProfit: '62000', tpTriggerBy: 'market', stopLoss: '', clientOid: '' },
      { clientOid: 'stop', tpslMode: 'full', qty: '', stopLoss: '58000', slTriggerBy: 'mark', side: 'sell' },
      { clientOid: 'part', tpslMode: 'partial', qty: '0.05', posSide: 'long' },
    ]);
    await ok('cancelStrategyOrder', { clientOid: 'stop' });
    expect(await call('cancelStrategyOrder', { clientOid: 'stop' })).toMatchObject({ code: '25597' });
    expect(await ok('historyStrategyOrders', ALL)).toMatchObject({
      list: [{ clientOid: 'stop', status: 'cancelled' }],
    });
  });

  it('hold a take-profit and a stop-loss as one, of which one ends the other', async () => {
    const { ok, advance } = await runningBoth({ updates: [trade(START + 1_000, 62_000)] });
    await ok('placeOrder', openOrder());
    const both = { ...stop, clientOid: 'both', takeProfit: '61500', tpOrderType: 'limit', tpLimitPrice: '61600' };
    const { orderId } = (await ok('placeStrategyOrder', both)) as unknown as { orderId: string };
    const legs = { orderId, clientOid: 'both', tpTriggerBy: 'market', slTriggerBy: 'mark', tpOrderType: 'limit' };
    expect(await ok('unfilledStrategyOrders', ALL)).toMatchObject([
      { ...legs, takeProfit: '61500', stopLoss: '59000', tpLimitPrice: '61600', slOrderType: 'market' },
    ]);
    await ok('modifyStrategyOrder', { orderId, stopLoss: '58500' });
    expect(await ok('unfilledStrategyOrders', ALL)).toMatchObject([
      { ...legs, takeProfit: '61500', stopLoss: '58500', tpLimitPrice: '61600' },
    ]);
    await advance(START + 1_000);
    expect(await ok('unfilledStrategyOrders', ALL)).toEqual([]);
    expect(await ok('historyStrategyOrders', ALL)).toMatchObject({
      list: [{ ...legs, status: 'success', takeProfit: '61500', stopLoss: '58500' }],
    });
  });

  it('of two legs are canceled together', async () => {
    const { ok } = await runningBoth();
    await ok('placeOrder', openOrder());
    await ok('placeStrategyOrder', { ...stop, clientOid: 'both', takeProfit: '62000' });
    await ok('cancelStrategyOrder', { clientOid: 'both' });
    expect(await ok('unfilledStrategyOrders', ALL)).toEqual([]);
    expect(await ok('historyStrategyOrders', ALL)).toMatchObject({ list: [{ status: 'cancelled' }] });
  });

  it.each([
    ['a take-profit that is passed', { takeProfit: '59000' }, '25585'],
    ['no leg', { stopLoss: '' }, '40019'],
    ['no size of a part', { tpslMode: 'partial' }, '40019'],
    ['more than is held', { tpslMode: 'partial', qty: '0.2' }, '25595'],
    ['a price that is passed', { stopLoss: '60500' }, '25586'],
    ['a limit between ticks', { slOrderType: 'limit', slLimitPrice: '58000.05' }, '25244'],
  ])('are refused with %s', async (_name, change, code) => {
    const { ok, call } = await runningBoth();
    await ok('placeOrder', openOrder());
    expect(await call('placeStrategyOrder', { ...stop, ...change })).toMatchObject({ code });
  });
});

describe('the market and the account', () => {
  it('are told to anybody, in the declared shapes', async () => {
    const { call, ok, advance } = await runningBoth({ updates: [trade(START + 1, 60_001), closed(START, 60_002)] });
    await advance(START + MINUTE);
    const anybody = { key: { apiKey: '' } };
    const asked = [
      ['serverTime', {}],
      ['instruments', BTC],
      ['tickers', ALL],
      ['orderbook', BTC],
      ['marketFills', BTC],
      ['currentFundRate', { symbol: 'BTCUSDT' }],
      ['openInterest', BTC],
      ['positionTier', BTC],
      ['candles', { ...BTC, interval: '1m' }],
    ] as const;
    for (const [key, query] of asked) expect((await call(key, query, anybody)).code).toBe('00000');
    expect(await ok('orderbook', BTC)).toMatchObject({ b: [[59_999.5, 10]], a: [[60_000.5, 10]] });
    expect(await ok('marketFills', { ...BTC, limit: '1' })).toMatchObject([{ price: '60001', side: 'buy' }]);
    const candles = [...(await ok('historyCandles', { ...BTC, interval: '1m', limit: '2' }))];
    expect(candles.map((row) => [...row].slice(0, 5))).toEqual([
      [String(START - MINUTE), '59000', '59001', '58999', '59000'],
      [String(START), '60002', '60003', '60001', '60002'],
    ]);
    expect(await call('candles', { ...BTC, interval: '1h' })).toMatchObject({ code: '400172' });
    expect(await call('candles', { ...BTC, interval: '1m', type: 'premium' })).toMatchObject({ code: '400172' });
  });

  it('shows the premium where mark and index are two prices', async () => {
    const shown = { type: 'mark', symbol: 'BTCUSDT', fundingRate: rate('0.0001'), nextFundingAt: START } as const;
    const updates = [
      { ...shown, at: START + 1, mark: ticks(600_060), index: ticks(600_000) },
      { ...shown, at: START + 2, mark: ticks(599_940), index: ticks(600_000) },
    ];
    const { ok, advance } = await runningBoth({ updates });
    await advance(START + 2);
    expect(await ok('candles', { ...BTC, interval: '1m', type: 'premium' })).toEqual([
      [String(START), '0', '0.0001', '-0.0001', '-0.0001', '0', '0'],
    ]);
  });

  it('splits the balance, and tells what is held', async () => {
    const { ok } = await runningBoth();
    await ok('placeOrder', limitBuy());
    await ok('placeOrder', openOrder());
    const { assets, mmr } = (await ok('assets')) as unknown as { assets: Record<string, string>[]; mmr: string };
    const [usdt] = assets;
    expect(Number(usdt?.balance) + Number(usdt?.locked)).toBeCloseTo(9_996.39997, 5);
    expect(Number(usdt?.locked)).toBeGreaterThan(590);
    expect(Number(mmr)).toBeGreaterThan(0);
    expect(await ok('openInterest', BTC)).toMatchObject({
      list: [{ openInterest: expect.stringMatching(/^[\d.]+$/) }],
    });
    expect(await ok('feeRate', BTC)).toEqual({ makerFeeRate: '0.0002', takerFeeRate: '0.0006' });
    expect(await ok('maxOpenAvailable', { ...BTC, orderType: 'market' })).toMatchObject({ available: usdt?.available });
    await ok('cancelSymbolOrder', ALL);
    await ok('closePositions', ALL);
    await ok('setHoldMode', { holdMode: 'one_way_mode' });
    expect(await ok('settings')).toMatchObject({ holdMode: 'one_way_mode' });
  });
});

it('counts requests per endpoint', async () => {
  const { call } = await runningBoth();
  for (let i = 0; i < 3; i++) expect((await call('feeRate', BTC)).code).toBe('00000');
  expect(await call('feeRate', BTC)).toMatchObject({ status: 429, code: '429' });
});
