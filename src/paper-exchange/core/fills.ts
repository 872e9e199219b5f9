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
  type PositionSide,
  ZERO,
} from '../../domain/index.ts';
import { bookFill, coverShortfall } from './ledger.ts';
import { feeOf, notionalOf } from './margin.ts';
import { cancelOrder, closesOf, releaseReserved, trimCloses, updateOrder } from './order-store.ts';
import { addToPosition, recordClosed, type Trade, takeFromPosition } from './positions.ts';
import { type Account, type Core, nextId, type Order, type Position, remember, type Seat, touch } from './state.ts';
import { cancelTriggersOf, growPresets } from './trigger-store.ts';

export type Execution = Trade & { readonly liquidity: Liquidity };

export const oppositeSide = (side: PositionSide): PositionSide => (side === 'long' ? 'short' : 'long');

/** Lots of `size` that would open, not close: in one-way mode an order first closes the opposite position. */
export function openingSize(seat: Seat, order: Pick<Order, 'intent' | 'positionSide'>, size: Lots): Lots {
  if (order.intent === 'close') return lots(0);
  const netted = nettedPosition(seat, order.positionSide);
  return netted ? lots(size - Math.min(netted.size, size)) : size;
}

const nettedPosition = (seat: Seat, positionSide: PositionSide): Position | undefined =>
  seat.account.positionMode === 'one-way' ? seat[oppositeSide(positionSide)] : undefined;

/** `size` must not exceed what is left of the order nor, for a close, the position. */
export function applyFill(core: Core, order: Order, { price, size, liquidity }: Execution): void {
  const { seat } = order;
  const { account } = seat;
  const opened = openingSize(seat, order, size);
  const reduced = opened === size ? undefined : reducedPosition(order);
  releaseReserved(account, order, size);
  if (reduced)
    closePart(core, order, reduced, {
      price,
      size: lots(size - opened),
      liquidity,
    });
  if (opened > 0) openPart(core, order, { price, size: opened, liquidity });
  account.open.grow(order, -size);
  order.filled = lots(order.filled + size);
  updateOrder(core, order, order.filled === order.size ? 'filled' : 'partially-filled');
  touch(core, account, 'balance', order.symbol);
  if (reduced) afterReduction(core, account, { position: reduced, order });
  if (opened > 0 && hasPresets(order)) growPresets(core, account, { order, size: opened });
}

const hasPresets = ({ stopLoss, takeProfit }: Order): boolean => stopLoss !== undefined || takeProfit !== undefined;

const reducedPosition = ({ seat, intent, positionSide }: Order): Position | undefined =>
  intent === 'close' ? seat[positionSide] : nettedPosition(seat, positionSide);

function closePart(core: Core, order: Order, position: Position, execution: Execution): void {
  const value = notionalOf(order.seat.market, execution);
  const profit = takeFromPosition(core, order.seat.account, {
    position,
    size: execution.size,
    value,
  });
  if (profit !== 0n) order.profit = asMoney(order.profit + profit);
  record(core, { order, execution, position, profit, value, intent: 'close' });
}

function openPart(core: Core, order: Order, execution: Execution): void {
  const value = notionalOf(order.seat.market, execution);
  const position = addToPosition(core, order, {
    price: execution.price,
    size: execution.size,
    value,
  });
  record(core, {
    order,
    execution,
    position,
    profit: ZERO,
    value,
    intent: 'open',
  });
}

type Recorded = {
  readonly order: Order;
  readonly execution: Execution;
  readonly position: Position;
  readonly value: Money;
} & Pick<Fill, 'intent' | 'profit'>;

function record(core: Core, { order, execution, position, profit, value, intent }: Recorded): void {
  const { price, size, liquidity } = execution;
  const { account, market } = order.seat;
  const fee = feeOf(market, execution, value);
  bookFill(core, account, { profit, fee });
  order.filledNotional = order.filledNotional === 0n ? value : asMoney(order.filledNotional + value);
  order.fee = order.fee === 0n ? fee : asMoney(order.fee + fee);
  tally(position, { size, value, fee, intent });
  const fill: Fill = {
    tradeId: nextId(core),
    orderId: order.orderId,
    clientOid: order.clientOid,
    symbol: order.symbol,
    intent,
    positionSide: position.positionSide,
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

type Tally = {
  readonly size: Lots;
  readonly value: Money;
  readonly fee: Money;
  readonly intent: Fill['intent'];
};

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
