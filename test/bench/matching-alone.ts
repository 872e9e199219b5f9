/**
 * Orders through books without accounts, checks or events: the core's own book, the naive matcher, and bare arrays as the floor.
 */
import type { Side } from '../../src/domain/index.ts';
import { OwnBook, type PriceLevel } from '../../src/paper-exchange/core/own-book.ts';
import { NaiveMatcher } from '../../src/paper-exchange/core/testing/naive-matcher.ts';

export type Wish = { readonly account: number; readonly side: Side; readonly price: number; readonly size: number };

class BookOrder {
  readonly side: Side;
  price: number | undefined;
  left: number;
  level: PriceLevel<BookOrder> | undefined = undefined;
  before: BookOrder | undefined = undefined;
  behind: BookOrder | undefined = undefined;

  constructor({ side, price, size }: Wish) {
    this.side = side;
    this.price = price;
    this.left = size;
  }
}

/** The book that the exchange matches in: each wish takes what it can and rests with the remainder. */
export function matchInBook(wishes: readonly Wish[]): number {
  const book = new OwnBook<BookOrder>();
  for (const wish of wishes) takeOrRest(book, new BookOrder(wish));
  return wishes.length;
}

function takeOrRest(book: OwnBook<BookOrder>, order: BookOrder): void {
  const [isBuy, limit] = [order.side === 'buy', order.price ?? 0];
  const makers = book.side(isBuy ? 'sell' : 'buy');
  for (let maker = makers.first; maker && order.left > 0; maker = makers.first) {
    if (isBuy ? (maker.price ?? 0) > limit : (maker.price ?? 0) < limit) break;
    const size = Math.min(maker.left, order.left);
    maker.left -= size;
    order.left -= size;
    if (maker.left === 0) makers.remove(maker);
  }
  if (order.left > 0) book.add(order);
}

/** The matcher that is written for reading, which searches all that rests for each order. */
export function matchNaively(wishes: readonly Wish[]): number {
  const matcher = new NaiveMatcher({ buy: [], sell: [] });
  wishes.forEach(({ account, side, price, size }, id) => {
    const terms = { timeInForce: 'gtc', stpMode: 'none', ahead: 0 } as const;
    matcher.place({ id, account: String(account), side, price, left: size, ...terms });
    matcher.fills = [];
  });
  return wishes.length;
}

/** The floor: arrays by price, with nobody behind them. */
export function matchBare(wishes: readonly Wish[]): number {
  const levels = { buy: new Map<number, number[]>(), sell: new Map<number, number[]>() };
  let best = { buy: 0, sell: Number.MAX_SAFE_INTEGER };
  for (const { side, price, size } of wishes) {
    let left = size;
    const other = side === 'buy' ? 'sell' : 'buy';
    while (left > 0 && (side === 'buy' ? best.sell <= price : best.buy >= price)) {
      const queue = levels[other].get(best[other]) ?? [];
      const head = queue[0] ?? 0;
      const matched = Math.min(head, left);
      left -= matched;
      if (matched < head) queue[0] = head - matched;
      else queue.shift();
      if (queue.length > 0) continue;
      levels[other].delete(best[other]);
      best = { ...best, [other]: bestOf(levels[other], other) };
    }
    if (left === 0) continue;
    const queue = levels[side].get(price);
    if (queue) queue.push(left);
    else levels[side].set(price, [left]);
    best = { ...best, [side]: bestOf(levels[side], side) };
  }
  return wishes.length;
}

function bestOf(levels: ReadonlyMap<number, unknown>, side: Side): number {
  let best = side === 'buy' ? 0 : Number.MAX_SAFE_INTEGER;
  for (const price of levels.keys()) if (side === 'buy' ? price > best : price < best) best = price;
  return best;
}
