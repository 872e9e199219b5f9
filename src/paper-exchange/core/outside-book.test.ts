/**
 * The book outside against a plain map of levels.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Level, lots, ticks } from '../../domain/index.ts';
import { OutsideBook } from './outside-book.ts';

const level = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.nat(5))
  .map(([price, size]): Level => [ticks(price), lots(size)]);
const update = fc.record({ bids: fc.array(level), asks: fc.array(level), isSnapshot: fc.boolean() });

describe('the book outside', () => {
  it('holds what the last word on each level says, best first', () => {
    fc.assert(
      fc.property(fc.array(update, { maxLength: 10 }), (updates) => {
        const book = new OutsideBook();
        const [bids, asks] = [new Map<number, number>(), new Map<number, number>()];
        for (const { bids: b, asks: a, isSnapshot } of updates) {
          book.update(b, a, isSnapshot);
          if (isSnapshot) for (const side of [bids, asks]) side.clear();
          for (const [price, size] of b) bids.set(price, size);
          for (const [price, size] of a) asks.set(price, size);
        }
        const sorted = (side: Map<number, number>, sign: number) =>
          [...side].filter(([, size]) => size > 0).sort(([p], [q]) => sign * (p - q));
        expect(book.side('buy').levels(100)).toEqual(sorted(bids, -1));
        expect(book.side('sell').levels(100)).toEqual(sorted(asks, 1));
        expect(book.side('sell').sizeWithin(6)).toBe(
          sorted(asks, 1).reduce((sum, [price, size]) => sum + (price <= 6 ? size : 0), 0),
        );
      }),
    );
  });

  it('takes a quote as the new top of a deep book, and as the whole of a book that shows no depth', () => {
    const quote = (book: OutsideBook) => book.quote([ticks(98), lots(7)], [ticks(102), lots(9)]);
    const deep = new OutsideBook();
    deep.update(
      [
        [ticks(100), lots(1)],
        [ticks(97), lots(2)],
      ],
      [
        [ticks(101), lots(3)],
        [ticks(103), lots(4)],
      ],
      true,
    );
    quote(deep);
    expect(deep.side('buy').levels(9)).toEqual([
      [98, 7],
      [97, 2],
    ]);
    expect(deep.side('sell').levels(9)).toEqual([
      [102, 9],
      [103, 4],
    ]);
    const shallow = new OutsideBook();
    shallow.quote([ticks(90), lots(1)], [ticks(110), lots(1)]);
    quote(shallow);
    expect(shallow.side('buy').levels(9)).toEqual([[98, 7]]);
    expect(shallow.side('buy').shownAt(97)).toBeUndefined();
    expect(shallow.side('buy').shownAt(99)).toBe(0);
  });
});
