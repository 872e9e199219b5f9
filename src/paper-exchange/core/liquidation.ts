/**
 * What is done with a position that no longer covers its maintenance margin: more margin, a smaller position, none.
 * Invariant: a whole isolated liquidation costs its margin, no more and no less; the insurance fund takes or pays the rest.
 */
import { asMoney, assert, type Money, maxMoney, minMoney, type Ticks, ZERO } from '../../domain/index.ts';
import { closeAtMark } from './closing-at-mark.ts';
import { bookBill } from './ledger.ts';
import { bandOf, isCovered } from './liquidation-price.ts';
import { cash, freeCash, marginFor } from './margin.ts';
import { cancelOrder } from './order-store.ts';
import {
  type Account,
  ANY_MARK,
  accountOf,
  type Band,
  bindMargin,
  type Core,
  type Market,
  marketOf,
  markOf,
  type Position,
  type Seat,
  seatOf,
  touch,
} from './state.ts';
import { endOfTierBelow, tierValueOf } from './tiers.ts';

/** Liquidates all that the present mark of the market reaches. */
export function liquidateReached(core: Core, market: Market): void {
  const mark = markOf(market);
  if (mark === undefined) return;
  watchTouched(core);
  if (mark !== market.watchedMark || !isSound(core, market, mark)) watchAll(core, market);
  market.watchedMark = mark;
  if (mark > market.watch.below && mark < market.watch.above) return;
  for (let position = firstReached(core, market, mark); position; position = firstReached(core, market, mark))
    liquidate(core, position);
}

/** Crossed positions of accounts that have changed may be liquidated earlier than is known. */
function watchTouched(core: Core): void {
  if (core.touched.size === 0) return;
  for (const account of core.touched) {
    for (const position of core.positions.of(account.name)) {
      const market = marketOf(core, position.symbol);
      market.watch = narrower(market.watch, watchOf(core, account, position));
    }
  }
  core.touched.clear();
}

/** The mark is that of the last time, so that only what has changed since then has to be compared with it. */
function isSound(core: Core, market: Market, mark: Ticks): boolean {
  const { unchecked, unwatched } = market;
  for (let seat = unchecked.pop(); seat; seat = unchecked.pop()) {
    seat.isUnchecked = false;
    if (!seat.isUnwatched) unwatched.push(seat);
    seat.isUnwatched = true;
    if (!isSafe(core, seat.long, market, mark) || !isSafe(core, seat.short, market, mark)) return false;
  }
  return true;
}

/** @param position undefined: there is none. Crossed ones are known by `watch` alone. */
const isSafe = (core: Core, position: Position | undefined, market: Market, mark: Ticks): boolean =>
  position?.marginMode !== 'isolated' || isCovered(core, market, position, mark);

/** The mark has moved: each position that has changed says how far it may go. */
function watchAll(core: Core, market: Market): void {
  const { unchecked, unwatched } = market;
  for (const seat of unchecked) narrowBy(core, seat);
  for (const seat of unwatched) narrowBy(core, seat);
  unchecked.length = 0;
  unwatched.length = 0;
}

function narrowBy(core: Core, seat: Seat): void {
  const { account, market } = seat;
  for (const position of [seat.long, seat.short])
    if (position) market.watch = narrower(market.watch, watchOf(core, account, position));
  seat.isUnchecked = false;
  seat.isUnwatched = false;
}

/** A band that moves with the marks of other symbols is never known beforehand. */
function watchOf(core: Core, account: Account, position: Position): Band {
  const band = bandOf(core, position);
  return seatOf(core, account, position.symbol).bands[position.positionSide] ? band : ANY_MARK;
}

const narrower = (a: Band, b: Band): Band =>
  b.below <= a.below && b.above >= a.above
    ? a
    : { below: Math.max(a.below, b.below), above: Math.min(a.above, b.above) };

function firstReached(core: Core, market: Market, mark: Ticks): Position | undefined {
  let watch: Band = {
    below: Number.NEGATIVE_INFINITY,
    above: Number.POSITIVE_INFINITY,
  };
  for (const position of core.positions.in(market.instrument.symbol)) {
    const band = bandOf(core, position);
    if (mark <= band.below || mark >= band.above) return position;
    watch = narrower(watch, watchOf(core, accountOf(core, position.account), position));
  }
  market.watch = watch;
  return undefined;
}

