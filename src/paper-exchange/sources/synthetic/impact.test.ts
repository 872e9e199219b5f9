/** Takers here move a synthetic market, pay for it, and are forgotten by it. */
import { describe, expect, it } from 'vitest';
import { type Level, lots, type Side, type Ticks } from '../../../domain/index.ts';
import type { MarketSource, MarketUpdate } from '../../core/index.ts';
import { createSyntheticSource } from './index.ts';

const START = 1_767_225_600_000;

type Book = Extract<MarketUpdate, { type: 'book' }>;

const open = () => createSyntheticSource({ seed: 11, symbols: ['BTCUSDT', 'ETHUSDT'], startAt: START });

/** All books of a symbol until `seconds` after the start. */
function books(source: MarketSource, seconds: number, symbol = 'BTCUSDT'): Book[] {
  const found: Book[] = [];
  while ((source.peekAt() as number) < START + seconds * 1_000) {
    const update = source.next();
    if (update?.type === 'book' && update.symbol === symbol) found.push(update);
  }
  return found;
}

const middle = ({ bids, asks }: Book): number => ((bids[0]?.[0] as number) + (asks[0]?.[0] as number)) / 2;

const sizeOf = (levels: readonly Level[], count: number): number =>
  levels.slice(0, count).reduce((sum, [, size]) => sum + size, 0);

/** Takes the first levels of the side that a taker meets. @returns what was taken. */
function sweep(source: MarketSource, { bids, asks }: Book, { side, count }: { side: Side; count: number }) {
  const levels = (side === 'buy' ? asks : bids).slice(0, count);
  source.take?.('BTCUSDT', side, levels);
  return levels;
}

const averageOf = (levels: readonly Level[]): number =>
  levels.reduce((sum, [price, size]) => sum + price * size, 0) / sizeOf(levels, levels.length);

describe('impact', () => {
  it.each(['buy', 'sell'] as const)('a large %s moves the price its way, and less than it paid', (side) => {
    const [still, moved] = [open(), open()];
    const [before] = [books(still, 5), books(moved, 5)].map((all) => all.at(-1) as Book) as [Book];
    const taken = sweep(moved, before, { side, count: 8 });
    const paid = averageOf(taken) - middle(before);
    const [a, b] = [books(still, 6), books(moved, 6)].map((all) => middle(all[0] as Book)) as [number, number];
    const push = b - a;
    expect(Math.sign(push)).toBe(side === 'buy' ? 1 : -1);
    expect(Math.abs(push)).toBeLessThan(Math.abs(paid));
    expect(Math.abs(push)).toBeGreaterThan(0.3 * Math.abs(paid));
  });

  it('eats the side that was taken from, and refills it', () => {
    const [still, moved] = [open(), open()];
    const before = books(still, 5).at(-1) as Book;
    books(moved, 5);
    sweep(moved, before, { side: 'buy', count: 5 });
    const share = (seconds: number) => {
      const [a, b] = [books(still, seconds), books(moved, seconds)].map((all) => all.at(-1) as Book) as [Book, Book];
      return { asks: sizeOf(b.asks, 5) / sizeOf(a.asks, 5), bids: sizeOf(b.bids, 5) / sizeOf(a.bids, 5) };
    };
    const soon = share(6);
    expect(soon.asks).toBeLessThan(0.5);
    expect(soon.bids).toBeGreaterThan(0.95);
    expect(share(20).asks).toBeGreaterThan(soon.asks);
    expect(share(200).asks).toBeGreaterThan(0.98);
  });

  it('keeps half of the push for good', () => {
    const [still, moved] = [open(), open()];
    const before = books(still, 5).at(-1) as Book;
    books(moved, 5);
    sweep(moved, before, { side: 'buy', count: 8 });
    const push = (seconds: number) =>
      middle(books(moved, seconds).at(-1) as Book) - middle(books(still, seconds).at(-1) as Book);
    const first = push(6);
    const later = push(400);
    expect(later / first).toBeGreaterThan(0.35);
    expect(later / first).toBeLessThan(0.65);
  });

  it('costs whoever buys and sells again: no push pays for itself', () => {
    for (const count of [1, 4, 15]) {
      const source = open();
      const bought = sweep(source, books(source, 5).at(-1) as Book, { side: 'buy', count });
      const after = books(source, 6)[0] as Book;
      let left = sizeOf(bought, count);
      let received = 0;
      for (const [price, size] of after.bids) {
        const sold = Math.min(left, size);
        received += sold * price;
        left -= sold;
      }
      // What the book does not hold is not sold at all: leave it at what it cost.
      received += left * averageOf(bought);
      const still = open();
      const drift = middle(books(still, 6).at(-1) as Book) / middle(books(open(), 5).at(-1) as Book);
      expect(received / drift).toBeLessThan(averageOf(bought) * sizeOf(bought, count));
    }
  });

  it('a lot moves nothing, and other symbols never move', () => {
    const [still, moved] = [open(), open()];
    const before = books(still, 5).at(-1) as Book;
    books(moved, 5);
    for (let i = 0; i < 20; i++) moved.take?.('BTCUSDT', 'buy', [[before.asks[0]?.[0] as Ticks, lots(1)]]);
    const [a, b] = [books(still, 6)[0] as Book, books(moved, 6)[0] as Book];
    expect(b.bids[0]?.[0]).toBe(a.bids[0]?.[0]);
    const [quiet, loud] = [open(), open()];
    sweep(loud, before, { side: 'sell', count: 15 });
    expect(books(loud, 30, 'ETHUSDT')).toEqual(books(quiet, 30, 'ETHUSDT'));
  });
});
