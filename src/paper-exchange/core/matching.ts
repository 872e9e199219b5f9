/**
 * Price-time priority among the accounts' orders and the liquidity outside: taking, resting, being taken.
 * Invariant: no order trades beyond its limit, beyond its position (closes), or beyond the account's free cash (opens).
 */
import { isTerminal, type Lots, lots, type Side, type Ticks } from '../../domain/index.ts';
import { applyFill, openingSize } from './fills.ts';
import { freeCash, openingCost } from './margin.ts';
import { cancelOrder, enterBook, limitOf } from './order-store.ts';
import { otherSide, outsidePrice, outsideSize } from './outside-touch.ts';
import { capAhead, passAhead, shareTrade, UNSEEN } from './queue-position.ts';
import type { Core, Market, Order } from './state.ts';

/** True when `price` is as good as `limit`, or better, for an order of `side`. */
const isWithin = (side: Side, price: number, limit: number | undefined): boolean =>
  limit === undefined || (side === 'buy' ? price <= limit : price >= limit);

/** Lots that the order can still trade. */
function tradable({ seat, intent, positionSide, size, filled }: Order): Lots {
  const remaining = size - filled;
  return lots(intent === 'open' ? remaining : Math.min(remaining, seat[positionSide]?.size ?? 0));
}

/** The order's account can pay for opening `size` at `price`, with what is held for the order and what is free. */
function isAffordable(core: Core, order: Order, price: Ticks, size: Lots): boolean {
  const { seat, reserved, leverage } = order;
  const opened = openingSize(seat, order, size);
  if (opened === 0) return true;
  const remaining = order.size - order.filled;
  const held = size === remaining ? reserved : (reserved * BigInt(size)) / BigInt(remaining);
  return (
    openingCost(seat.market, price, { size: opened, leverage }) <= held + freeCash(core, seat.account, order.marginMode)
  );
}

/** Brings an order to the book: it takes what it may, and rests or ends with the remainder. */
export function take(core: Core, order: Order): void {
  const { market } = order.seat;
  if (order.timeInForce === 'post-only' && nextMatch(core, market, order) !== undefined)
    return cancelOrder(core, order, 'post-only');
  if (order.timeInForce === 'fok' && !isFillable(core, market, order)) return cancelOrder(core, order, 'fok');
  while (!isTerminal(order.status)) {
    const size = tradable(order);
    const match = size > 0 ? nextMatch(core, market, order) : undefined;
    if (!match) break;
    if (match.maker && isSelfTrade(order, match.maker)) {
      preventSelfTrade(core, order, match.maker);
      continue;
    }
    const matched = lots(Math.min(size, match.size));
    if (!isAffordable(core, order, match.price, matched)) return cancelOrder(core, order, 'insufficient-margin');
    execute(core, market, { order, match, size: matched });
  }
  if (isTerminal(order.status)) return;
  const rests = order.type === 'limit' && (order.timeInForce === 'gtc' || order.timeInForce === 'post-only');
  if (tradable(order) <= 0) cancelOrder(core, order, 'nothing-to-close');
  else if (rests) rest(core, market, order);
  else cancelOrder(core, order, 'ioc');
}

const isSelfTrade = (taker: Order, maker: Order): boolean =>
  taker.stpMode !== 'none' && taker.account === maker.account;

function preventSelfTrade(core: Core, taker: Order, maker: Order): void {
  if (taker.stpMode !== 'cancel-taker') cancelOrder(core, maker, 'self-trade');
  if (taker.stpMode !== 'cancel-maker') cancelOrder(core, taker, 'self-trade');
}

function rest(core: Core, market: Market, order: Order): void {
  enterBook(core, market, order);
  if (!market.book.isShown || order.price === undefined) return;
  order.queueAhead = market.book.side(order.side).shownAt(order.price) ?? UNSEEN;
}

/** `maker` undefined: liquidity outside. */
type Match = {
  readonly price: Ticks;
  readonly size: Lots;
  readonly maker: Order | undefined;
};

function nextMatch(core: Core, market: Market, order: Order): Match | undefined {
  const limit = limitOf(order);
  const outside = outsideMatch(core, market, { order, limit });
  const maker = bestMaker(market, order.side, limit);
  if (!maker || maker.price === undefined) return outside;
  if (outside && outside.price !== maker.price && isWithin(order.side, outside.price, maker.price)) return outside;
  if (outside && outside.price === maker.price && maker.queueAhead > 0) {
    return {
      price: outside.price,
      size: lots(Math.min(outside.size, maker.queueAhead)),
      maker: undefined,
    };
  }
  return { price: maker.price, size: tradable(maker), maker };
}

