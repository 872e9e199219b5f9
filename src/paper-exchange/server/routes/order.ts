/**
 * Placing, changing, canceling and listing orders; fills.
 * Invariant: an accepted order is received, not matched; `orderId` decides where both names are given.
 */
import { economicSide, type Instrument, type OrderIntent, type PositionMode } from '../../../domain/index.ts';
import type { OrderDetail, OrderPlacement } from '../../core/index.ts';
import { ApiError } from '../http/api-error.ts';
import { fillRow } from '../wire/fills.ts';
import { orderDetail, orderRow } from '../wire/orders.ts';
import { doingOf, marginModeOf, priceText, STP_MODES } from '../wire/words.ts';
import {
  type Call,
  type Handlers,
  readExecutePrice,
  readOptionalPrice,
  readPrice,
  readSize,
  runBatch,
} from './call.ts';
import { type Names, nameOf, reference } from './names.ts';
import { type PageQuery, pageOf } from './paging.ts';

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
  readonly presetStopSurplusExecutePrice?: string;
  readonly presetStopLossExecutePrice?: string;
  readonly stpMode?: keyof typeof STP_MODES;
};

type Target = { readonly symbol: string; readonly marginMode: string };

type Closing = { readonly tradeSide?: 'open' | 'close' | undefined; readonly reduceOnly?: string | undefined };

/** In hedge mode the order says whether it opens or closes; in one-way mode only `reduceOnly` tells. @throws ApiError 40774. */
export function intentOf(mode: PositionMode, { tradeSide, reduceOnly }: Closing): OrderIntent {
  if (mode === 'one-way') return reduceOnly?.toUpperCase() === 'YES' ? 'close' : 'open';
  if (tradeSide === undefined) throw new ApiError('40774');
  return tradeSide;
}

function placement(call: Call, target: Target, terms: Terms): OrderPlacement {
  const instrument = call.instrument(target.symbol);
  const isLimit = terms.orderType === 'limit';
  if (isLimit && !terms.price) throw new ApiError('40019', 'price');
  const mode = call.positionMode;
  return {
    ...doingOf(mode, terms.side, intentOf(mode, terms) === 'close'),
    clientOid: terms.clientOid ?? '',
    symbol: instrument.symbol,
    type: terms.orderType,
    price: isLimit ? readOptionalPrice(instrument, terms.price) : undefined,
    size: readSize(instrument, terms.size),
    timeInForce: isLimit ? TIME_IN_FORCE[terms.force ?? 'gtc'] : 'gtc',
    marginMode: marginModeOf(target.marginMode),
    stopLoss: readOptionalPrice(instrument, terms.presetStopLossPrice),
    takeProfit: readOptionalPrice(instrument, terms.presetStopSurplusPrice),
    stopLossExecute: readExecutePrice(instrument, terms.presetStopLossExecutePrice),
    takeProfitExecute: readExecutePrice(instrument, terms.presetStopSurplusExecutePrice),
    stpMode: STP_MODES[terms.stpMode ?? 'none'],
  };
}

function place(call: Call, order: OrderPlacement) {
  const asked = { positionSide: order.positionSide, side: economicSide(order.intent, order.positionSide) };
  const { id } = call.execute((exchange, at) => exchange.place(call.account, order, at), asked);
  return { orderId: id, clientOid: order.clientOid };
}

type NewPresets = { readonly newPresetStopSurplusPrice?: string; readonly newPresetStopLossPrice?: string };

/** The order that takes the place of another has the presets of that one. @throws ApiError 400172 where others are asked for. */
function checkPresets(instrument: Instrument, order: OrderDetail | undefined, wanted: NewPresets): void {
  const { newPresetStopSurplusPrice: takeProfit, newPresetStopLossPrice: stopLoss } = wanted;
  const isOther = (text: string | undefined, preset: OrderDetail['stopLoss']) =>
    text !== undefined &&
    text !== '' &&
    priceText(instrument, readOptionalPrice(instrument, text)) !== priceText(instrument, preset);
  if (isOther(takeProfit, order?.takeProfit)) throw new ApiError('400172', 'newPresetStopSurplusPrice');
  if (isOther(stopLoss, order?.stopLoss)) throw new ApiError('400172', 'newPresetStopLossPrice');
}

function cancel(call: Call, symbol: string, names: Names) {
  const { id } = call.execute((exchange, at) => exchange.cancel(call.account, reference(symbol, names), at));
  const order = call.exchange.order(call.account, { symbol, id });
  return { orderId: id, clientOid: order?.clientOid ?? names.clientOid ?? '' };
}

const cancelEach = (call: Call, orders: readonly { symbol: string; orderId: string; clientOid: string }[]) =>
  runBatch(orders, (order) => cancel(call, order.symbol, order), nameOf);

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

const WEEK_MS = 7 * 24 * 60 * 60_000;

function fillPage(call: Call, query: PageQuery & { readonly symbol?: string; readonly orderId?: string }) {
  const { symbol, orderId } = query;
  const made = call.desk.parts.history
    .of(call.account)
    .fill.filter(
      ({ fill }) => (symbol === undefined || fill.symbol === symbol) && (!orderId || fill.orderId === orderId),
    );
  const { rows, endId } = pageOf(made, query, { id: ({ fill }) => fill.tradeId, at: ({ fill }) => fill.at });
  const mode = call.positionMode;
  return { fillList: rows.map((row) => fillRow(call.instrument(row.fill.symbol), mode, row)), endId };
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
  | 'orderDetail'
  | 'ordersPending'
  | 'ordersHistory'
  | 'fills'
  | 'fillHistory'
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
    const named = reference(instrument.symbol, request);
    checkPresets(instrument, call.exchange.order(call.account, named), request);
    const change = {
      ...named,
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

  orderDetail: (request, call) => {
    const instrument = call.instrument(request.symbol);
    return orderDetail(instrument, call.positionMode, findOrder(call, instrument.symbol, request));
  },

  ordersPending: (request, call) => orderPage(call, byId(call.exchange.openOrderDetails(call.account)), request),

  ordersHistory: (request, call) => orderPage(call, byId(call.desk.parts.history.of(call.account).order), request),

  fills: (request, call) => fillPage(call, request),

  /** Not for demo accounts, and one week at most. */
  fillHistory: (request, call) => {
    if (call.caller.environment === 'demo') throw new ApiError('40099');
    const { startTime, endTime } = request;
    if (startTime !== undefined && endTime !== undefined && Number(endTime) - Number(startTime) > WEEK_MS)
      throw new ApiError('40020', 'endTime');
    return fillPage(call, request);
  },
};
