/** A synthetic market that is saved and restored goes on as if never interrupted. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Level, lots, type Side } from '../../../domain/index.ts';
import type { MarketSource, MarketUpdate } from '../../core/index.ts';
import { createSyntheticSource, type SyntheticOptions } from './index.ts';

const START = 1_767_225_600_000;
/** After the start, ms. */
const SETTLEMENT = 8 * 3_600_000;

type Source = MarketSource & Required<Pick<MarketSource, 'save' | 'restore' | 'take' | 'shock' | 'resumeFrom'>>;

const open = (options: Partial<SyntheticOptions> = {}): Source =>
  createSyntheticSource({ seed: 7, symbols: ['BTCUSDT', 'ETHUSDT'], startAt: START, ...options }) as Source;

function restored(source: Source, options: Partial<SyntheticOptions> = {}): Source {
  const again = open({ startAt: START + 5 * SETTLEMENT, ...options });
  expect(again.restore(source.save())).toBe(true);
  return again;
}

const taken = (source: MarketSource, count: number): MarketUpdate[] =>
  Array.from({ length: count }, () => source.next() as MarketUpdate);

/** So many updates, then what takers or a person do. */
type Move = { readonly updates: number; readonly deed: 'none' | 'buy' | 'sell' | 'shock'; readonly symbol: string };

const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.record({
    updates: fc.nat(30),
    deed: fc.constantFrom('none', 'buy', 'sell', 'shock'),
    symbol: fc.constantFrom('BTCUSDT', 'ETHUSDT'),
  }),
  { minLength: 1, maxLength: 12 },
);

function make(source: Source, { updates, deed, symbol }: Move): MarketUpdate[] {
  const seen = taken(source, updates);
  const book = seen.findLast((update) => update.type === 'book' && update.symbol === symbol);
  if (deed === 'shock') source.shock(symbol, 25);
  else if (deed !== 'none' && book?.type === 'book') source.take(symbol, deed, eaten(book, deed));
  return seen;
}

const eaten = (book: Extract<MarketUpdate, { type: 'book' }>, side: Side): readonly Level[] =>
  (side === 'buy' ? book.asks : book.bids).slice(0, 2).map(([price, size]) => [price, lots(size)]);

describe('a synthetic market', () => {
  it('goes on from every moment, whatever takers and shocks have done to it', () => {
    fc.assert(
      fc.property(moves, (list) => {
        const whole = open();
        let broken = open();
        for (const move of list) {
          expect(make(broken, move)).toEqual(make(whole, move));
          broken = restored(broken);
          expect(broken.peekAt()).toBe(whole.peekAt());
        }
        expect(taken(broken, 200)).toEqual(taken(whole, 200));
      }),
      { numRuns: 40 },
    );
  });

  it('goes on before its first step, over a settlement, and after it was resumed elsewhere', () => {
    const near = { startAt: START + SETTLEMENT - 120_000, stepMs: 5_000 };
    const [whole, broken] = [open(near), open(near)];
    for (const source of [whole, broken]) source.shock('BTCUSDT', -300);
    const first = restored(broken, near);
    expect(taken(first, 200)).toEqual(taken(whole, 200));
    const second = restored(first, near);
    const expected = taken(whole, 1_000);
    expect(expected.filter(({ type }) => type === 'funding')).toHaveLength(2);
    expect(taken(second, 1_000)).toEqual(expected);
    for (const source of [whole, second]) source.resumeFrom(START + 2 * SETTLEMENT, new Map());
    expect(taken(restored(second, near), 100)).toEqual(taken(whole, 100));
  });

  it('has the same past', () => {
    const source = open();
    taken(source, 1_000);
    expect(restored(source).history('ETHUSDT', START, 300)).toEqual(source.history('ETHUSDT', START, 300));
  });

  it('is not taken for another: other seed, other pace, a symbol that was not there', () => {
    const source = open();
    const text = source.save();
    const expected = taken(open(), 20);
    for (const other of [{ seed: 8 }, { stepMs: 500 }, { symbols: ['BTCUSDT', 'SOLUSDT'] }]) {
      const again = open(other);
      expect(again.restore(text)).toBe(false);
      expect(taken(again, 20)).toEqual(taken(open(other), 20));
    }
    const fewer = open({ symbols: ['BTCUSDT'] });
    expect(fewer.restore(text)).toBe(true);
    expect(taken(fewer, 5)).toEqual(expected.filter(({ symbol }) => symbol === 'BTCUSDT').slice(0, 5));
  });
});
