/** Checksums of known books, and of books that change. */
import { expect, it } from 'vitest';
import { BookText } from './book-text.ts';

it.each([
  [
    -1_504_501_796,
    [
      ['43231.1', '4'],
      ['43231', '6'],
    ],
    [
      ['43232.8', '9'],
      ['43232.9', '8'],
    ],
  ],
  [
    831_078_360,
    [['3366.1', '7']],
    [
      ['3366.8', '9'],
      ['3368', '8'],
      ['3372', '8'],
    ],
  ],
] as const)('is %i', (checksum, bids, asks) => {
  expect(new BookText().apply({ bids, asks, isSnapshot: true })).toBe(checksum);
  const shuffled = { bids: bids.toReversed(), asks: asks.toReversed(), isSnapshot: true };
  expect(new BookText().apply(shuffled)).toBe(checksum);
});

it('follows updates: a size of zero deletes, another one replaces, a snapshot begins anew', () => {
  const book = new BookText();
  book.apply({
    bids: [
      ['43231.1', '1'],
      ['43230', '5'],
    ],
    asks: [['43232.8', '9']],
    isSnapshot: true,
  });
  const update = {
    bids: [
      ['43231.1', '4'],
      ['43230', '0'],
      ['43231', '6'],
    ],
    asks: [['43232.9', '8']],
    isSnapshot: false,
  } as const;
  expect(book.apply(update)).toBe(-1_504_501_796);
  const snapshot = {
    bids: [['3366.1', '7']],
    asks: [
      ['3366.8', '9'],
      ['3368', '8'],
      ['3372', '8'],
    ],
    isSnapshot: true,
  } as const;
  expect(book.apply(snapshot)).toBe(831_078_360);
});

it('covers the best 25 levels of each side', () => {
  const levels = Array.from({ length: 30 }, (_, i) => [String(100 - i), '1'] as const);
  const whole = new BookText().apply({ bids: levels, asks: [], isSnapshot: true });
  expect(new BookText().apply({ bids: levels.slice(0, 25), asks: [], isSnapshot: true })).toBe(whole);
  expect(new BookText().apply({ bids: levels.slice(0, 24), asks: [], isSnapshot: true })).not.toBe(whole);
});
