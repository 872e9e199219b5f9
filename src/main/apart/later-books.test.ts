/** Order books that are loaded with the first one that is opened. */
import { expect, it } from 'vitest';
import type { BookSource } from '../../services/index.ts';
import { laterBooks } from './later-books.ts';

const NO_BOOK = { isSynced: false, at: 0, bids: [], asks: [] };
const BOOK = { isSynced: true, at: 7, bids: [['1', '2']], asks: [['3', '4']] } as const;

const never = (error: unknown): never => {
  throw error;
};

function source() {
  const open: string[] = [];
  const tellers: (() => void)[] = [];
  const books: BookSource = {
    open(symbol, onChange) {
      open.push(symbol);
      tellers.push(onChange);
      return { read: () => ({ ...BOOK, bids: [['1', '2']], asks: [['3', '4']] }), close: () => void open.splice(0, 1) };
    },
  };
  return { books, open, tellers };
}

it('loads once, shows no book until then, and hands on what changes', async () => {
  const { books, open, tellers } = source();
  let loads = 0;
  let changes = 0;
  const later = laterBooks(async () => {
    loads++;
    return books;
  }, never);
  expect(loads).toBe(0);
  const book = later.open('BTCUSDT', () => changes++);
  later.open('ETHUSDT', () => {});
  expect([book.read(5), open]).toEqual([NO_BOOK, []]);
  await Promise.resolve();
  expect([book.read(5), open, loads]).toEqual([BOOK, ['BTCUSDT', 'ETHUSDT'], 1]);
  tellers[0]?.();
  expect(changes).toBe(1);
  book.close();
  expect(open).toEqual(['ETHUSDT']);
});

it('opens nothing that was closed before it was there', async () => {
  const { books, open } = source();
  const later = laterBooks(async () => books, never);
  later.open('BTCUSDT', () => {}).close();
  await new Promise(setImmediate);
  expect(open).toEqual([]);
});

it('says that it could not load, and tries again with the next book', async () => {
  const { books } = source();
  const failures: unknown[] = [];
  let isBroken = true;
  const later = laterBooks(
    async () => {
      if (isBroken) throw new RangeError('no such file');
      return books;
    },
    (error) => failures.push(error),
  );
  const lost = later.open('BTCUSDT', () => {});
  await new Promise(setImmediate);
  isBroken = false;
  const found = later.open('BTCUSDT', () => {});
  await new Promise(setImmediate);
  expect([lost.read(1), found.read(1), failures]).toEqual([NO_BOOK, BOOK, [new RangeError('no such file')]]);
});
