/**
 * Carries out one fill of one order, with all that follows from it.
 * Invariant: events come in the order fill, order, ends of what the position carried, presets.
 */
import {
  asMoney,
  type Fill,
  type Liquidity,
  type Lots,
  lots,
  type Money,
  notional,
  type PositionSide,
  ZERO,
} from '../../domain/index.ts';
import { bookFill, coverShortfall } from './ledger.ts';
import { feeFor } from './margin.ts';
import { cancelOrder, closesOf, releaseReserved, trimCloses, updateOrder } from './order-store.ts';
import { addToPosition, recordClosed, type Trade, takeFromPosition } from './positions.ts';
import {
  type Account,
  accountOf,
  type Core,
  marketOf,
  nextId,
  type Order,
  type Position,
  positionOf,
  remember,
  touch,
} from './state.ts';
import { cancelTriggersOf, growPresets } from './trigger-store.ts';

export type Execution = Trade & { readonly liquidity: Liquidity };

export const oppositeSide = (side: PositionSide): PositionSide => (side === 'long' ? 'short' : 'long');

/** Lots of `size` that would open, not close: in one-way mode an order first closes the opposite position. */
export function openingSize(
  core: Core,
  account: Account,
  order: Pick<Order, 'intent' | 'symbol' | 'positionSide'>,
  size: Lots,
): Lots {
  if (order.intent === 'close') return lots(0);
  return lots(size - Math.min(nettedPosition(core, account, order)?.size ?? 0, size));
}

function nettedPosition(
  core: Core,
  account: Account,
  order: Pick<Order, 'symbol' | 'positionSide'>,
): Position | undefined {
  return account.positionMode === 'one-way'
    ? positionOf(core, account.name, order.symbol, oppositeSide(order.positionSide))
    : undefined;
}

/** `size` must not exceed what is left of the order nor, for a close, the position. */
export function applyFill(core: Core, order: Order, execution: Execution): void {
  const account = accountOf(core, order.account);
  const opened = openingSize(core, account, order, execution.size);
  const reduced = opened === execution.size ? undefined : reducedPosition(core, account, order);
  releaseReserved(account, order, execution.size);
  if (reduced)
    closePart(core, account, {
      order,
      position: reduced,
      execution: { ...execution, size: lots(execution.size - opened) },
    });
  if (opened > 0) openPart(core, account, { order, execution: { ...execution, size: opened } });
  order.filled = lots(order.filled + execution.size);
  updateOrder(core, order, order.filled === order.size ? 'filled' : 'partially-filled');
  touch(core, account, 'balance', order.symbol);
  if (reduced) afterReduction(core, account, { position: reduced, order });
  if (opened > 0) growPresets(core, account, { order, size: opened });
}

const reducedPosition = (core: Core, account: Account, order: Order): Position | undefined =>
  order.intent === 'close'
    ? positionOf(core, account.name, order.symbol, order.positionSide)
    : nettedPosition(core, account, order);

type Part = { readonly order: Order; readonly execution: Execution };

function closePart(core: Core, account: Account, { order, position, execution }: Part & { position: Position }): void {
  const profit = takeFromPosition(core, account, { position, ...execution });
  order.profit = asMoney(order.profit + profit);
  record(core, account, { order, execution, position, profit, intent: 'close' });
}

function openPart(core: Core, account: Account, { order, execution }: Part): void {
  const position = addToPosition(core, account, { order, ...execution });
  record(core, account, { order, execution, position, profit: ZERO, intent: 'open' });
}

type Recorded = Part & { readonly position: Position } & Pick<Fill, 'intent' | 'profit'>;

function record(core: Core, account: Account, { order, execution, position, profit, intent }: Recorded): void {
  const { price, size, liquidity } = execution;
  const { instrument } = marketOf(core, order.symbol);
  const value = notional(instrument, price, size);
  const fee = feeFor(instrument, value, liquidity);
  bookFill(core, account, { profit, fee });
  order.filledNotional = asMoney(order.filledNotional + value);
  order.fee = asMoney(order.fee + fee);
  tally(position, { size, value, fee, intent });
  const { orderId, clientOid, symbol } = order;
  const { positionSide } = position;
  const fill: Fill = {
    tradeId: nextId(core),
    orderId,
    clientOid,
    symbol,
    intent,
    positionSide,
    price,
    size,
    fee,
    profit,
    liquidity,
    at: core.now,
  };
  remember(account.fills, fill, core.options.historyMax);
  core.outbox.event(account.name, { type: 'fill', at: core.now, fill });
}

/** Keeps what the position's record will say of it. */
function tally(position: Position, { size, value, fee, intent }: Tally): void {
  position.fees = asMoney(position.fees + fee);
  if (intent === 'open') {
    position.opened = lots(position.opened + size);
    position.openNotional = asMoney(position.openNotional + value);
    position.openFee = asMoney(position.openFee + fee);
  } else {
    position.closeNotional = asMoney(position.closeNotional + value);
    position.closeFee = asMoney(position.closeFee + fee);
  }
}

type Tally = { readonly size: Lots; readonly value: Money; readonly fee: Money; readonly intent: Fill['intent'] };

/** A closed position takes its triggers and close orders along; a smaller one the close orders that no longer fit. */
function afterReduction(core: Core, account: Account, { position, order }: { position: Position; order: Order }): void {
  if (position.size === 0) {
    for (const close of closesOf(core, position)) cancelOrder(core, close, 'nothing-to-close');
    cancelTriggersOf(core, position);
    recordClosed(core, account, position);
  } else trimCloses(core, position);
  // A liquidation settles with the insurance fund itself.
  if (order.source !== 'liquidation') coverShortfall(core, account, position.symbol);
}
