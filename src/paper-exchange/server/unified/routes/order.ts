/**
 * Placing, changing, canceling and listing a Unified account's orders; fills; closing at market.
 * Invariant: an accepted order is received, not matched; `orderId` decides where both names are given.
 */
import type { RequestOf } from '../../../../bitget/protocol/index.ts';
import type { unifiedEndpoints } from '../../../../bitget/unified/index.ts';
import { economicSide, type OrderIntent, type PositionSide } from '../../../../domain/index.ts';
import type { OrderDetail, OrderPlacement, PositionDetail } from '../../../core/index.ts';
import type { MadeFill } from '../../history.ts';
import { ApiError } from '../../http/api-error.ts';
import type { Call } from '../../routes/call.ts';
import { type PageQuery, pageOf } from '../../routes/paging.ts';
import { marginModeOf } from '../../wire/words.ts';
import { fillRow, orderRow } from '../wire/orders.ts';
import { MARGIN_MODE_DEFAULT, TIME_IN_FORCE } from '../wire/words.ts';
import { useMarginMode } from './account.ts';
import {
  DONE,
  isNamed,
  type Names,
  readOptionalPrice,
  readPrice,
  readSize,
  runEach,
  type UnifiedHandlers,
} from './call.ts';

const ORDERS_OPEN_MAX = 400;
const COUNTDOWN_S = { min: 5, max: 60 };

type Terms = RequestOf<typeof unifiedEndpoints.placeOrder>;
type Doing = { readonly intent: OrderIntent; readonly positionSide: PositionSide };

/** Hedge mode: the side that leads away from the position closes it. One-way mode: only `reduceOnly` closes. */
function doingOf(call: Call, { side, posSide, reduceOnly = 'no' }: Terms): Doing {
  const opened = side === 'buy' ? 'long' : 'short';
  if (call.positionMode === 'one-way') {
    if (reduceOnly.toLowerCase() !== 'yes') return { intent: 'open', positionSide: opened };
    return { intent: 'close', positionSide: opened === 'long' ? 'short' : 'long' };
  }
  if (posSide === undefined) throw new ApiError('25236');
  return { intent: posSide === opened ? 'open' : 'close', positionSide: posSide };
}

/** @throws ApiError 400172 where a take-profit or stop-loss would fire anything but a market order at the last price. */
export function refuseOtherTpsl(terms: Partial<Terms>): void {
  for (const field of ['tpOrderType', 'slOrderType'] as const) {
    if (terms[field] === 'limit') throw new ApiError('400172', field);
  }
  for (const field of ['tpLimitPrice', 'slLimitPrice'] as const) {
    if (Number(terms[field] || 0) !== 0) throw new ApiError('400172', field);
  }
}

function placement(call: Call, terms: Terms): OrderPlacement {
  const instrument = call.instrument(terms.symbol);
  const isLimit = terms.orderType === 'limit';
  if (isLimit && !terms.price) throw new ApiError('40019', 'price');
  refuseOtherTpsl(terms);
  for (const field of ['tpTriggerBy', 'slTriggerBy'] as const) {
    if (terms[field] === 'mark') throw new ApiError('400172', field);
  }
  const doing = doingOf(call, terms);
  const set = call.exchange.setting(call.account, instrument.symbol).marginMode;
  const asked = terms.marginMode === undefined ? MARGIN_MODE_DEFAULT : marginModeOf(terms.marginMode);
  return {
    ...doing,
    clientOid: terms.clientOid ?? '',
    symbol: instrument.symbol,
    type: terms.orderType,
    price: isLimit ? readOptionalPrice(instrument, terms.price) : undefined,
    size: readSize(instrument, terms.qty),
    timeInForce: isLimit ? TIME_IN_FORCE[terms.timeInForce ?? 'gtc'] : 'gtc',
    marginMode: doing.intent === 'close' ? set : asked,
    stopLoss: readOptionalPrice(instrument, terms.stopLoss),
    takeProfit: readOptionalPrice(instrument, terms.takeProfit),
  };
}

/** There is no call that sets the margin mode: an opening order brings it. */
function place(call: Call, order: OrderPlacement) {
  if (call.exchange.openOrders(call.account).length >= ORDERS_OPEN_MAX)
    throw new ApiError('25211', String(ORDERS_OPEN_MAX));
  useMarginMode(call, order.symbol, order.marginMode);
  const asked = { positionSide: order.positionSide, side: economicSide(order.intent, order.positionSide) };
  const { id } = call.execute((exchange, at) => exchange.place(call.account, order, at), asked);
  return { orderId: id, clientOid: order.clientOid };
}

/** @throws ApiError 25204 when no open order has the name. */
function openOrder(call: Call, names: Names): OrderDetail {
  const isWanted = isNamed(names);
  const found = call.exchange
    .openOrderDetails(call.account)
    .find(({ orderId, clientOid }) => isWanted({ id: orderId, clientOid }));
  if (!found) throw new ApiError('25204');
  return found;
}

function cancel(call: Call, names: Names) {
  const { symbol, orderId, clientOid } = openOrder(call, names);
  call.execute((exchange, at) => exchange.cancel(call.account, { symbol, id: orderId }, at));
  return { orderId, clientOid };
}

function modify(call: Call, request: RequestOf<typeof unifiedEndpoints.modifyOrder>) {
  const order = openOrder(call, request);
  if (order.price === undefined) throw new ApiError('25204');
  const instrument = call.instrument(order.symbol);
  const change = {
    symbol: order.symbol,
    id: order.orderId,
    newClientOid: order.clientOid,
    price: request.price === undefined ? order.price : readPrice(instrument, request.price),
    size: request.qty === undefined ? order.size : readSize(instrument, request.qty),
  };
  if (change.price === order.price && change.size === order.size) throw new ApiError('25571');
  const asked = { side: order.side, positionSide: order.positionSide };
  const { id } = call.execute((exchange, at) => exchange.modify(call.account, change, at), asked);
  return { orderId: id, clientOid: order.clientOid };
}

