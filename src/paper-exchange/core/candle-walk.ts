/**
 * Turns a candle into a path: open → the extreme that hurts what the accounts hold → the other extreme → close.
 * Invariant: between candles the price jumps (all in between meets the open); within one it passes every price, so that
 * orders, triggers and liquidations meet it in the order of their prices.
 */
import { type Candle, direction, type Ticks, ticks } from '../../domain/index.ts';
import { deliverDue } from './delivery.ts';
import { bandOf } from './liquidation-price.ts';
import { meetThrough } from './matching.ts';
import { findOpenOrder } from './order-store.ts';
import { nextPriceOf } from './plan-firing.ts';
import { settle } from './settle.ts';
import { accountOf, type Core, type Market } from './state.ts';
import { firesBelow } from './trigger-firing.ts';

export const CANDLE_PATH_TEXT =
  'open, then the extreme that hurts the net position and what is about to open one, then the other, then close, a third of the ' +
  'minute each; a limit order is filled when the price goes one tick beyond it, a stop at the first price behind it';

export function walkCandle(core: Core, market: Market, { candle, at }: { candle: Candle; at: number }): void {
  market.minute = { range: candle.high - candle.low, volume: candle.volume };
  const [first, second] = isLowFirst(core, market) ? [candle.low, candle.high] : [candle.high, candle.low];
  const third = (at - candle.openAt) / 3;
  jump(core, market, { price: candle.open, at: candle.openAt });
  sweep(core, market, { price: first, at: Math.floor(candle.openAt + third) });
  sweep(core, market, { price: second, at: Math.floor(candle.openAt + 2 * third) });
  sweep(core, market, { price: candle.close, at });
}

/**
 * The low hurts first where the accounts together will be long: by their positions and the orders that arrive in this minute.
 * Where that is nothing, what rests is met as late as possible: bids after the high, asks after the low.
 */
function isLowFirst(core: Core, market: Market): boolean {
  const net = netOf(core, market.instrument.symbol);
  if (net !== 0) return net > 0;
  const { own } = market;
  return own.side('sell').bestPrice !== undefined || own.side('buy').bestPrice === undefined;
}

/** Lots that the accounts hold and that are on their way; short ones count as negative. */
function netOf(core: Core, symbol: string): number {
  let net = 0;
  for (const { size, positionSide } of core.positions.in(symbol)) net += direction(positionSide) * size;
  for (const { account, symbol: sentTo, orderId, kind } of core.arrivals.waiting) {
    if (sentTo !== symbol || kind === 'cancel') continue;
    const order = findOpenOrder(accountOf(core, account), { symbol, id: orderId });
    if (order) net += order.side === 'buy' ? order.size : -order.size;
  }
  return net;
}

type Point = { readonly price: Ticks; readonly at: number };

function jump(core: Core, market: Market, { price, at }: Point): void {
  core.now = Math.max(core.now, at);
  market.last = price;
  meetThrough(core, market, price);
  settle(core, market);
}

/** Moves the price steadily to the point; what is on its way reaches the book at the price of its moment. */
function sweep(core: Core, market: Market, to: Point): void {
  let from: Point = { price: market.last ?? to.price, at: Math.min(core.now, to.at) };
  for (let due = core.arrivals.nextDueAt; due <= to.at; due = core.arrivals.nextDueAt) {
    const stop = { price: priceAt(from, to, due), at: Math.max(due, from.at) };
    pass(core, market, { from, to: stop });
    deliverDue(core, stop.at);
    from = stop;
  }
  pass(core, market, { from, to });
}

/** Price on the straight line between two points, to the nearest tick. */
function priceAt(from: Point, to: Point, at: number): Ticks {
  if (at <= from.at) return from.price;
  return ticks(from.price + Math.round(((to.price - from.price) * (at - from.at)) / (to.at - from.at)));
}

function pass(core: Core, market: Market, { from, to }: { from: Point; to: Point }): void {
  for (;;) {
    const price = nextPrice(core, market, to.price);
    if (price === undefined) break;
    const share = (price - from.price) / (to.price - from.price);
    jump(core, market, { price, at: Math.floor(from.at + share * (to.at - from.at)) });
  }
  jump(core, market, to);
}

/** The nearest price on the way to `target`, beyond the present one, at which something happens. */
function nextPrice(core: Core, market: Market, target: Ticks): Ticks | undefined {
  const last = market.last ?? target;
  const isFalling = target < last;
  let nearest: number | undefined;
  const offer = (price: number): void => {
    const isOnTheWay = isFalling ? price < last && price >= target : price > last && price <= target;
    if (isOnTheWay && (nearest === undefined || (isFalling ? price > nearest : price < nearest))) nearest = price;
  };
  const { symbol } = market.instrument;
  const best = market.own.side(isFalling ? 'buy' : 'sell').bestPrice;
  // Strictly through: one tick beyond the limit.
  if (best !== undefined) offer(best + (isFalling ? -1 : 1));
  const isMarkLast = market.sourceMark === undefined;
  for (const trigger of core.triggers.in(symbol)) {
    if (trigger.triggerBy === 'mark' && !isMarkLast) continue;
    if (firesBelow(trigger.kind, trigger.positionSide) === isFalling) offer(trigger.triggerPrice);
  }
  for (const plan of core.plans.in(symbol)) {
    const next = plan.triggerBy === 'mark' && !isMarkLast ? undefined : nextPriceOf(plan);
    if (next?.isBelow === isFalling) offer(next.price);
  }
  if (isMarkLast) {
    for (const position of core.positions.in(symbol))
      offer(isFalling ? bandOf(core, position).below : bandOf(core, position).above);
  }
  return nearest as Ticks | undefined;
}
