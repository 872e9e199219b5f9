/**
 * Adds lots to positions and takes them away; the only writer of size, cost and isolated margin by trade.
 * Invariant: cost is exact: what partial closes release and what stays add up to what was paid.
 */
import {
  asMoney,
  direction,
  divideRounded,
  formatMoney,
  type Instrument,
  type Lots,
  lots,
  type Money,
  notional,
  type Ticks,
  ZERO,
} from '../../domain/index.ts';
import { cash, marginFor } from './margin.ts';
import {
  type Account,
  accountOf,
  type Core,
  marketOf,
  nextPositionId,
  type Order,
  type Position,
  positionOf,
  remember,
  touch,
} from './state.ts';
import type { ClosedPosition } from './types.ts';

export type Trade = { readonly price: Ticks; readonly size: Lots };

export function addToPosition(
  core: Core,
  account: Account,
  { order, price, size }: Trade & { order: Order },
): Position {
  const position = positionOf(core, account.name, order.symbol, order.positionSide) ?? openPosition(core, order);
  const value = notional(marketOf(core, order.symbol).instrument, price, size);
  position.size = lots(position.size + size);
  position.cost = asMoney(position.cost + value);
  if (position.marginMode === 'isolated')
    position.margin = asMoney(position.margin + marginFor(value, position.leverage));
  position.updatedAt = core.now;
  touch(core, account, 'position', order.symbol);
  return position;
}

function openPosition(core: Core, order: Order): Position {
  const position: Position = {
    account: order.account,
    symbol: order.symbol,
    positionSide: order.positionSide,
    size: lots(0),
    leverage: order.leverage,
    marginMode: order.marginMode,
    realised: ZERO,
    fees: ZERO,
    funding: ZERO,
    openFee: ZERO,
    closeFee: ZERO,
    isAutoMargin: false,
    positionId: nextPositionId(core),
    opened: lots(0),
    openNotional: ZERO,
    closeNotional: ZERO,
    openedAt: core.now,
    updatedAt: core.now,
    cost: ZERO,
    margin: ZERO,
  };
  adoptPosition(core, position);
  return position;
}

/** Puts an open position where it is looked for; a restored one too. */
export function adoptPosition(core: Core, position: Position): void {
  core.positions.add(position);
  accountOf(core, position.account).held[position.positionSide].set(position.symbol, position);
}

/** Takes `size` lots out and gives the profit to book, before fees. A position without lots is no more. */
export function takeFromPosition(
  core: Core,
  account: Account,
  { position, price, size }: Trade & { position: Position },
): Money {
  const exit = notional(marketOf(core, position.symbol).instrument, price, size);
  const sign = BigInt(direction(position.positionSide));
  const share = divideRounded(position.cost * BigInt(size), BigInt(position.size));
  const profit = cash(sign * (exit - share));
  const released = cash(divideRounded(position.margin * BigInt(size), BigInt(position.size)));
  position.cost = asMoney(position.cost - (exit - sign * profit));
  position.margin = size === position.size ? ZERO : asMoney(position.margin - released);
  position.size = lots(position.size - size);
  position.realised = asMoney(position.realised + profit);
  position.updatedAt = core.now;
  if (position.size === 0) {
    core.positions.remove(position);
    account.held[position.positionSide].delete(position.symbol);
  }
  touch(core, account, 'position', position.symbol);
  return profit;
}

/** The position has been closed: what it came to goes into the account's history. */
export function recordClosed(core: Core, account: Account, position: Position): void {
  const { positionId, symbol, positionSide, marginMode, leverage, openNotional, closeNotional, opened } = position;
  const { openFee, closeFee, realised: profit, funding, openedAt } = position;
  const { instrument } = marketOf(core, symbol);
  const closed: ClosedPosition = {
    positionId,
    account: account.name,
    symbol,
    positionSide,
    marginMode,
    positionMode: account.positionMode,
    leverage,
    size: opened,
    openNotional,
    closeNotional,
    openPrice: averagePrice(instrument, openNotional, opened),
    closePrice: averagePrice(instrument, closeNotional, opened),
    profit,
    openFee,
    closeFee,
    funding,
    net: asMoney(profit - openFee - closeFee + funding),
    openedAt,
    closedAt: core.now,
  };
  remember(account.closed, closed, core.options.historyMax);
  core.outbox.changed({ account: account.name, changed: 'closed-position', symbol, at: core.now, id: positionId });
}

/** To 12 decimals. */
export const averagePrice = ({ lot }: Instrument, value: Money, size: Lots): string =>
  formatMoney(asMoney(divideRounded(value * 10n ** BigInt(lot.decimals), BigInt(size) * BigInt(lot.units))));