function outsideMatch(
  core: Core,
  market: Market,
  { order, limit }: { order: Order; limit: Ticks | undefined },
): Match | undefined {
  const { side } = order;
  const touch = outsidePrice(core, market, side, 0);
  if (touch === undefined || !isWithin(side, touch, limit)) return undefined;
  const size = outsideSize(market, side);
  if (market.book.isShown) return { price: touch, size, maker: undefined };
  const paid = outsidePrice(core, market, side, tradable(order)) ?? touch;
  // Impact moves the price up to the order's limit and no further.
  const price = limit !== undefined && !isWithin(side, paid, limit) ? limit : paid;
  return { price, size, maker: undefined };
}

/** The oldest of the best-priced orders on the other side. */
function bestMaker(market: Market, side: Side, limit: Ticks | undefined): Order | undefined {
  const makers = market.own.side(otherSide(side));
  return makers.bestPrice !== undefined && isWithin(side, makers.bestPrice, limit) ? makers.first : undefined;
}

function execute(core: Core, market: Market, { order, match, size }: { order: Order; match: Match; size: Lots }): void {
  const { price, maker } = match;
  if (maker) {
    if (!fillMaker(core, maker, size)) return;
  } else if (market.book.isShown) {
    const side = otherSide(order.side);
    market.book.consume(side, price, size);
    passAhead(market.own.side(side).at(price), size);
  }
  applyFill(core, order, { price, size, liquidity: 'taker' });
  market.trades.add({ price, size, side: order.side, at: core.now });
}

/**
 * Everything within the limit together is enough, and can be paid for. Where self-trades are prevented, orders of the same
 * account do not count, and one of them within the limit refuses an order that would have to give way to it.
 */
function isFillable(core: Core, market: Market, order: Order): boolean {
  const wanted = tradable(order);
  if (wanted < order.size) return false;
  const limit = limitOf(order);
  const outside = outsideMatch(core, market, { order, limit });
  const depth = market.book.isShown ? market.book.side(otherSide(order.side)).sizeWithin(limit) : (outside?.size ?? 0);
  let own = 0;
  for (const other of market.own.side(otherSide(order.side)).all()) {
    if (!isWithin(order.side, other.price ?? 0, limit)) break;
    if (!isSelfTrade(order, other)) own += tradable(other);
    else if (order.stpMode !== 'cancel-maker') return false;
  }
  const worst = order.side === 'buy' ? (limit ?? outside?.price) : (outside?.price ?? limit);
  return depth + own >= wanted && (worst === undefined || isAffordable(core, order, worst, wanted));
}

/** Fills a resting order at its own price, or cancels it when nothing is left to close or to pay with; then false. */
function fillMaker(core: Core, order: Order, size: number): boolean {
  if (order.price === undefined || isTerminal(order.status)) return false;
  const filled = lots(Math.min(size, tradable(order)));
  if (filled <= 0 || !isAffordable(core, order, order.price, filled)) {
    cancelOrder(core, order, filled <= 0 ? 'nothing-to-close' : 'insufficient-margin');
    return false;
  }
  applyFill(core, order, {
    price: order.price,
    size: filled,
    liquidity: 'maker',
  });
  return true;
}

/** The book outside has changed: no more can be ahead than is shown, and what is crossed is filled. */
export function meetBook(core: Core, market: Market): void {
  for (const side of ['buy', 'sell'] as const) {
    const [own, same, other] = [market.own.side(side), market.book.side(side), market.book.side(otherSide(side))];
    for (const order of own.all()) capAhead(order, same.shownAt(order.price ?? 0) ?? UNSEEN);
    for (let order = own.first; order; order = own.first) {
      const price = other.bestPrice;
      if (price === undefined || order.price === undefined || !isWithin(side, price, order.price)) break;
      const size = lots(Math.min(other.bestSize, tradable(order)));
      if (fillMaker(core, order, size)) market.book.consume(otherSide(side), price, size);
    }
  }
}

/** The price outside has gone through these orders: all that rests strictly beyond `price` is filled. */
export function meetThrough(core: Core, market: Market, price: Ticks): void {
  for (const side of ['buy', 'sell'] as const) {
    const own = market.own.side(side);
    for (let order = own.first; order?.price !== undefined; order = own.first) {
      if (side === 'buy' ? order.price <= price : order.price >= price) break;
      fillMaker(core, order, order.size - order.filled);
    }
  }
}

/** A trade outside at `price`: what it went through is filled, what stands at it moves up the queue. */
export function meetTrade(core: Core, market: Market, trade: { price: Ticks; size: Lots; side: Side }): void {
  meetThrough(core, market, trade.price);
  const queue = market.own.side(otherSide(trade.side)).at(trade.price);
  for (const { order, size } of shareTrade(queue, trade.size, tradable)) fillMaker(core, order, size);
}
