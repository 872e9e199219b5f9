/**
 * Where a resting order stands among the liquidity outside at its price.
 * Invariant: what is ahead only ever shrinks: by trades at the price, by takers here, or because the level itself shrank.
 */

/** What is ahead at a level that the source does not show: the whole world, until it is seen. */
export const UNSEEN = Number.MAX_SAFE_INTEGER;

/** The model in one line. */
export const QUEUE_TEXT =
  'behind all that stands at the price when the order comes; it moves up by trades at the price and when the level shrinks ' +
  'below what was ahead; a trade beyond the price fills all of it';

/** `queueAhead`: lots of outside liquidity that were at the price before the order, and still are. */
export type Queued = { queueAhead: number };

/** `size` lots were taken from the front of the level. */
export function passAhead(queue: readonly Queued[], size: number): void {
  for (const order of queue) order.queueAhead = Math.max(order.queueAhead - size, 0);
}

/** The level shows `size` lots: no more than that can be ahead. */
export function capAhead(order: Queued, size: number): void {
  if (order.queueAhead > size) order.queueAhead = size;
}

export type QueueFill<T> = { readonly order: T; readonly size: number };

/**
 * Shares a trade of `size` lots at the price among the outside liquidity ahead and the orders, oldest first, and
 * moves the queue forward.
 * @param remaining lots that an order can still take.
 */
export function shareTrade<T extends Queued>(
  queue: readonly T[],
  size: number,
  remaining: (order: T) => number,
): QueueFill<T>[] {
  const fills: QueueFill<T>[] = [];
  let budget = size;
  let passed = 0;
  for (const order of queue) {
    const outside = Math.min(Math.max(order.queueAhead - passed, 0), budget);
    passed += outside;
    budget -= outside;
    const filled = Math.min(remaining(order), budget);
    if (filled > 0) fills.push({ order, size: filled });
    budget -= filled;
  }
  passAhead(queue, passed);
  return fills;
}
