import { describe, expect, it } from 'vitest';
import { decodeResponse, type Endpoint, type EndpointKey, endpoints } from '../../../bitget/protocol/index.ts';
import type { TestClient } from '../testing/client.ts';
import { closed, funding, MINUTE, mark, START, trade } from '../testing/market.ts';
import { limitOrder, marketOrder, running } from '../testing/running.ts';

const ALL = { productType: 'USDT-FUTURES' };
const BTC = { ...ALL, symbol: 'BTCUSDT' };
const COIN = { ...BTC, marginCoin: 'USDT' };
const CANDLES = { ...BTC, granularity: '1m', limit: '5' };
const PLAN = {
  ...limitOrder({ planType: 'normal_plan', orderType: 'market', triggerPrice: '58000', triggerType: 'fill_price' }),
  price: undefined,
  force: undefined,
};
const TPSL = { ...COIN, planType: 'pos_loss', triggerPrice: '57000', holdSide: 'long' };

/** In this order: a long of 0.2 is held from the beginning. */
const CASES: Record<EndpointKey, object> = {
  serverTime: {},
  contracts: ALL,
  currentFundRate: BTC,
  fundingTime: BTC,
  historyFundRate: BTC,
  candles: CANDLES,
  historyCandles: CANDLES,
  historyMarkCandles: CANDLES,
  historyIndexCandles: CANDLES,
  marketFills: BTC,
  marketFillsHistory: BTC,
  mergeDepth: BTC,
  openInterest: BTC,
  openInterestLimit: BTC,
  queryPositionLever: BTC,
  symbolPrice: BTC,
  ticker: BTC,
  tickers: ALL,
  vipFeeRate: {},
  tradeRate: { symbol: 'BTCUSDT', businessType: 'mix' },
  account: COIN,
  accounts: ALL,
  accountInfo: {},
  openCount: { ...COIN, openAmount: '100', openPrice: '60000' },
  maxOpen: { ...COIN, posSide: 'long', orderType: 'market' },
  liquidationPrice: { ...COIN, posSide: 'long', orderType: 'limit', openAmount: '0.1', openPrice: '60000' },
  isolatedSymbols: ALL,
  allPosition: { ...ALL, marginCoin: 'USDT' },
  singlePosition: COIN,
  adlRank: ALL,
  setMargin: { ...COIN, holdSide: 'long', amount: '10' },
  setAutoMargin: { symbol: 'BTCUSDT', marginCoin: 'USDT', holdSide: 'long', autoMargin: 'on' },
  placeOrder: limitOrder({ clientOid: 'one' }),
  batchPlaceOrder: { ...COIN, marginMode: 'isolated', orderList: [orderTerms('two'), orderTerms('three')] },
  ordersPending: ALL,
  orderDetail: { ...BTC, clientOid: 'one' },
  modifyOrder: { ...BTC, clientOid: 'one', newClientOid: 'four', newSize: '0.1', newPrice: '58500' },
  cancelOrder: { ...BTC, clientOid: 'four' },
  batchCancelOrders: { ...BTC, orderIdList: [{ clientOid: 'two' }] },
  cancelAllOrders: ALL,
  ordersHistory: ALL,
  fills: ALL,
  fillHistory: ALL,
  placePlanOrder: { ...PLAN, clientOid: 'plan' },
  modifyPlanOrder: { ...ALL, clientOid: 'plan', newTriggerPrice: '57500' },
  planSubOrder: { ...ALL, planType: 'normal_plan', planOrderId: '' },
  placeTpslOrder: { ...TPSL, clientOid: 'stop' },
  modifyTpslOrder: { ...COIN, clientOid: 'stop', triggerPrice: '56000', size: '' },
  placePosTpsl: { ...COIN, holdSide: 'long', stopSurplusTriggerPrice: '70000', stopLossTriggerPrice: '55000' },
  ordersPlanPending: { ...ALL, planType: 'profit_loss' },
  cancelPlanOrder: { ...BTC, planType: 'normal_plan' },
  ordersPlanHistory: { ...ALL, planType: 'normal_plan' },
  reversePosition: { ...COIN, side: 'buy', tradeSide: 'open', clientOid: 'back' },
  closePositions: ALL,
  historyPosition: ALL,
  bill: ALL,
  setLeverage: { ...COIN, leverage: '20' },
  setAllLeverage: { ...ALL, leverage: '15' },
  setMarginMode: { ...COIN, marginMode: 'crossed' },
  setPositionMode: { ...ALL, posMode: 'one_way_mode' },
};

function orderTerms(clientOid: string): object {
  return { size: '0.1', price: '59000', side: 'buy', tradeSide: 'open', orderType: 'limit', clientOid };
}

const UPDATES = [
  trade(START + 100, 60_001),
  mark(START + 200, 60_000),
  closed(START, 60_000),
  funding(START + MINUTE + 100),
  mark(START + MINUTE + 200, 60_000),
];

async function answerOf(client: TestClient, key: EndpointKey, asked: object) {
  const endpoint: Endpoint = endpoints[key];
  if (endpoint.method === 'POST') return client.post(endpoint.path, asked);
  const query = new URLSearchParams(asked as Record<string, string>).toString();
  return client.get(`${endpoint.path}${query && `?${query}`}`);
}

describe('every Classic endpoint', () => {
  it('is asked below', () => {
    expect(Object.keys(CASES).sort()).toEqual(Object.keys(endpoints).sort());
  });

  it('answers a valid request in its declared shape, and tells something', async () => {
    const { client, advance } = await running({ updates: UPDATES, rateLimits: 'off' });
    await client.post('/api/v2/mix/order/place-order', marketOrder({ size: '0.2', clientOid: 'first' }));
    await advance(START + MINUTE + 200);
    const silent: string[] = [];
    for (const [key, asked] of Object.entries(CASES) as [EndpointKey, object][]) {
      const pending = async () =>
        (await answerOf(client, 'ordersPlanPending', { ...ALL, planType: 'normal_plan' })).data.entrustedList;
      const [plan] = key === 'planSubOrder' ? [...((await pending()) ?? [])] : [];
      const answer = await answerOf(client, key, plan ? { ...asked, planOrderId: plan.orderId } : asked);
      expect([key, answer.status, answer.code, answer.msg]).toEqual([key, 200, '00000', 'success']);
      decodeResponse<Endpoint['response']>(endpoints[key], answer.data);
      if (isEmpty(answer.data)) silent.push(key);
    }
    expect(silent).toEqual(['planSubOrder']);
  });
});

/** A list, or an answer whose only list, has nothing in it. */
function isEmpty(data: unknown): boolean {
  if (Array.isArray(data)) return data.length === 0;
  if (typeof data !== 'object' || data === null) return false;
  const lists = Object.values(data).filter(Array.isArray);
  return lists.length > 0 && lists.every((list) => list.length === 0);
}
