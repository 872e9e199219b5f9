/**
 * The orders and triggers of a Unified account, asked of our client and of each peer in its own way.
 * Invariant: each call says the same; where one cannot say it, the peer has no entry.
 */
import { BTC } from '../../../src/bitget/client/testing/parts.ts';
import { CATEGORY, encodeStrategy, encodeUnifiedOrder } from '../../../src/bitget/unified/mapper/index.ts';
import { endpoints } from '../../../src/bitget/unified/protocol/index.ts';
import type { OrderRequest, PositionMode, TriggerRequest } from '../../../src/domain/index.ts';
import { CCXT_SYMBOL as PAIR } from './ccxt.ts';
import type { Clients } from './clients.ts';
import type { Intent } from './intent.ts';
import { limit, order, STOP, TARGET, trigger } from './orders.ts';

const symbol = 'BTCUSDT';
const category = CATEGORY;
const contract = { category, symbol } as const;
/** What every order of bitget-api repeats. */
const placed = { ...contract, marginMode: 'crossed', qty: '0.01', clientOid: 'v-1' } as const;
const named = { clientOrderId: 'v-1' };
const HEDGED = { ...named, hedged: true };

const place =
  (request: OrderRequest, mode: PositionMode) =>
  ({ ours }: Clients) =>
    ours.call(endpoints.placeOrder, encodeUnifiedOrder(BTC, request, mode));
const protect =
  (request: TriggerRequest, mode: PositionMode) =>
  ({ ours }: Clients) =>
    ours.call(endpoints.placeStrategyOrder, encodeStrategy(BTC, request, mode));

const hedgeOrders: readonly Intent[] = [
  {
    name: 'market order that opens a long',
    ours: place(order(), 'hedge'),
    ccxt: ({ ccxt }) => ccxt.createOrder(PAIR, 'market', 'buy', 0.01, undefined, HEDGED),
    bitgetApi: ({ unified }) =>
      unified.submitNewOrder({ ...placed, side: 'buy', posSide: 'long', orderType: 'market' }),
  },
  {
    name: 'market order that closes a long',
    ours: place(order({ intent: 'close' }), 'hedge'),
    ccxt: ({ ccxt }) => ccxt.createOrder(PAIR, 'market', 'sell', 0.01, undefined, { ...HEDGED, reduceOnly: true }),
    bitgetApi: ({ unified }) =>
      unified.submitNewOrder({ ...placed, side: 'sell', posSide: 'long', orderType: 'market' }),
  },
  {
    name: 'market order that opens a short',
    ours: place(order({ positionSide: 'short' }), 'hedge'),
    ccxt: ({ ccxt }) => ccxt.createOrder(PAIR, 'market', 'sell', 0.01, undefined, HEDGED),
    bitgetApi: ({ unified }) =>
      unified.submitNewOrder({ ...placed, side: 'sell', posSide: 'short', orderType: 'market' }),
  },
  {
    name: 'market order that closes a short',
    ours: place(order({ positionSide: 'short', intent: 'close' }), 'hedge'),
    ccxt: ({ ccxt }) => ccxt.createOrder(PAIR, 'market', 'buy', 0.01, undefined, { ...HEDGED, reduceOnly: true }),
    bitgetApi: ({ unified }) =>
      unified.submitNewOrder({ ...placed, side: 'buy', posSide: 'short', orderType: 'market' }),
  },
  {
    name: 'limit order with stop-loss and take-profit',
    ours: place(limit({ stopLoss: STOP, takeProfit: TARGET }), 'hedge'),
    ccxt: ({ ccxt }) =>
      ccxt.createOrder(PAIR, 'limit', 'buy', 0.01, 60_000, {
        ...HEDGED,
        stopLoss: { triggerPrice: 59_000 },
        takeProfit: { triggerPrice: 62_000 },
      }),
    bitgetApi: ({ unified }) =>
      unified.submitNewOrder({
        ...placed,
        side: 'buy',
        posSide: 'long',
        orderType: 'limit',
        timeInForce: 'gtc',
        price: '60000',
        stopLoss: '59000',
        slOrderType: 'market',
        takeProfit: '62000',
        tpOrderType: 'market',
      }),
  },
];

const oneWayOrders: readonly Intent[] = [
  ...(
    [
      ['limit order', 'gtc', 'gtc'],
      ['post-only order', 'post-only', 'post_only'],
      ['immediate-or-cancel order', 'ioc', 'ioc'],
      ['fill-or-kill order', 'fok', 'fok'],
    ] as const
  ).map(
    ([name, timeInForce, word]): Intent => ({
      name,
      ours: place(limit({ timeInForce }), 'one-way'),
      ccxt: ({ ccxt }) =>
        ccxt.createOrder(PAIR, 'limit', 'buy', 0.01, 60_000, {
          ...named,
          ...(word === 'post_only' ? { postOnly: true } : { timeInForce: word.toUpperCase() }),
        }),
      bitgetApi: ({ unified }) =>
        unified.submitNewOrder({ ...placed, side: 'buy', orderType: 'limit', price: '60000', timeInForce: word }),
    }),
  ),
  {
    name: 'reduce-only order',
    ours: place(limit({ intent: 'close', price: TARGET }), 'one-way'),
    ccxt: ({ ccxt }) => ccxt.createOrder(PAIR, 'limit', 'sell', 0.01, 62_000, { ...named, reduceOnly: true }),
    bitgetApi: ({ unified }) =>
      unified.submitNewOrder({
        ...placed,
        side: 'sell',
        orderType: 'limit',
        price: '62000',
        timeInForce: 'gtc',
        reduceOnly: 'yes',
      }),
  },
];

