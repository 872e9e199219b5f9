/**
 * One valid message of every kind that a client reads, in both families: what garbage is made of.
 * Invariant: test support only; every push is of BTCUSDT with tick 0.1 and lot 0.001.
 */
import { NOW } from '../../src/bitget/client/testing/parts.ts';
import type { AccountFamily } from '../../src/domain/index.ts';

const at = String(NOW);

const EVENTS: readonly object[] = [
  { event: 'login', code: 0, connId: 'c-1' },
  { event: 'error', code: 30003, msg: 'Invalid op' },
  { event: 'error', code: 30001, msg: 'no', op: 'subscribe' },
  {
    event: 'trade',
    id: 'x1',
    topic: 'place-order',
    args: [{ orderId: '7', clientOid: 'v-1' }],
    code: '0',
    msg: 'success',
  },
  { event: 'error', id: 'x1', code: '40762', msg: 'exceeds the balance' },
];

const order = {
  instId: 'BTCUSDT',
  orderId: '7',
  clientOid: 'v-1',
  size: '0.1',
  price: '60000',
  accBaseVolume: '0.05',
  side: 'buy',
  posSide: 'long',
  posMode: 'hedge_mode',
  tradeSide: 'open',
  orderType: 'limit',
  status: 'partially_filled',
  cTime: at,
  uTime: at,
};
const fill = {
  tradeId: '900',
  orderId: '7',
  clientOid: 'v-1',
  symbol: 'BTCUSDT',
  price: '60000.5',
  baseVolume: '0.05',
  side: 'buy',
  tradeSide: 'open',
  posMode: 'hedge_mode',
  tradeScope: 'taker',
  profit: '0',
  feeDetail: [{ feeCoin: 'USDT', totalFee: '-1.8' }],
  cTime: at,
};
const plan = {
  instId: 'BTCUSDT',
  orderId: '9',
  clientOid: 't-1',
  planType: 'psl',
  triggerPrice: '59000',
  triggerType: 'mark_price',
  posSide: 'long',
  side: 'sell',
  size: '',
  status: 'live',
  cTime: at,
  uTime: at,
};
const unifiedOrder = {
  category: 'usdt-futures',
  symbol: 'BTCUSDT',
  orderId: '7',
  clientOid: 'v-1',
  qty: '0.1',
  cumExecQty: '0.05',
  price: '60000',
  side: 'buy',
  holdSide: 'long',
  holdMode: 'hedge_mode',
  orderType: 'limit',
  orderStatus: 'partially_filled',
  createdTime: at,
  updatedTime: at,
};
const unifiedFill = {
  execId: '900',
  orderId: '7',
  clientOid: 'v-1',
  category: 'usdt-futures',
  symbol: 'BTCUSDT',
  side: 'buy',
  holdSide: 'long',
  tradeSide: 'open',
  execPrice: '60000.5',
  execQty: '0.05',
  tradeScope: 'taker',
  execPnl: '0',
  feeDetail: [{ feeCoin: 'USDT', fee: '1.8' }],
  execTime: at,
};
const strategy = {
  category: 'usdt-futures',
  symbol: 'BTCUSDT',
  orderId: '9',
  clientOid: 't-1',
  type: 'tpsl',
  status: 'pending',
  qty: '',
  tpslMode: 'full',
  posSide: 'long',
  stopLoss: '59000',
  slTriggerBy: 'mark',
  createdTime: at,
  updatedTime: at,
};
const ticker = {
  instId: 'BTCUSDT',
  symbol: 'BTCUSDT',
  lastPr: '60000',
  bidPr: '59999.9',
  askPr: '60000.1',
  bidSz: '1',
  askSz: '2',
  markPrice: '60000',
  indexPrice: '60000',
  fundingRate: '0.0001',
  nextFundingTime: at,
  ts: at,
};
const unifiedTicker = {
  lastPrice: '60000',
  bid1Price: '59999.9',
  ask1Price: '60000.1',
  bid1Size: '1',
  ask1Size: '2',
  markPrice: '60000',
  indexPrice: '60000',
  fundingRate: '0.0001',
  nextFundingTime: at,
};
const trade = { ts: at, price: '60000', size: '0.1', side: 'buy', tradeId: '55' };
const unifiedTrade = { p: '60000', v: '0.1', S: 'buy', T: at, i: '55', L: '1' };
const candle = [at, '60000', '60100', '59900', '60050', '10', '600000', '600000'];
const kline = {
  start: at,
  open: '60000',
  high: '60100',
  low: '59900',
  close: '60050',
  volume: '10',
  turnover: '600000',
};
const levels = { asks: [['60000.5', '1']], bids: [['59999.5', '2']], ts: at, seq: 5, pseq: 4, checksum: 0 };
const unifiedLevels = { a: levels.asks, b: levels.bids, ts: at, seq: 5, pseq: 4 };

const push = (arg: object, rows: readonly unknown[], action = 'update'): object => ({
  action,
  arg,
  data: rows,
  ts: NOW,
});

const classic = (channel: string, instId = 'BTCUSDT') => ({ instType: 'USDT-FUTURES', channel, instId });
const unified = (topic: string) => ({ instType: 'usdt-futures', topic, symbol: 'BTCUSDT' });
const ofAccount = (topic: string) => ({ instType: 'UTA', topic });

const PUSHES: Readonly<Record<AccountFamily, readonly object[]>> = {
  classic: [
    push(classic('orders', 'default'), [order], 'snapshot'),
    push(classic('fill', 'default'), [fill], 'snapshot'),
    push(classic('orders-algo', 'default'), [plan], 'snapshot'),
    push(classic('ticker'), [ticker]),
    push(classic('trade'), [trade]),
    push(classic('candle1m'), [candle]),
    push(classic('books'), [levels], 'snapshot'),
    push(classic('books'), [{ ...levels, seq: 6, pseq: 5 }]),
  ],
  unified: [
    push(ofAccount('order'), [unifiedOrder], 'snapshot'),
    push(ofAccount('fill'), [unifiedFill], 'snapshot'),
    push(ofAccount('strategy-order'), [strategy], 'snapshot'),
    push(unified('ticker'), [unifiedTicker]),
    push(unified('publicTrade'), [unifiedTrade]),
    push({ ...unified('kline'), interval: '1m' }, [kline]),
    push(unified('books'), [unifiedLevels], 'snapshot'),
    push(unified('books'), [{ ...unifiedLevels, seq: 6, pseq: 5 }]),
  ],
};

/** As text on the wire. */
export const pushesOf = (family: AccountFamily): readonly string[] =>
  PUSHES[family].map((frame) => JSON.stringify(frame));
export const eventTexts: readonly string[] = EVENTS.map((frame) => JSON.stringify(frame));
