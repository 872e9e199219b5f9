/**
 * Brings orders and cancels to the book when they arrive.
 * Invariant: they arrive in the order in which they were sent; what finds its order ended does nothing.
 */
import type { Arrival } from './latency.ts';
import { take } from './matching.ts';
import { cancelOrder, findOpenOrder } from './order-store.ts';
import { settle } from './settle.ts';
import { accountOf, type Core, type Order } from './state.ts';

/** At once where there is no latency, else when its time has come. */
export function send(core: Core, kind: Arrival['kind'], order: Order): void {
  const dueAt = core.arrivals.dueAt(core.now);
  if (dueAt <= core.now && core.arrivals.nextDueAt === Number.POSITIVE_INFINITY) return arrive(core, kind, order);
  const { account, symbol, orderId } = order;
  core.arrivals.push({ kind, account, symbol, orderId, dueAt });
}

export function deliverDue(core: Core, at: number): void {
  for (let arrival = core.arrivals.take(at); arrival; arrival = core.arrivals.take(at)) deliver(core, arrival);
}

function deliver(core: Core, { kind, account, symbol, orderId }: Arrival): void {
  const order = findOpenOrder(accountOf(core, account), {
    symbol,
    id: orderId,
  });
  if (order) arrive(core, kind, order);
}

function arrive(core: Core, kind: Arrival['kind'], order: Order): void {
  if (kind === 'cancel') return cancelOrder(core, order, 'client');
  const { market } = order.seat;
  if (market.instrument.status === 'halted') return cancelOrder(core, order, 'halted');
  take(core, order);
  settle(core, market);
}