/** The order that is open, or the youngest finished one of that name. */
function findOrder(call: Call, names: Names): OrderDetail {
  const isWanted = isNamed(names);
  const isIt = ({ orderId, clientOid }: OrderDetail): boolean => isWanted({ id: orderId, clientOid });
  const found =
    call.exchange.openOrderDetails(call.account).find(isIt) ??
    call.desk.parts.history.of(call.account).order.findLast(isIt);
  if (!found) throw new ApiError('25204');
  return found;
}

type ListQuery = Omit<PageQuery, 'idLessThan'> & {
  readonly symbol?: string | undefined;
  readonly cursor?: string | undefined;
};

function orderPage(call: Call, orders: readonly OrderDetail[], { symbol, cursor, ...query }: ListQuery) {
  const mode = call.positionMode;
  const wanted = orders
    .filter((order) => symbol === undefined || order.symbol === symbol)
    .toSorted((a, b) => (BigInt(a.orderId) < BigInt(b.orderId) ? -1 : 1));
  const key = { id: ({ orderId }: OrderDetail) => orderId, at: ({ createdAt }: OrderDetail) => createdAt };
  const { rows, endId } = pageOf(wanted, { ...query, idLessThan: cursor }, key);
  return { list: rows.map((order) => orderRow(call.instrument(order.symbol), mode, order)), cursor: endId };
}

function fillPage(call: Call, { symbol, orderId, cursor, ...query }: ListQuery & { readonly orderId?: string }) {
  const mode = call.positionMode;
  const { fill: made, order: orders } = call.desk.parts.history.of(call.account);
  const wanted = made.filter(
    ({ fill }) => (symbol === undefined || fill.symbol === symbol) && (!orderId || fill.orderId === orderId),
  );
  const key = { id: ({ fill }: MadeFill) => fill.tradeId, at: ({ fill }: MadeFill) => fill.at };
  const { rows, endId } = pageOf(wanted, { ...query, idLessThan: cursor }, key);
  const list = rows.map(({ fill, source }) => {
    const order =
      call.exchange.order(call.account, { symbol: fill.symbol, id: fill.orderId }) ??
      orders.findLast((row) => row.orderId === fill.orderId);
    return fillRow(call.instrument(fill.symbol), mode, { fill, source, orderType: order?.type ?? 'market' });
  });
  return { list: list.length === 0 ? null : list, cursor: endId };
}

/** @throws ApiError 25227 when nothing that fits is held. */
function closeHeld(call: Call, { symbol, posSide }: { symbol?: string; posSide?: PositionSide }) {
  const isOneWay = call.positionMode === 'one-way';
  const held = call.exchange
    .positionDetails(call.account)
    .filter((position) => symbol === undefined || position.symbol === symbol)
    .filter((position) => posSide === undefined || isOneWay || position.positionSide === posSide);
  if (held.length === 0) throw new ApiError('25227');
  return runEach(
    held,
    (position) => place(call, closing(position)),
    () => ({}),
  );
}

const closing = ({ symbol, positionSide, size, marginMode }: PositionDetail): OrderPlacement => ({
  clientOid: '',
  symbol,
  intent: 'close',
  positionSide,
  type: 'market',
  price: undefined,
  size,
  timeInForce: 'gtc',
  marginMode,
  stopLoss: undefined,
  takeProfit: undefined,
});

export const orderRoutes: UnifiedHandlers<
  | 'placeOrder'
  | 'placeBatch'
  | 'modifyOrder'
  | 'cancelOrder'
  | 'cancelBatch'
  | 'cancelSymbolOrder'
  | 'countdownCancelAll'
  | 'closePositions'
  | 'orderInfo'
  | 'unfilledOrders'
  | 'historyOrders'
  | 'fills'
> = {
  placeOrder: (request, call) => place(call, placement(call, request)),

  placeBatch: (request, call) =>
    runEach(
      request,
      (terms) => place(call, placement(call, terms)),
      ({ clientOid }) => ({ clientOid }),
    ),

  modifyOrder: (request, call) => modify(call, request),

  cancelOrder: (request, call) => cancel(call, request),

  cancelBatch: (request, call) =>
    runEach(
      request,
      (names) => cancel(call, names),
      (names) => names,
    ),

  cancelSymbolOrder: ({ symbol }, call) => {
    const open = call.exchange
      .openOrders(call.account)
      .filter((order) => symbol === undefined || order.symbol === symbol);
    const list = runEach(
      open,
      (order) => cancel(call, { orderId: order.orderId }),
      (order) => order,
    );
    return { list };
  },

  countdownCancelAll: ({ countdown }, call) => {
    const seconds = Number(countdown);
    const isAllowed = seconds === 0 || (seconds >= COUNTDOWN_S.min && seconds <= COUNTDOWN_S.max);
    if (!isAllowed) throw new ApiError('400172', 'countdown');
    call.desk.cancelAllAt(call.account, seconds === 0 ? undefined : call.desk.now() + seconds * 1_000);
    return DONE;
  },

  closePositions: (request, call) => ({ list: closeHeld(call, request) }),

  orderInfo: (request, call) => {
    const order = findOrder(call, request);
    return orderRow(call.instrument(order.symbol), call.positionMode, order);
  },

  unfilledOrders: (request, call) => orderPage(call, call.exchange.openOrderDetails(call.account), request),

  historyOrders: (request, call) => orderPage(call, call.desk.parts.history.of(call.account).order, request),

  fills: (request, call) => fillPage(call, request),
};