const pair = [
  { ...placed, side: 'buy', posSide: 'long', orderType: 'limit', timeInForce: 'gtc', price: '60000', clientOid: 'b-1' },
  { ...placed, side: 'sell', posSide: 'short', orderType: 'market', clientOid: 'b-2' },
] as const;

const changes: readonly Intent[] = [
  {
    name: 'two orders at once',
    ours: ({ ours }) =>
      ours.call(
        endpoints.placeBatch,
        pair.map((one) => ({ ...one })),
      ),
    ccxt: ({ ccxt }) =>
      ccxt.createOrders([
        {
          symbol: PAIR,
          type: 'limit',
          side: 'buy',
          amount: 0.01,
          price: 60_000,
          params: { hedged: true, clientOrderId: 'b-1' },
        },
        { symbol: PAIR, type: 'market', side: 'sell', amount: 0.01, params: { hedged: true, clientOrderId: 'b-2' } },
      ]),
    bitgetApi: ({ unified }) => unified.placeBatchOrders(pair.map((one) => ({ ...one }))),
  },
  {
    name: 'change of price and size',
    ours: ({ ours }) => ours.call(endpoints.modifyOrder, { clientOid: 'v-1', qty: '0.02', price: '59000' }),
    ccxt: ({ ccxt }) => ccxt.editOrder(undefined, PAIR, 'limit', 'buy', 0.02, 59_000, named),
    bitgetApi: ({ unified }) => unified.modifyOrder({ clientOid: 'v-1', qty: '0.02', price: '59000' }),
  },
  {
    name: 'cancel by our name',
    ours: ({ ours }) => ours.call(endpoints.cancelOrder, { category, clientOid: 'v-1' }),
    ccxt: ({ ccxt }) => ccxt.cancelOrder(undefined, PAIR, named),
    bitgetApi: ({ unified }) => unified.cancelOrder({ category, clientOid: 'v-1' }),
  },
  {
    name: 'cancel all of a contract',
    ours: ({ ours }) => ours.call(endpoints.cancelSymbolOrder, contract),
    ccxt: ({ ccxt }) => ccxt.cancelAllOrders(PAIR),
    bitgetApi: ({ unified }) => unified.cancelAllOrders(contract),
  },
  {
    name: 'cancel all',
    ours: ({ ours }) => ours.call(endpoints.cancelSymbolOrder, { category }),
    bitgetApi: ({ unified }) => unified.cancelAllOrders({ category }),
  },
];

const waiting = { ...contract, type: 'trigger', side: 'buy', posSide: 'long', qty: '0.01', clientOid: 'v-1' } as const;
const fired = {
  triggerBy: 'mark',
  triggerPrice: '59000',
  triggerOrderType: 'limit',
  triggerOrderPrice: '60000',
} as const;

const triggers: readonly Intent[] = [
  {
    name: 'order that waits for a price',
    ours: ({ ours }) => ours.call(endpoints.placeStrategyOrder, { ...waiting, ...fired }),
    ccxt: ({ ccxt }) => ccxt.createOrder(PAIR, 'limit', 'buy', 0.01, 60_000, { ...HEDGED, triggerPrice: 59_000 }),
    bitgetApi: ({ unified }) => unified.submitStrategyOrder({ ...waiting, ...fired }),
  },
  {
    name: 'stop-loss of a whole long',
    ours: protect(trigger(), 'hedge'),
    ccxt: ({ ccxt }) =>
      ccxt.createOrder(PAIR, 'market', 'sell', 0.01, undefined, {
        hedged: true,
        clientOrderId: 't-1',
        reduceOnly: true,
        stopLossPrice: 59_000,
      }),
    bitgetApi: ({ unified }) =>
      unified.submitStrategyOrder({
        ...contract,
        clientOid: 't-1',
        type: 'tpsl',
        tpslMode: 'full',
        posSide: 'long',
        stopLoss: '59000',
        slTriggerBy: 'mark',
        slOrderType: 'market',
      }),
  },
  {
    name: 'open take-profits and stop-losses',
    ours: ({ ours }) => ours.call(endpoints.unfilledStrategyOrders, { category, type: 'tpsl' }),
    ccxt: ({ ccxt }) => ccxt.fetchOpenOrders(PAIR, undefined, undefined, { trigger: true, type: 'tpsl' }),
    bitgetApi: ({ unified }) => unified.getUnfilledStrategyOrders({ category, type: 'tpsl' }),
  },
  {
    name: 'cancel of a stop-loss',
    ours: ({ ours }) => ours.call(endpoints.cancelStrategyOrder, { orderId: '7' }),
    ccxt: ({ ccxt }) => ccxt.cancelOrder('7', PAIR, { trigger: true }),
    bitgetApi: ({ unified }) => unified.cancelStrategyOrder({ orderId: '7' }),
  },
];

export const unifiedOrders: readonly Intent[] = [...hedgeOrders, ...oneWayOrders, ...changes, ...triggers];
