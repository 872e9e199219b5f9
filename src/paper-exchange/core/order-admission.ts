/**
 * Takes a checked order in: other closes of its position make way for a close, and it stands open.
 * Invariant: afterwards the open closes of the position still fit into it.
 */
import { type Lots, lots, type Money } from '../../domain/index.ts';
import { cancelOrder, closableOf, closesOf, openOrder } from './order-store.ts';
import { type Account, type Core, type Order, type Position, positionOf, settingOf } from './state.ts';
import type { OrderPlacement, OrderSource } from './types.ts';

export type Admission = {
  readonly request: OrderPlacement;
  readonly source: OrderSource;
  readonly reserved: Money;
};

export function admitOrder(core: Core, account: Account, { request, source, reserved }: Admission): Order {
  const placement = request.intent === 'close' ? { ...request, size: makeRoom(core, account, request) } : request;
  const { leverage } = settingOf(core, account, request.symbol);
  return openOrder(core, account, { placement, source, leverage, reserved });
}

/**
 * The size of a close after the closes that rest have made way. Hedge: a market close displaces closes that occupy the whole
 * position, else it closes only what they leave. One-way: the oldest ones go until the close fits.
 */
function makeRoom(core: Core, account: Account, request: OrderPlacement): Lots {
  const position = positionOf(core, account.name, request.symbol, request.positionSide);
  if (!position) return request.size;
  if (account.positionMode === 'hedge') {
    if (closableOf(core, position) === 0)
      for (const close of closesOf(core, position)) cancelOrder(core, close, 'displaced');
    return lots(Math.min(request.size, closableOf(core, position)));
  }
  const size = lots(Math.min(request.size, position.size));
  displaceCloses(core, position, size);
  return size;
}

/** Cancels the oldest closes of the position until `size` lots of it are free to close. */
export function displaceCloses(core: Core, position: Position, size: number): void {
  for (const close of closesOf(core, position)) {
    if (closableOf(core, position) >= size) return;
    cancelOrder(core, close, 'displaced');
  }
}
