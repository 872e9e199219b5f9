import { describe, expect, it } from 'vitest';
import { unifiedEndpoints } from '../../../../bitget/unified/index.ts';
import { closed, funding, MINUTE, mark, START, trade } from '../../testing/market.ts';
import { limitBuy, openOrder, runningBoth } from '../testing/both.ts';
import type { UnifiedKey } from './call.ts';

const ALL = { category: 'USDT-FUTURES' };
const BTC = { ...ALL, symbol: 'BTCUSDT' };
const CANDLES = { ...BTC, interval: '1m', limit: '5' };
const ISOLATED = { marginMode: 'isolated' };

/** In this order: a long of 0.2 is held from the beginning. */
const CASES: Record<UnifiedKey, object> = {
  serverTime: {},
  instruments: BTC,
  tickers: ALL,
  orderbook: BTC,
  candles: CANDLES,
  historyCandles: CANDLES,
  marketFills: BTC,
  currentFundRate: { symbol: 'BTCUSDT' },
  historyFundRate: BTC,
  openInterest: BTC,
  openInterestLimit: BTC,
  positionTier: BTC,
  indexComponents: { symbol: 'BTCUSDT' },
  feeGroup: { category: 'FUTURES' },
  settings: {},
  accountInfo: {},
  assets: {},
  feeRate: BTC,
  maxOpenAvailable: { ...BTC, orderType: 'market' },
  ownOpenInterestLimit: BTC,
  currentPosition: ALL,
  adlRank: {},
  setMargin: { ...BTC, posSide: 'long', amount: '10', operation: 'add' },
  placeOrder: limitBuy({ ...ISOLATED, clientOid: 'one' }),
  placeBatch: [limitBuy({ ...ISOLATED, clientOid: 'two' }), limitBuy({ ...ISOLATED, clientOid: 'three' })],
  modifyOrder: { clientOid: 'one', price: '58500' },
  batchModifyOrder: [{ clientOid: 'two', qty: '0.2' }],
  orderInfo: { clientOid: 'one' },
  unfilledOrders: ALL,
  cancelOrder: { clientOid: 'one' },
  cancelBatch: [{ clientOid: 'two' }],
  cancelSymbolOrder: ALL,
  countdownCancelAll: { countdown: '0' },
  historyOrders: ALL,
  fills: ALL,
  placeStrategyOrder: { ...BTC, clientOid: 'stop', stopLoss: '57000', posSide: 'long' },
  modifyStrategyOrder: { clientOid: 'stop', stopLoss: '56000' },
  unfilledStrategyOrders: ALL,
  cancelStrategyOrder: { clientOid: 'stop' },
  historyStrategyOrders: ALL,
  closePositions: ALL,
  historyPosition: ALL,
  financialRecords: ALL,
  setLeverage: { ...BTC, leverage: '20' },
  setHoldMode: { holdMode: 'one_way_mode' },
};

const UPDATES = [
  trade(START + 100, 60_001),
  mark(START + 200, 60_000),
  closed(START, 60_000),
  funding(START + MINUTE + 100),
];

const isEmpty = (value: unknown): boolean => value === null || (Array.isArray(value) && value.length === 0);

describe('every Unified endpoint', () => {
  it('is asked below', () => {
    expect(Object.keys(CASES).sort()).toEqual(Object.keys(unifiedEndpoints).sort());
  });

  it('answers a valid request in its declared shape, and tells something', async () => {
    const { call, ok, advance } = await runningBoth({ updates: UPDATES, rateLimits: 'off' });
    await ok('placeOrder', openOrder({ ...ISOLATED, qty: '0.2' }));
    await advance(START + MINUTE + 100);
    const silent: string[] = [];
    for (const [key, asked] of Object.entries(CASES) as [UnifiedKey, Record<string, unknown>][]) {
      const answer = await call(key, asked);
      expect([key, answer.status, answer.code, answer.msg]).toEqual([key, 200, '00000', 'success']);
      const { list = answer.data, resultList = list } = answer.data ?? {};
      if (isEmpty(resultList) && key !== 'cancelStrategyOrder') silent.push(key);
    }
    expect(silent).toEqual([]);
  });

  it('of plans: waits for a price, is changed and canceled, or becomes an order', async () => {
    const { ok, server, advance } = await runningBoth({
      rateLimits: 'off',
      updates: [trade(START + 100, 58_900), trade(START + 200, 57_900)],
    });
    const plan = { ...BTC, type: 'trigger', side: 'buy', posSide: 'long', qty: '0.1', triggerPrice: '59000' };
    await ok('setLeverage', { ...BTC, leverage: '10', ...ISOLATED });
    await ok('placeStrategyOrder', { ...plan, clientOid: 'p1', stopLoss: '50000' });
    await ok('placeStrategyOrder', { ...plan, clientOid: 'p2' });
    await ok('modifyStrategyOrder', { clientOid: 'p1', triggerPrice: '58000' });
    expect(await ok('unfilledStrategyOrders', { ...ALL, type: 'trigger' })).toMatchObject([
      { clientOid: 'p1', triggerPrice: '58000', stopLoss: '50000', type: 'trigger', triggerOrderType: 'market' },
      { clientOid: 'p2', triggerPrice: '59000', stopLoss: '' },
    ]);
    await ok('cancelStrategyOrder', { clientOid: 'p2' });
    await advance(START + 100);
    expect(server.exchange.positions('u')).toEqual([]);
    await advance(START + 200);
    expect(server.exchange.positions('u')).toMatchObject([{ positionSide: 'long', size: 100 }]);
    expect(await ok('historyStrategyOrders', { ...ALL, type: 'trigger' })).toMatchObject({
      list: [
        { clientOid: 'p2', status: 'cancelled' },
        { clientOid: 'p1', status: 'success' },
      ],
    });
    expect(await ok('unfilledStrategyOrders', ALL)).toMatchObject([{ type: 'tpsl', stopLoss: '50000' }]);
  });
});
