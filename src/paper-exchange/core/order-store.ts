/**
 * Opens, reports and ends orders; the only writer of their status.
 * Invariant: an order ends once, is then in the history of its account, and holds no margin.
 */
import {
  asMoney,
  economicSide,
  isTerminal,
  type Lots,
  type OrderReport,
  type PositionSide,
  type Ticks,
  ZERO,
} from '../../domain/index.ts';
import { type Account, accountOf, type Core, nextId, type Order, type Position, remember, touch } from './state.ts';
import type { OrderDetail, OrderPlacement, OrderSource, Reference } from './types.ts';

export type NewOrder = {
  readonly placement: OrderPlacement;
  readonly source: OrderSource;
  readonly leverage: number;
  readonly reserved: Order['reserved'];
};

/** Accepts the order and reports it live. */
export function openOrder(core: Core, account: Account, { placement, source, leverage, reserved }: NewOrder): Order {
  const { clientOid, symbol, intent, positionSide, type, price, size, timeInForce, marginMode, stopLoss, takeProfit } =
    placement;
  const order: Order = {
    account: account.name,
    orderId: nextId(core),
    clientOid,
    symbol,
    intent,
    positionSide,
    side: economicSide(intent, positionSide),
    source,
    type,
    price: type === 'market' ? undefined : price,
    size,
    filled: 0 as Lots,
    status: 'live',
    timeInForce,
    marginMode,
    leverage,
    stopLoss,
    takeProfit,
    filledNotional: ZERO,
    fee: ZERO,
    profit: ZERO,
    createdAt: core.now,
    updatedAt: core.now,
    isResting: false,
    queueAhead: 0,
    reserved,
  };
  core.orders.add(order);
  publish(core, order);
  touch(core, account, 'balance', symbol);
  return order;
}

/** Reports the order as it is; one that is filled or canceled ends here. */
export function updateOrder(core: Core, order: Order, status: Order['status']): void {
  order.status = status;
  order.updatedAt = core.now;
  if (isTerminal(status)) {
    order.isResting = false;
    order.reserved = ZERO;
    core.orders.remove(order);
    const account = accountOf(core, order.account);
    remember(account.orders, order, core.options.historyMax);
    touch(core, account, 'balance', order.symbol);
  }
  publish(core, order);
}

export function cancelOrder(core: Core, order: Order): void {
  if (!isTerminal(order.status)) updateOrder(core, order, 'canceled');
}

const publish = (core: Core, order: Order): void =>
  core.outbox.event(order.account, { type: 'order', at: core.now, report: reportOf(order) });

export const reportOf = (order: Order): OrderReport => ({
  clientOid: order.clientOid,
  orderId: order.orderId,
  symbol: order.symbol,
  intent: order.intent,
  positionSide: order.positionSide,
  type: order.type,
  price: order.price,
  size: order.size,
  filled: order.filled,
  status: order.status,
  updatedAt: order.updatedAt,
});

/** A copy without what only the matching knows. */
export function detailOf({ isResting: _, queueAhead: _ahead, reserved: _reserved, ...detail }: Order): OrderDetail {
  return detail;
}

const matches = (order: Order, { symbol, id, clientOid }: Reference): boolean =>
  order.symbol === symbol &&
  (id ? order.orderId === id : clientOid !== undefined && clientOid !== '' && order.clientOid === clientOid);

export const findOpenOrder = (core: Core, account: Account, reference: Reference): Order | undefined =>
  core.orders.of(account.name).find((order) => matches(order, reference));

/** Open, or else the youngest of the finished ones that fit. */
export const findOrder = (core: Core, account: Account, reference: Reference): Order | undefined =>
  findOpenOrder(core, account, reference) ?? account.orders.findLast((order) => matches(order, reference));

export const isCloseOf = (order: Order, account: string, positionSide: PositionSide): boolean =>
  order.account === account && order.intent === 'close' && order.positionSide === positionSide;

/** Open close orders of a position, oldest first; a copy. */
export const closesOf = (core: Core, position: Position): Order[] =>
  core.orders.in(position.symbol).filter((order) => isCloseOf(order, position.account, position.positionSide));

/** Lots of the position that no open close order occupies. */
export function closableOf(core: Core, position: Position): Lots {
  let occupied = 0;
  for (const order of closesOf(core, position)) occupied += order.size - order.filled;
  return Math.max(position.size - occupied, 0) as Lots;
}

/** Cancels the youngest close orders until the rest fits into the position. */
export function trimCloses(core: Core, position: Position): void {
  const closes = closesOf(core, position);
  let occupied = closes.reduce((sum, order) => sum + order.size - order.filled, 0);
  while (occupied > position.size) {
    const order = closes.pop();
    if (!order) return;
    occupied -= order.size - order.filled;
    cancelOrder(core, order);
  }
}

/** Gives back the share of the held margin that belongs to `size` lots which are filled now. */
export function releaseReserved(order: Order, size: Lots): void {
  const remaining = BigInt(order.size - order.filled);
  order.reserved = remaining === 0n ? ZERO : asMoney(order.reserved - (order.reserved * BigInt(size)) / remaining);
}

/** The worst price that the order accepts; undefined: any. */
export const limitOf = (order: Order): Ticks | undefined => (order.type === 'limit' ? order.price : undefined);