/** The next of the milder steps that helps, else the whole. */
function liquidate(core: Core, position: Position): void {
  if (topUp(core, position) || stepDown(core, position)) return;
  liquidateWhole(core, position);
}

/** At the present mark, wherever the liquidation price is. */
export function liquidateWhole(core: Core, position: Position): void {
  if (position.marginMode === 'isolated') liquidateIsolated(core, position);
  else liquidateCrossed(core, accountOf(core, position.account), position.symbol);
}

/** Automatic margin: as much as the position was opened with, or what cash is free. @returns whether there was any. */
function topUp(core: Core, position: Position): boolean {
  if (!position.isAutoMargin || position.marginMode !== 'isolated') return false;
  const account = accountOf(core, position.account);
  const added = minMoney(marginFor(position.cost, position.leverage), freeCash(core, account, 'isolated'));
  if (cash(added) <= 0n) return false;
  bindMargin(account, position, asMoney(position.margin + cash(added)));
  position.updatedAt = core.now;
  touch(core, account, 'position', position.symbol);
  return true;
}

/**
 * Closes at mark what lies beyond the end of the tier below: of the position itself, or in crossed mode of the larger one of the
 * symbol. Loss and fee come out of its margin, and the rest of the margin stays. @returns whether there is a tier below.
 */
function stepDown(core: Core, reached: Position): boolean {
  const { instrument } = marketOf(core, reached.symbol);
  const account = accountOf(core, reached.account);
  const value = instrument.tiers ? tierValueOf(core, reached) : ZERO;
  const end = endOfTierBelow(instrument, value);
  if (end === undefined) return false;
  const position = reached.marginMode === 'isolated' ? reached : largestCrossed(core, reached);
  const size = sizeBeyond(position, asMoney(value - end));
  if (size >= position.size) return false;
  const { margin } = position;
  const before = account.balance;
  closeAtMark(core, account, { position, size, source: 'liquidation' });
  if (position.marginMode === 'isolated') {
    bindMargin(account, position, maxMoney(asMoney(margin + account.balance - before), ZERO));
    touch(core, account, 'position', position.symbol);
  }
  return true;
}

/** Lots that cost `value`, rounded up. */
const sizeBeyond = ({ cost, size }: Position, value: Money): number =>
  Number((value * BigInt(size) + cost - 1n) / cost);

function largestCrossed(core: Core, { account, symbol, positionSide }: Position): Position {
  const sides = core.positions
    .in(symbol)
    .filter((other) => other.account === account && other.marginMode === 'crossed')
    .toSorted((a, b) => (a.cost === b.cost ? (a.positionSide === positionSide ? -1 : 1) : a.cost > b.cost ? -1 : 1));
  const [largest] = sides;
  assert(largest, `no crossed position of ${account} in ${symbol}`);
  return largest;
}

function liquidateIsolated(core: Core, position: Position): void {
  const account = accountOf(core, position.account);
  const { margin, symbol } = position;
  const before = account.balance;
  closeAtMark(core, account, {
    position,
    size: position.size,
    source: 'liquidation',
  });
  const left = margin + account.balance - before;
  bookBill(core, account, {
    kind: 'liquidation',
    symbol,
    amount: asMoney(-left),
  });
}

/** All crossed positions go together, for they share one margin. */
function liquidateCrossed(core: Core, account: Account, symbol: string): void {
  for (const order of [...core.orders.of(account.name)]) {
    if (order.marginMode === 'crossed') cancelOrder(core, order, 'liquidation');
  }
  for (const position of [...core.positions.of(account.name)]) {
    if (position.marginMode === 'crossed')
      closeAtMark(core, account, {
        position,
        size: position.size,
        source: 'liquidation',
      });
  }
  const left = account.balance - account.isolatedMargin;
  bookBill(core, account, {
    kind: 'liquidation',
    symbol,
    amount: asMoney(-left),
  });
}
