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
import { countOf } from './open-orders.ts';
import {
  type Account,
  accountOf,
  type Core,
  type Market,
  nextId,
  type Order,
  type OrderLinks,
  type Position,
  remember,
  seatOf,
  touch,
} from './state.ts';
import type { CancelReason, OrderDetail, OrderPlacement, OrderSource, Reference } from './types.ts';

export type NewOrder = {
  readonly placement: OrderPlacement;
  readonly source: OrderSource;
  readonly leverage: number;
  readonly reserved: Order['reserved'];
};

/** Accepts the order and reports it live. */
export function openOrder(core: Core, account: Account, { placement, source, leverage, reserved }: NewOrder): Order {
  const { intent, positionSide, type } = placement;
  const order: Order = {
    account: account.name,
    orderId: nextId(core),
    clientOid: placement.clientOid,
    symbol: placement.symbol,
    intent,
    positionSide,
    side: economicSide(intent, positionSide),
    source,
    type,
    price: type === 'market' ? undefined : placement.price,
    size: placement.size,
    filled: 0 as Lots,
    status: 'live',
    timeInForce: placement.timeInForce,
    marginMode: placement.marginMode,
    leverage,
    stopLoss: placement.stopLoss,
    takeProfit: placement.takeProfit,
    stopLossBy: placement.stopLossBy,
    takeProfitBy: placement.takeProfitBy,
    stopLossExecute: placement.stopLossExecute,
    takeProfitExecute: placement.takeProfitExecute,
    stpMode: placement.stpMode ?? 'none',
    filledNotional: ZERO,
    fee: ZERO,
    profit: ZERO,
    createdAt: core.now,
    updatedAt: core.now,
    isResting: false,
    restedAs: 0,
    queueAhead: 0,
    reserved,
    cancelReason: undefined,
    seat: seatOf(core, account, placement.symbol),
    count: core.lastId,
    older: undefined,
    younger: undefined,
    level: undefined,
    before: undefined,
    behind: undefined,
  };
  account.open.add(order);
  publish(core, order);
  touch(core, account, 'balance', order.symbol);
  return order;
}

/** All that is saved of an order. */
export function savedOrder(order: Order): SavedOrder {
  const {
    seat: _,
    count: _count,
    older: _older,
    younger: _younger,
    level: _level,
    before: _before,
    behind: _behind,
    ...saved
  } = order;
  return saved;
}

export type SavedOrder = Omit<Order, keyof OrderLinks>;

/** An order as it was saved, without its links among others. */
export const restoredOrder = (core: Core, saved: SavedOrder): Order => ({
  account: saved.account,
  orderId: saved.orderId,
  clientOid: saved.clientOid,
  symbol: saved.symbol,
  intent: saved.intent,
  positionSide: saved.positionSide,
  side: saved.side,
  source: saved.source,
  type: saved.type,
  price: saved.price,
  size: saved.size,
  filled: saved.filled,
  status: saved.status,
  timeInForce: saved.timeInForce,
  marginMode: saved.marginMode,
  leverage: saved.leverage,
  stopLoss: saved.stopLoss,
  takeProfit: saved.takeProfit,
  stopLossBy: saved.stopLossBy,
  takeProfitBy: saved.takeProfitBy,
  stopLossExecute: saved.stopLossExecute,
  takeProfitExecute: saved.takeProfitExecute,
  stpMode: saved.stpMode,
  filledNotional: saved.filledNotional,
  fee: saved.fee,
  profit: saved.profit,
  createdAt: saved.createdAt,
  updatedAt: saved.updatedAt,
  isResting: saved.isResting,
  restedAs: saved.restedAs,
  queueAhead: saved.queueAhead,
  reserved: saved.reserved,
  cancelReason: saved.cancelReason,
  seat: seatOf(core, accountOf(core, saved.account), saved.symbol),
  count: countOf(saved.orderId),
  older: undefined,
  younger: undefined,
  level: undefined,
  before: undefined,
  behind: undefined,
});

/** From here on the order can be taken, after those that rest at its price already. */
export function enterBook(core: Core, market: Market, order: Order): void {
  order.isResting = true;
  order.restedAs = ++core.lastRested;
  market.own.add(order);
}

export function leaveBook(order: Order): void {
  if (!order.isResting) return;
  order.isResting = false;
  order.seat.market.own.remove(order);
}

