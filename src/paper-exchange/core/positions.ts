/**
 * Adds lots to positions and takes them away; the only writer of size, cost and isolated margin by trade.
 * Invariant: cost is exact: what partial closes release and what stays add up to what was paid.
 */
import {
  asMoney,
  divideRounded,
  formatMoney,
  type Instrument,
  type Lots,
  lots,
  type Money,
  type Ticks,
  ZERO,
} from '../../domain/index.ts';
import { cash, marginOf } from './margin.ts';
import {
  type Account,
  accountOf,
  bindMargin,
  type Core,
  marketOf,
  nextPositionId,
  type Order,
  type Position,
  remember,
  seatOf,
  touch,
} from './state.ts';
import type { ClosedPosition } from './types.ts';

export type Trade = { readonly price: Ticks; readonly size: Lots };

/** @param value price × size. */
export function addToPosition(core: Core, order: Order, { price, size, value }: Trade & { value: Money }): Position {
  const { seat } = order;
  const position = seat[order.positionSide] ?? openPosition(core, order);
  position.size = lots(position.size + size);
  position.cost = asMoney(position.cost + value);
  if (position.marginMode === 'isolated') {
    const margin = marginOf(seat.market, { price, size, value }, position.leverage);
    bindMargin(seat.account, position, asMoney(position.margin + margin));
  }
  position.updatedAt = core.now;
  touch(core, seat.account, 'position', order.symbol);
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
  const account = accountOf(core, position.account);
  seatOf(core, account, position.symbol)[position.positionSide] = position;
  account.isolatedMargin = asMoney(account.isolatedMargin + position.margin);
  if (position.marginMode === 'crossed') account.crossedCount++;
}

/** Takes `size` lots worth `value` out and gives the profit to book, before fees. A position without lots is no more. */
export function takeFromPosition(
  core: Core,
  account: Account,
  { position, size, value: exit }: { position: Position; size: Lots; value: Money },
): Money {
  const isWhole = size === position.size;
  const share = isWhole ? position.cost : divideRounded(position.cost * BigInt(size), BigInt(position.size));
  const isLong = position.positionSide === 'long';
  const profit = cash(isLong ? exit - share : share - exit);
  position.cost = asMoney(position.cost - (isLong ? exit - profit : exit + profit));
  if (isWhole) bindMargin(account, position, ZERO);
  else if (position.margin !== 0n) {
    const released = cash(divideRounded(position.margin * BigInt(size), BigInt(position.size)));
    bindMargin(account, position, asMoney(position.margin - released));
  }
  position.size = lots(position.size - size);
  if (profit !== 0n) position.realised = asMoney(position.realised + profit);
  position.updatedAt = core.now;
  if (position.size === 0) {
    core.positions.remove(position);
    seatOf(core, account, position.symbol)[position.positionSide] = undefined;
    if (position.marginMode === 'crossed') account.crossedCount--;
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
  core.outbox.changed(account.name, 'closed-position', {
    symbol,
    at: core.now,
    id: positionId,
  });
}

/** To 12 decimals. */
export const averagePrice = ({ lot }: Instrument, value: Money, size: Lots): string =>
  formatMoney(asMoney(divideRounded(value * 10n ** BigInt(lot.decimals), BigInt(size) * BigInt(lot.units))));
