/**
 * The orders and triggers of a Classic account, asked of our client and of each peer in its own way.
 * Invariant: each call says the same; where one cannot say it, the peer has no entry.
 */
import { BTC } from '../../../src/bitget/client/testing/parts.ts';
import { encodeOrder, encodeTrigger, MARGIN_COIN, PRODUCT } from '../../../src/bitget/mapper/index.ts';
import { endpoints } from '../../../src/bitget/protocol/index.ts';
import type { OrderRequest, PositionMode, TriggerRequest } from '../../../src/domain/index.ts';
import { CCXT_SYMBOL as PAIR } from './ccxt.ts';
import type { Clients } from './clients.ts';
import type { Intent } from './intent.ts';
import { limit, order, STOP, TARGET, trigger } from './orders.ts';

const symbol = 'BTCUSDT';
const productType = PRODUCT;
const marginCoin = MARGIN_COIN;
const contract = { symbol, productType } as const;
const settled = { ...contract, marginCoin } as const;
/** What every order of bitget-api repeats. */
const placed = { ...settled, marginMode: 'crossed', size: '0.01', clientOid: 'v-1' } as const;
const named = { clientOrderId: 'v-1' };
const HEDGED = { ...named, hedged: true };

const place =
  (request: OrderRequest, mode: PositionMode) =>
  ({ ours }: Clients) =>
    ours.call(endpoints.placeOrder, encodeOrder(BTC, request, mode));
const protect =
  (request: TriggerRequest, mode: PositionMode) =>
  ({ ours }: Clients) =>
    ours.call(endpoints.placeTpslOrder, encodeTrigger(BTC, request, mode));

