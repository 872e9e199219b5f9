/**
 * What an account asks of its orders: place, cancel, modify.
 * Invariant: a refusal leaves everything as it was; an acceptance means received, not matched.
 */
import { type Lots, lots, type Money } from '../../domain/index.ts';
import { send } from './delivery.ts';
import { checkOrder, refuse } from './order-checks.ts';
import { cancelOrder, closableOf, closesOf, findOpenOrder, openOrder } from './order-store.ts';
import { type Account, type Core, positionOf, settingOf } from './state.ts';
import type { Accepted, CommandResult, ModifyRequest, OrderPlacement, Reference } from './types.ts';

export const accepted = (id: string): Accepted => ({ ok: true, id });

export function placeOrder(core: Core, account: Account, request: OrderPlacement): CommandResult {
  const checked = checkOrder(core, account, request);
  if (!checked.ok) return checked;
  return accept(core, account, request, checked.reserved);
}

function accept(core: Core, account: Account, request: OrderPlacement, reserved: Money): Accepted {
  const placement = request.intent === 'close' ? { ...request, size: makeRoom(core, account, request) } : request;
  const { leverage } = settingOf(core, account, request.symbol);
  const order = openOrder(core, account, { placement, source: 'client', leverage, reserved });
  send(core, 'order', order);
  return accepted(order.orderId);
}

/**
 * The size of a close after the closes that rest have made way. Hedge: a market close displaces closes that occupy the whole
 * position, else it closes only what they leave. One-way: the oldest ones go until the close fits.
 */
function makeRoom(core: Core, account: Account, request: OrderPlacement): Lots {
  const position = positionOf(core, account.name, request.symbol, request.positionSide);
  if (!position) return request.size;
  if (account.positionMode === 'hedge') {
    if (closableOf(core, position) === 0) for (const close of closesOf(core, position)) cancelOrder(core, close);
    return lots(Math.min(request.size, closableOf(core, position)));
  }
  const size = lots(Math.min(request.size, position.size));
  for (const close of closesOf(core, position)) {
    if (closableOf(core, position) >= size) break;
    cancelOrder(core, close);
  }
  return size;
}

export function cancelOrderCommand(core: Core, account: Account, reference: Reference): CommandResult {
  const order = findOpenOrder(core, account, reference);
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
  const order = findOpenOrder(core, account, request);
  if (order?.type !== 'limit') return notFound(request);
  const placement: OrderPlacement = {
    ...order,
    clientOid: request.newClientOid,
    price: request.price,
    size: request.size,
  };
  const checked = checkOrder(core, account, placement, order);
  if (!checked.ok) return checked;
  cancelOrder(core, order);
  return accept(core, account, placement, checked.reserved);
}

const notFound = ({ symbol, id, clientOid }: Reference): CommandResult =>
  refuse('order-not-found', { symbol, id, clientOid });
