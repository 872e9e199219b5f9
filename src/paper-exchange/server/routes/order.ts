/**
 * Placing, changing, canceling and listing orders; fills; flash close.
 * Invariant: an accepted order is received, not matched; `orderId` decides where both names are given.
 */
import { economicSide, type Lots, type OrderIntent } from '../../../domain/index.ts';
import type { OrderDetail, OrderPlacement } from '../../core/index.ts';
import { ApiError } from '../http/api-error.ts';
import { fillRow } from '../wire/fills.ts';
import { orderDetail, orderRow } from '../wire/orders.ts';
import { doingOf, marginModeOf } from '../wire/words.ts';
import { type Call, type Handlers, readOptionalPrice, readPrice, readSize, runBatch } from './call.ts';
import { type PageQuery, pageOf } from './paging.ts';

const ORDERS_OPEN_MAX = 400;
const TIME_IN_FORCE = { gtc: 'gtc', ioc: 'ioc', fok: 'fok', post_only: 'post-only' } as const;

type Terms = {
  readonly size: string;
  readonly price?: string;
  readonly side: 'buy' | 'sell';
  readonly tradeSide?: 'open' | 'close';
  readonly orderType: 'market' | 'limit';
  readonly force?: keyof typeof TIME_IN_FORCE;
  readonly clientOid?: string;
  readonly reduceOnly?: 'YES' | 'NO';
  readonly presetStopSurplusPrice?: string;
  readonly presetStopLossPrice?: string;
};

type Names = { readonly orderId?: string | undefined; readonly clientOid?: string | undefined };

type Target = { readonly symbol: string; readonly marginMode: string };

/** In hedge mode the order says whether it opens or closes; in one-way mode only `reduceOnly` tells. */
function intentOf(call: Call, { tradeSide, reduceOnly }: Terms): OrderIntent {
  if (call.positionMode === 'one-way') return reduceOnly === 'YES' ? 'close' : 'open';
  if (tradeSide === undefined) throw new ApiError('40774');
  return tradeSide;
}

function placement(call: Call, target: Target, terms: Terms): OrderPlacement {
  const instrument = call.instrument(target.symbol);
  const isLimit = terms.orderType === 'limit';
  if (isLimit && !terms.price) throw new ApiError('40019', 'price');
  return {
    ...doingOf(call.positionMode, terms.side, intentOf(call, terms) === 'close'),
    clientOid: terms.clientOid ?? '',
    symbol: instrument.symbol,
    type: terms.orderType,
    price: isLimit ? readOptionalPrice(instrument, terms.price) : undefined,
    size: readSize(instrument, terms.size),
    timeInForce: isLimit ? TIME_IN_FORCE[terms.force ?? 'gtc'] : 'gtc',
    marginMode: marginModeOf(target.marginMode),
    stopLoss: readOptionalPrice(instrument, terms.presetStopLossPrice),
    takeProfit: readOptionalPrice(instrument, terms.presetStopSurplusPrice),
  };
}

function place(call: Call, order: OrderPlacement) {
  if (call.exchange.openOrders(call.account).length >= ORDERS_OPEN_MAX)
    throw new ApiError('45118', String(ORDERS_OPEN_MAX));
  const asked = { positionSide: order.positionSide, side: economicSide(order.intent, order.positionSide) };
  const { id } = call.execute((exchange, at) => exchange.place(call.account, order, at), asked);
  return { orderId: id, clientOid: order.clientOid };
}

/** @throws ApiError 40924 when neither name is given. */
function reference(symbol: string, { orderId, clientOid }: Names) {
  if (!orderId && !clientOid) throw new ApiError('40924');
  return { symbol, id: orderId || undefined, clientOid: clientOid || undefined };
}

function cancel(call: Call, symbol: string, names: Names) {
  const { id } = call.execute((exchange, at) => exchange.cancel(call.account, reference(symbol, names), at));
  const order = call.exchange.order(call.account, { symbol, id });
  return { orderId: id, clientOid: order?.clientOid ?? names.clientOid ?? '' };
}

const cancelEach = (call: Call, orders: readonly { symbol: string; orderId: string; clientOid: string }[]) =>
  runBatch(orders, (order) => cancel(call, order.symbol, order), nameOf);

const nameOf = ({ orderId = '', clientOid = '' }: Names) => ({ orderId, clientOid });

type ListQuery = PageQuery & Names & { readonly symbol?: string; readonly status?: string };

function orderPage(call: Call, orders: readonly OrderDetail[], query: ListQuery) {
  const mode = call.positionMode;
  const wanted = orders.filter((order) => isWanted(order, query));
  const { rows, endId } = pageOf(wanted, query, { id: (order) => order.orderId, at: (order) => order.createdAt });
  const entrustedList = rows.map((order) => orderRow(call.instrument(order.symbol), mode, order));
  const isOfStatus = (row: { status: string }) => query.status === undefined || row.status === query.status;
  return { entrustedList: entrustedList.filter(isOfStatus), endId };
}

