/**
 * Placing, changing, canceling and listing a Unified account's orders; fills.
 * Invariant: an accepted order is received, not matched; `orderId` decides where both names are given.
 */
import type { RequestOf } from '../../../../bitget/protocol/index.ts';
import type { unifiedEndpoints } from '../../../../bitget/unified/index.ts';
import {
  economicSide,
  type Instrument,
  type OrderIntent,
  type PositionSide,
  type Ticks,
} from '../../../../domain/index.ts';
import type { OrderDetail, OrderPlacement } from '../../../core/index.ts';
import type { MadeFill } from '../../history.ts';
import { ApiError } from '../../http/api-error.ts';
import type { Call } from '../../routes/call.ts';
import type { Names } from '../../routes/names.ts';
import { type PageQuery, pageOf } from '../../routes/paging.ts';
import { marginModeOf, STP_MODES } from '../../wire/words.ts';
import { fillRow, orderRow } from '../wire/orders.ts';
import { MARGIN_MODE_DEFAULT, TIME_IN_FORCE, triggerByOf } from '../wire/words.ts';
import { useMarginMode } from './account.ts';
import { isNamed, readOptionalPrice, readPrice, readSize, runEach, type UnifiedHandlers } from './call.ts';

type Terms = RequestOf<typeof unifiedEndpoints.placeOrder>;
type Doing = { readonly intent: OrderIntent; readonly positionSide: PositionSide };

/** Hedge mode: the side that leads away from the position closes it. One-way mode: only `reduceOnly` closes. */
export function doingOf(
  call: Call,
  { side, posSide, reduceOnly = 'no' }: Pick<Terms, 'side' | 'posSide' | 'reduceOnly'>,
): Doing {
  const opened = side === 'buy' ? 'long' : 'short';
  if (call.positionMode === 'one-way') {
    if (reduceOnly.toLowerCase() !== 'yes') return { intent: 'open', positionSide: opened };
    return { intent: 'close', positionSide: opened === 'long' ? 'short' : 'long' };
  }
  if (posSide === undefined) throw new ApiError('25236');
  return { intent: posSide === opened ? 'open' : 'close', positionSide: posSide };
}

/** How a take-profit and a stop-loss fire, beyond their prices. @throws ApiError 40019 for a limit without a price. */
export function firingOf(instrument: Instrument, terms: Partial<Terms>) {
  const limitOf = (type: string | undefined, text: string | undefined, field: string): Ticks | undefined => {
    if (type !== 'limit') return undefined;
    if (!text) throw new ApiError('40019', field);
    return readPrice(instrument, text);
  };
  return {
    stopLossBy: triggerByOf(terms.slTriggerBy),
    takeProfitBy: triggerByOf(terms.tpTriggerBy),
    stopLossExecute: limitOf(terms.slOrderType, terms.slLimitPrice, 'slLimitPrice'),
    takeProfitExecute: limitOf(terms.tpOrderType, terms.tpLimitPrice, 'tpLimitPrice'),
  };
}

function placement(call: Call, terms: Terms): OrderPlacement {
  const instrument = call.instrument(terms.symbol);
  const isLimit = terms.orderType === 'limit';
  if (isLimit && !terms.price) throw new ApiError('40019', 'price');
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
    ...firingOf(instrument, terms),
    stpMode: STP_MODES[terms.stpMode ?? 'none'],
  };
}

/** There is no call that sets the margin mode: an opening order brings it. */
function place(call: Call, order: OrderPlacement) {
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

type Change = RequestOf<typeof unifiedEndpoints.modifyOrder>;

/** The order keeps its id. */
function modify(call: Call, request: Change) {
  const { symbol, orderId, clientOid, side, positionSide } = openOrder(call, request);
  const instrument = call.instrument(symbol);
  const change = {
    symbol,
    id: orderId,
    price: readOptionalPrice(instrument, request.price),
    size: request.qty === undefined ? undefined : readSize(instrument, request.qty),
    isCanceledOnRefusal: request.autoCancel === 'yes',
  };
  call.execute((exchange, at) => exchange.amend(call.account, change, at), { side, positionSide });
  return { orderId, clientOid };
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

export const orderRoutes: UnifiedHandlers<
  | 'placeOrder'
  | 'placeBatch'
  | 'modifyOrder'
  | 'cancelOrder'
  | 'cancelBatch'
  | 'cancelSymbolOrder'
  | 'batchModifyOrder'
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

  batchModifyOrder: (request, call) =>
    runEach(
      request,
      (change) => modify(call, change),
      (change) => change,
    ),

  orderInfo: (request, call) => {
    const order = findOrder(call, request);
    return orderRow(call.instrument(order.symbol), call.positionMode, order);
  },

  unfilledOrders: (request, call) => orderPage(call, call.exchange.openOrderDetails(call.account), request),

  historyOrders: (request, call) => orderPage(call, call.desk.parts.history.of(call.account).order, request),

  fills: (request, call) => fillPage(call, request),
};