const hedgeOrders: readonly Intent[] = [
  {
    name: 'market order that opens a long',
    ours: place(order(), 'hedge'),
    ccxt: ({ ccxt }) => ccxt.createOrder(PAIR, 'market', 'buy', 0.01, undefined, HEDGED),
    bitgetApi: ({ classic }) =>
      classic.futuresSubmitOrder({ ...placed, side: 'buy', tradeSide: 'open', orderType: 'market' }),
  },
  {
    name: 'market order that closes a long',
    ours: place(order({ intent: 'close' }), 'hedge'),
    ccxt: ({ ccxt }) => ccxt.createOrder(PAIR, 'market', 'sell', 0.01, undefined, { ...HEDGED, reduceOnly: true }),
    bitgetApi: ({ classic }) =>
      classic.futuresSubmitOrder({ ...placed, side: 'buy', tradeSide: 'close', orderType: 'market' }),
  },
  {
    name: 'market order that opens a short',
    ours: place(order({ positionSide: 'short' }), 'hedge'),
    ccxt: ({ ccxt }) => ccxt.createOrder(PAIR, 'market', 'sell', 0.01, undefined, HEDGED),
    bitgetApi: ({ classic }) =>
      classic.futuresSubmitOrder({ ...placed, side: 'sell', tradeSide: 'open', orderType: 'market' }),
  },
  {
    name: 'market order that closes a short',
    ours: place(order({ positionSide: 'short', intent: 'close' }), 'hedge'),
    ccxt: ({ ccxt }) => ccxt.createOrder(PAIR, 'market', 'buy', 0.01, undefined, { ...HEDGED, reduceOnly: true }),
    bitgetApi: ({ classic }) =>
      classic.futuresSubmitOrder({ ...placed, side: 'sell', tradeSide: 'close', orderType: 'market' }),
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
    bitgetApi: ({ classic }) =>
      classic.futuresSubmitOrder({
        ...placed,
        side: 'buy',
        tradeSide: 'open',
        orderType: 'limit',
        force: 'gtc',
        price: '60000',
        presetStopLossPrice: '59000',
        presetStopSurplusPrice: '62000',
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
    ([name, timeInForce, force]): Intent => ({
      name,
      ours: place(limit({ timeInForce }), 'one-way'),
      ccxt: ({ ccxt }) =>
        ccxt.createOrder(PAIR, 'limit', 'buy', 0.01, 60_000, {
          ...named,
          ...(force === 'post_only' ? { postOnly: true } : { timeInForce: force.toUpperCase() }),
        }),
      bitgetApi: ({ classic }) =>
        classic.futuresSubmitOrder({ ...placed, side: 'buy', orderType: 'limit', price: '60000', force }),
    }),
  ),
  {
    name: 'reduce-only order',
    ours: place(limit({ intent: 'close', price: TARGET }), 'one-way'),
    ccxt: ({ ccxt }) => ccxt.createOrder(PAIR, 'limit', 'sell', 0.01, 62_000, { ...named, reduceOnly: true }),
    bitgetApi: ({ classic }) =>
      classic.futuresSubmitOrder({
        ...placed,
        side: 'sell',
        orderType: 'limit',
        price: '62000',
        force: 'gtc',
        reduceOnly: 'YES',
      }),
  },
];

const pair = [
  { size: '0.01', side: 'buy', tradeSide: 'open', orderType: 'limit', force: 'gtc', price: '60000', clientOid: 'b-1' },
  { size: '0.01', side: 'sell', tradeSide: 'open', orderType: 'market', clientOid: 'b-2' },
] as const;

const changes: readonly Intent[] = [
  {
    name: 'two orders at once',
    ours: ({ ours }) =>
      ours.call(endpoints.batchPlaceOrder, {
        ...settled,
        marginMode: 'crossed',
        orderList: pair.map((one) => ({ ...one })),
      }),
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
    bitgetApi: ({ classic }) =>
      classic.futuresBatchSubmitOrders({
        ...settled,
        marginMode: 'crossed',
        orderList: pair.map((one) => ({ ...one })),
      }),
  },
  {
    name: 'change of price and size',
    ours: ({ ours }) =>
      ours.call(endpoints.modifyOrder, {
        ...contract,
        clientOid: 'v-1',
        newClientOid: 'v-2',
        newSize: '0.02',
        newPrice: '59000',
      }),
    ccxt: ({ ccxt }) =>
      ccxt.editOrder(undefined, PAIR, 'limit', 'buy', 0.02, 59_000, { ...named, newClientOid: 'v-2' }),
    bitgetApi: ({ classic }) =>
      classic.futuresModifyOrder({
        ...contract,
        clientOid: 'v-1',
        newClientOid: 'v-2',
        newSize: '0.02',
        newPrice: '59000',
      }),
  },
  {
    name: 'cancel by our name',
    ours: ({ ours }) => ours.call(endpoints.cancelOrder, { ...settled, clientOid: 'v-1' }),
    ccxt: ({ ccxt }) => ccxt.cancelOrder(undefined, PAIR, named),
    bitgetApi: ({ classic }) => classic.futuresCancelOrder({ ...settled, clientOid: 'v-1' }),
  },
  {
    name: 'cancel all of a contract',
    ours: ({ ours }) => ours.call(endpoints.batchCancelOrders, contract),
    ccxt: ({ ccxt }) => ccxt.cancelAllOrders(PAIR),
    bitgetApi: ({ classic }) => classic.futuresBatchCancelOrders(contract),
  },
  {
    name: 'cancel all',
    ours: ({ ours }) => ours.call(endpoints.cancelAllOrders, { productType, marginCoin }),
    bitgetApi: ({ classic }) => classic.futuresCancelAllOrders({ productType, marginCoin }),
  },
];

const plan = { ...placed, planType: 'normal_plan', triggerPrice: '59000', triggerType: 'mark_price' } as const;

const triggers: readonly Intent[] = [
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
    bitgetApi: ({ classic }) =>
      classic.futuresSubmitTPSLOrder({
        ...settled,
        planType: 'pos_loss',
        triggerPrice: '59000',
        triggerType: 'mark_price',
        holdSide: 'long',
        size: '',
        clientOid: 't-1',
      }),
  },
  {
    name: 'take-profit of a whole long, one-way',
    ours: protect(trigger({ kind: 'take-profit', triggerPrice: TARGET }), 'one-way'),
    ccxt: ({ ccxt }) =>
      ccxt.createOrder(PAIR, 'market', 'sell', 0.01, undefined, {
        clientOrderId: 't-1',
        reduceOnly: true,
        takeProfitPrice: 62_000,
      }),
    bitgetApi: ({ classic }) =>
      classic.futuresSubmitTPSLOrder({
        ...settled,
        planType: 'pos_profit',
        triggerPrice: '62000',
        triggerType: 'mark_price',
        holdSide: 'buy',
        size: '',
        clientOid: 't-1',
      }),
  },
  {
    name: 'order that waits for a price',
    ours: ({ ours }) =>
      ours.call(endpoints.placePlanOrder, {
        ...plan,
        side: 'buy',
        tradeSide: 'open',
        orderType: 'limit',
        price: '60000',
      }),
    ccxt: ({ ccxt }) => ccxt.createOrder(PAIR, 'limit', 'buy', 0.01, 60_000, { ...HEDGED, triggerPrice: 59_000 }),
    bitgetApi: ({ classic }) =>
      classic.futuresSubmitPlanOrder({ ...plan, side: 'buy', tradeSide: 'open', orderType: 'limit', price: '60000' }),
  },
  {
    name: 'open take-profits and stop-losses',
    ours: ({ ours }) => ours.call(endpoints.ordersPlanPending, { ...contract, planType: 'profit_loss', limit: '100' }),
    ccxt: ({ ccxt }) => ccxt.fetchOpenOrders(PAIR, undefined, 100, { trigger: true, planType: 'profit_loss' }),
    bitgetApi: ({ classic }) => classic.getFuturesPlanOrders({ ...contract, planType: 'profit_loss', limit: '100' }),
  },
  {
    name: 'cancel of a stop-loss',
    ours: ({ ours }) =>
      ours.call(endpoints.cancelPlanOrder, { ...settled, planType: 'pos_loss', orderIdList: [{ orderId: '7' }] }),
    ccxt: ({ ccxt }) => ccxt.cancelOrder('7', PAIR, { trigger: true, planType: 'pos_loss' }),
    bitgetApi: ({ classic }) =>
      classic.futuresCancelPlanOrder({ ...settled, planType: 'pos_loss', orderIdList: [{ orderId: '7' }] }),
  },
];

export const classicOrders: readonly Intent[] = [...hedgeOrders, ...oneWayOrders, ...changes, ...triggers];