const isWanted = (order: OrderDetail, { symbol, orderId, clientOid }: ListQuery): boolean =>
  (symbol === undefined || order.symbol === symbol) &&
  (!orderId || order.orderId === orderId) &&
  (!clientOid || order.clientOid === clientOid);

/** The order that is open, or the youngest finished one of that name. */
function findOrder(call: Call, symbol: string, names: Names): OrderDetail {
  const wanted = reference(symbol, names);
  const found =
    call.exchange.order(call.account, wanted) ??
    call.desk.parts.history
      .of(call.account)
      .order.findLast((order) =>
        isWanted(order, { symbol, orderId: wanted.id, clientOid: wanted.id ? undefined : wanted.clientOid }),
      );
  if (!found) throw new ApiError('40109');
  return found;
}

/** Ids rise with creation, the history with the end: paging needs the former. */
const byId = (orders: readonly OrderDetail[]): readonly OrderDetail[] =>
  orders.toSorted((a, b) => (BigInt(a.orderId) < BigInt(b.orderId) ? -1 : 1));

export const orderRoutes: Handlers<
  | 'placeOrder'
  | 'batchPlaceOrder'
  | 'modifyOrder'
  | 'cancelOrder'
  | 'batchCancelOrders'
  | 'cancelAllOrders'
  | 'closePositions'
  | 'orderDetail'
  | 'ordersPending'
  | 'ordersHistory'
  | 'fills'
> = {
  placeOrder: (request, call) => place(call, placement(call, request, request)),

  batchPlaceOrder: (request, call) =>
    runBatch(
      request.orderList,
      (terms) => place(call, placement(call, request, terms)),
      ({ clientOid = '' }) => ({ orderId: '', clientOid }),
    ),

  modifyOrder: (request, call) => {
    const { newPrice, newSize, newClientOid } = request;
    const instrument = call.instrument(request.symbol);
    if (!newPrice || !newSize) throw new ApiError('40019', newPrice ? 'newSize' : 'newPrice');
    const change = {
      ...reference(instrument.symbol, request),
      newClientOid,
      price: readPrice(instrument, newPrice),
      size: readSize(instrument, newSize),
    };
    const { id } = call.execute((exchange, at) => exchange.modify(call.account, change, at));
    return { orderId: id, clientOid: newClientOid };
  },

  cancelOrder: (request, call) => cancel(call, call.instrument(request.symbol).symbol, request),

  batchCancelOrders: ({ symbol, orderIdList }, call) => {
    const open = call.exchange
      .openOrders(call.account)
      .filter((order) => symbol === undefined || order.symbol === symbol);
    if (!orderIdList) return cancelEach(call, open);
    if (symbol === undefined) throw new ApiError('40019', 'symbol');
    return runBatch(orderIdList, (names) => cancel(call, call.instrument(symbol).symbol, names), nameOf);
  },

  cancelAllOrders: (_request, call) => {
    const open = call.exchange.openOrders(call.account);
    if (open.length === 0) throw new ApiError('22001');
    return cancelEach(call, open);
  },

  closePositions: ({ symbol, holdSide }, call) => {
    const positions = call.exchange
      .positionDetails(call.account)
      .filter((position) => symbol === undefined || position.symbol === symbol)
      .filter(
        (position) => holdSide === undefined || call.positionMode === 'one-way' || position.positionSide === holdSide,
      );
    if (positions.length === 0) throw new ApiError('22002');
    return runBatch(
      positions,
      (position) => ({ ...place(call, flashClose(position)), symbol: position.symbol }),
      (position) => ({ orderId: '', clientOid: '', symbol: position.symbol }),
    );
  },

  orderDetail: (request, call) => {
    const instrument = call.instrument(request.symbol);
    return orderDetail(instrument, call.positionMode, findOrder(call, instrument.symbol, request));
  },

  ordersPending: (request, call) => orderPage(call, byId(call.exchange.openOrderDetails(call.account)), request),

  ordersHistory: (request, call) => orderPage(call, byId(call.desk.parts.history.of(call.account).order), request),

  fills: (request, call) => {
    const { symbol, orderId } = request;
    const made = call.desk.parts.history
      .of(call.account)
      .fill.filter(
        ({ fill }) => (symbol === undefined || fill.symbol === symbol) && (!orderId || fill.orderId === orderId),
      );
    const { rows, endId } = pageOf(made, request, { id: ({ fill }) => fill.tradeId, at: ({ fill }) => fill.at });
    const mode = call.positionMode;
    return { fillList: rows.map((row) => fillRow(call.instrument(row.fill.symbol), mode, row)), endId };
  },
};

const flashClose = (position: {
  symbol: string;
  positionSide: 'long' | 'short';
  size: Lots;
  marginMode: 'isolated' | 'crossed';
}): OrderPlacement => ({
  clientOid: '',
  symbol: position.symbol,
  intent: 'close',
  positionSide: position.positionSide,
  type: 'market',
  price: undefined,
  size: position.size,
  timeInForce: 'gtc',
  marginMode: position.marginMode,
  stopLoss: undefined,
  takeProfit: undefined,
});
