/**
 * What an account asks of its orders: place, cancel, modify, amend.
 * Invariant: a refusal leaves everything as it was; an acceptance means received, not matched.
 */
import { lots, type Money } from '../../domain/index.ts';
import { send } from './delivery.ts';
import { take } from './matching.ts';
import { admitOrder } from './order-admission.ts';
import { checkOrder } from './order-checks.ts';
import { cancelOrder, changeOrder, closableOf, findOpenOrder, leaveBook } from './order-store.ts';
import { accepted, refuse } from './refuse.ts';
import { settle } from './settle.ts';
import { type Account, type Core, type Order, positionOf } from './state.ts';
import type { Accepted, AmendRequest, CommandResult, ModifyRequest, OrderPlacement, Reference } from './types.ts';

export function placeOrder(core: Core, account: Account, request: OrderPlacement): CommandResult {
  const checked = checkOrder(core, account, request);
  if (!checked.ok) return checked;
  return accept(core, account, request, checked.reserved);
}

function accept(core: Core, account: Account, request: OrderPlacement, reserved: Money): Accepted {
  const order = admitOrder(core, account, { request, source: 'client', reserved });
  send(core, 'order', order);
  return accepted(order.orderId);
}

export function cancelOrderCommand(core: Core, account: Account, reference: Reference): CommandResult {
  const order = findOpenOrder(account, reference);
  if (!order) return notFound(reference);
  send(core, 'cancel', order);
  return accepted(order.orderId);
}

export function cancelAllOrders(core: Core, account: Account, symbol: string | undefined): CommandResult {
  for (const order of [...core.orders.of(account.name)]) {
    if (symbol === undefined || order.symbol === symbol) send(core, 'cancel', order);
  }
  return accepted(symbol ?? '');
}

/** The present order leaves the book at once, with what it has filled; the next one has `size` and goes to the end of the queue. */
export function modifyOrder(core: Core, account: Account, request: ModifyRequest): CommandResult {
  const order = findOpenOrder(account, request);
  if (order?.type !== 'limit') return notFound(request);
  const placement: OrderPlacement = {
    ...order,
    clientOid: request.newClientOid,
    price: request.price,
    size: request.size,
  };
  const checked = checkOrder(core, account, placement, order);
  if (!checked.ok) return checked;
  cancelOrder(core, order, 'modified');
  return accept(core, account, placement, checked.reserved);
}

/** In place: the order keeps its id and its fills; at another price or a larger size it goes to the end of the queue. */
export function amendOrder(core: Core, account: Account, request: AmendRequest): CommandResult {
  const order = findOpenOrder(account, request);
  if (order?.type !== 'limit') return notFound(request);
  const [price, size] = [request.price ?? order.price, request.size ?? order.size];
  if (price === order.price && size === order.size) return refuse('nothing-to-change', { price, size });
  if (size <= order.filled) return refuse('size-invalid', { size, filled: order.filled });
  const remaining = lots(size - order.filled);
  if (order.intent === 'close' && remaining > roomFor(core, order)) return refuse('reduce-size', { size });
  const checked = checkOrder(core, account, { ...order, price, size: remaining }, order);
  if (!checked.ok) {
    if (request.isCanceledOnRefusal) cancelOrder(core, order, 'modified');
    return checked;
  }
  const isInPlace = price === order.price && size < order.size;
  const wasResting = order.isResting;
  changeOrder(core, order, { price, size, reserved: checked.reserved });
  if (!isInPlace && wasResting) {
    leaveBook(order);
    take(core, order);
    settle(core, checked.market);
  }
  return accepted(order.orderId);
}

/** Lots of the position that no other close occupies. */
function roomFor(core: Core, order: Order): number {
  const position = positionOf(core, order.account, order.symbol, order.positionSide);
  return position ? closableOf(core, position) + order.size - order.filled : 0;
}

const notFound = ({ symbol, id, clientOid }: Reference): CommandResult =>
  refuse('order-not-found', { symbol, id, clientOid });
