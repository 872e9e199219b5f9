import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ticks } from '../../domain/index.ts';
import { BookKeeper, type BookRow } from './book-keeper.ts';
import { BTC } from './testing/parts.ts';

const row = (given: Partial<BookRow>): BookRow => ({ bids: [], asks: [], ts: '1', ...given });
const first = row({
  bids: [
    ['100', '1'],
    ['99.9', '2'],
  ],
  asks: [
    ['100.1', '3'],
    ['100.2', '4'],
  ],
  seq: '10',
  pseq: '0',
});

function synced(): BookKeeper {
  const keeper = new BookKeeper(BTC);
  expect(keeper.apply('snapshot', first)).toBe('snapshot');
  return keeper;
}

describe('BookKeeper', () => {
  test('updates set, insert and delete levels, best first', () => {
    const keeper = synced();
    const change = keeper.apply(
      'update',
      row({
        bids: [
          ['100', '0'],
          ['99.9', '5'],
        ],
        asks: [
          ['100.1', '7'],
          ['100.3', '1'],
        ],
        seq: '11',
        pseq: '10',
      }),
    );
    expect(change).toBe('update');
    expect(keeper.bids()).toEqual([[ticks(999), 5000]]);
    expect(keeper.asks(2)).toEqual([
      [ticks(1001), 7000],
      [ticks(1002), 4000],
    ]);
  });

  test.each([
    ['a missed update', { pseq: '12', seq: '13' }],
    ['an update told twice', { pseq: '9', seq: '10' }],
    ['a reset of the exchange', { pseq: '0', seq: '1' }],
  ])('%s is a gap, and the book is empty until the next snapshot', (_, given) => {
    const keeper = synced();
    expect(keeper.apply('update', row({ ...given, bids: [['98', '1']] }))).toBe('gap');
    expect([keeper.isSynced, keeper.bids(), keeper.asks()]).toEqual([false, [], []]);
    expect(keeper.apply('update', row({ pseq: '10', seq: '11' }))).toBe('gap');
    expect(keeper.apply('snapshot', first)).toBe('snapshot');
    expect(keeper.isSynced).toBe(true);
  });

  test('an update before any snapshot is a gap', () => {
    expect(new BookKeeper(BTC).apply('update', row({ pseq: '1', seq: '2' }))).toBe('gap');
  });

  test('numbers beyond 2^53 are told apart', () => {
    const keeper = new BookKeeper(BTC);
    keeper.apply('snapshot', row({ seq: '9007199254740993' }));
    expect(keeper.apply('update', row({ pseq: '9007199254740992', seq: '9007199254740994' }))).toBe('gap');
  });

  test.each([
    [
      'both sides',
      -1504501796,
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
      'a missing side',
      831078360,
      [['3366.1', '7']],
      [
        ['3366.8', '9'],
        ['3368', '8'],
        ['3372', '8'],
      ],
    ],
  ])('a checksum that comes must hold: %s', (_, checksum, bids, asks) => {
    expect(new BookKeeper(BTC).apply('snapshot', row({ bids, asks, checksum }))).toBe('snapshot');
    expect(new BookKeeper(BTC).apply('snapshot', row({ bids, asks, checksum: checksum + 1 }))).toBe('gap');
    expect(new BookKeeper(BTC).apply('snapshot', row({ bids, asks, checksum: 0 }))).toBe('snapshot');
  });

  test('a checksum that begins with an update needs a new snapshot, and then holds', () => {
    const keeper = synced();
    const update = row({ bids: [['99.9', '0']], seq: '11', pseq: '10', checksum: 7 });
    expect(keeper.apply('update', update)).toBe('gap');
    expect(keeper.apply('snapshot', first)).toBe('snapshot');
    const checksum = crc32('100:1:100.1:3:100.2:4') | 0;
    expect(keeper.apply('update', { ...update, checksum })).toBe('update');
    expect(keeper.apply('update', { ...update, seq: '12', pseq: '11', checksum })).toBe('update');
    expect(keeper.apply('update', row({ asks: [['100.1', '3.0']], seq: '13', pseq: '12', checksum }))).toBe('gap');
  });

  test('a level that cannot be read is a gap', () => {
    const keeper = synced();
    expect(() => keeper.apply('update', row({ bids: [['99.95', '1']], seq: '11', pseq: '10' }))).toThrow('price');
    expect([keeper.isSynced, keeper.bids(), keeper.changed.bids]).toEqual([false, [], []]);
  });

  test('tells what the last row has changed, deletions too', () => {
    const keeper = synced();
    keeper.apply('update', row({ bids: '[["100","0"],["99.8","1"]]', seq: '11', pseq: '10' }));
    expect(keeper.changed).toEqual({
      bids: [
        [1_000, 0],
        [998, 1_000],
      ],
      asks: [],
    });
  });

  test('holds more levels than any book of the exchange has', () => {
    const keeper = new BookKeeper(BTC);
    const asks = Array.from({ length: 5_000 }, (_, index) => [String(60_000 + index), '1']);
    keeper.apply('snapshot', row({ asks: asks.toReversed() }));
    expect(keeper.asks().map(([price]) => price)).toEqual(asks.map(([price]) => Number(price) * 10));
  });

  test('agrees with a map of prices, whatever the updates', () => {
    const level = fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 3 }));
    fc.assert(
      fc.property(fc.array(fc.array(level, { maxLength: 6 }), { maxLength: 20 }), (updates) => {
        const keeper = new BookKeeper(BTC);
        keeper.apply('snapshot', row({ seq: 1 }));
        const naive = new Map<number, number>();
        for (const [index, levels] of updates.entries()) {
          const pairs = levels.map(([price, size]) => [`${price}.0`, String(size)]);
          const asks = JSON.stringify(pairs);
          keeper.apply('update', row({ bids: pairs, asks, pseq: index + 1, seq: index + 2 }));
          for (const [price, size] of levels)
            size === 0 ? naive.delete(price * 10) : naive.set(price * 10, size * 1_000);
        }
        const rising = [...naive].sort(([a], [b]) => a - b);
        expect(keeper.asks()).toEqual(rising);
        expect(keeper.bids()).toEqual(rising.reverse());
      }),
    );
  });
});