/** Reports the order as it is; one that is filled or canceled ends here. */
export function updateOrder(core: Core, order: Order, status: Order['status']): void {
  order.status = status;
  order.updatedAt = core.now;
  if (isTerminal(status)) {
    leaveBook(order);
    const { account } = order.seat;
    account.open.remove(order);
    order.reserved = ZERO;
    remember(account.orders, order, core.options.historyMax);
    touch(core, account, 'balance', order.symbol);
  }
  publish(core, order);
}

export type OrderChange = Pick<Order, 'price' | 'size' | 'reserved'>;

/** Gives an open order another price and size, and reports it. */
export function changeOrder(core: Core, order: Order, { price, size, reserved }: OrderChange): void {
  const { account } = order.seat;
  if (price !== order.price) leaveBook(order);
  account.open.reserved += reserved - order.reserved;
  account.open.grow(order, order.filled - order.size);
  order.price = price;
  order.size = size;
  order.reserved = reserved;
  account.open.grow(order, size - order.filled);
  updateOrder(core, order, order.status);
  touch(core, account, 'balance', order.symbol);
}

export function cancelOrder(core: Core, order: Order, reason: CancelReason): void {
  if (isTerminal(order.status)) return;
  order.cancelReason = reason;
  updateOrder(core, order, 'canceled');
}

const publish = (core: Core, order: Order): void =>
  core.outbox.event(order.account, {
    type: 'order',
    at: core.now,
    report: reportOf(order),
  });

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
export function detailOf(order: Order): OrderDetail {
  const { isResting: _, restedAs: _as, queueAhead: _ahead, reserved: _reserved, ...detail } = savedOrder(order);
  return detail;
}

const matches = (order: Order, { symbol, id, clientOid }: Reference): boolean =>
  order.symbol === symbol &&
  (id ? order.orderId === id : clientOid !== undefined && clientOid !== '' && order.clientOid === clientOid);

export function findOpenOrder(account: Account, { symbol, id, clientOid }: Reference): Order | undefined {
  const order = id ? account.open.byId(id) : account.open.byClientOid(clientOid ?? '');
  return order?.symbol === symbol ? order : undefined;
}

/** Open, or else the youngest of the finished ones that fit. */
export const findOrder = (account: Account, reference: Reference): Order | undefined =>
  findOpenOrder(account, reference) ?? account.orders.findLast((order) => matches(order, reference));

const isCloseOf = (order: Order, positionSide: PositionSide): boolean =>
  order.intent === 'close' && order.positionSide === positionSide;

/** Open close orders of a position, oldest first; a copy. */
export function closesOf(core: Core, { account, symbol, positionSide }: Position): readonly Order[] {
  const { open } = accountOf(core, account);
  if (open.closes === 0) return NONE;
  return open.list().filter((order) => order.symbol === symbol && isCloseOf(order, positionSide));
}

const NONE: readonly Order[] = Object.freeze([]);

/** Lots of the position that no open close order occupies. */
export function closableOf(core: Core, position: Position): Lots {
  let occupied = 0;
  for (const order of closesOf(core, position)) occupied += order.size - order.filled;
  return Math.max(position.size - occupied, 0) as Lots;
}

/** Cancels the youngest close orders until the rest fits into the position. */
export function trimCloses(core: Core, position: Position): void {
  const closes = [...closesOf(core, position)];
  if (closes.length === 0) return;
  let occupied = closes.reduce((sum, order) => sum + order.size - order.filled, 0);
  while (occupied > position.size) {
    const order = closes.pop();
    if (!order) return;
    occupied -= order.size - order.filled;
    cancelOrder(core, order, 'nothing-to-close');
  }
}

/** Gives back the share of the held margin that belongs to `size` lots which are filled now. */
export function releaseReserved(account: Account, order: Order, size: Lots): void {
  if (order.reserved === 0n) return;
  const remaining = order.size - order.filled;
  const share = remaining === size ? order.reserved : (order.reserved * BigInt(size)) / BigInt(remaining);
  order.reserved = asMoney(order.reserved - share);
  account.open.reserved -= share;
}

/** The worst price that the order accepts; undefined: any. */
export const limitOf = (order: Order): Ticks | undefined => (order.type === 'limit' ? order.price : undefined);
