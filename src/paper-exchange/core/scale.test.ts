/**
 * The fast arithmetic beside the exact one.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Instrument, lots, notional, type Rate, ticks } from '../../domain/index.ts';
import { ExactSum } from './exact-sum.ts';
import { feeFor, feeOf, marginFor, marginOf, notionalOf, openingCost } from './margin.ts';
import { cashAbove, cashBelow, scaleOf, shareCash } from './scale.ts';
import { BTC, DUST } from './testing/fixtures.ts';

const instruments = fc.record({
  base: fc.constantFrom(BTC, DUST),
  tick: fc.record({ units: fc.constantFrom(1, 5, 25), decimals: fc.nat(6) }),
  lot: fc.record({ units: fc.constantFrom(1, 2, 10), decimals: fc.nat(6) }),
  makerFee: fc.bigInt(-50_000_000n, 50_000_000n),
  takerFee: fc.bigInt(0n, 100_000_000n),
});
const counts = fc.oneof(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 1, max: 10_000_000_000 }));

describe('the fast arithmetic', () => {
  it('equals that on bigints to the last digit, for values small and large', () => {
    fc.assert(
      fc.property(
        instruments,
        counts,
        counts,
        fc.integer({ min: 1, max: 150 }),
        ({ base, ...given }, price, size, leverage) => {
          const instrument = { ...base, ...given } as Instrument & { makerFee: Rate; takerFee: Rate };
          const market = { instrument, scale: scaleOf(instrument) };
          const trade = { price: ticks(price), size: lots(size) };
          const value = notional(instrument, trade.price, trade.size);
          expect(notionalOf(market, trade)).toBe(value);
          expect(marginOf(market, { ...trade, value }, leverage)).toBe(marginFor(value, leverage));
          for (const liquidity of ['maker', 'taker'] as const)
            expect(feeOf(market, { ...trade, liquidity }, value)).toBe(feeFor(instrument, value, liquidity));
          expect(openingCost(market, trade.price, { size: trade.size, leverage })).toBe(
            marginFor(value, leverage) + feeFor(instrument, value, 'taker'),
          );
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it.each([
    // 49,996 ÷ 99,999 is less than a half, and becomes one in the first rounding.
    [1, 1, 3, 0],
    [2, 1, 3, 1],
    [49_994, 1, 99_999, 0],
    [49_996, 1, 99_999, 1],
    [1, 1, 2, 1],
  ])('rounds twice, as money is rounded: %i × %i ÷ %i is %i', (value, numerator, denominator, share) => {
    expect(shareCash(value, numerator, denominator)).toBe(share);
  });

  it('says nothing where 2^53 does not hold the result', () => {
    expect(shareCash(2 ** 52, 3, 7)).toBeNaN();
    expect(shareCash(1, -1, 7)).toBeNaN();
    expect(cashAbove(10n ** 30n)).toBeNaN();
  });

  it('bounds an amount of money by whole units of cash', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 18n), (amount) => {
        expect(BigInt(cashAbove(amount)) * 10_000n >= amount).toBe(true);
        expect(BigInt(cashBelow(amount)) * 10_000n <= amount).toBe(true);
      }),
    );
  });
});

describe('a running sum', () => {
  it('is exact beyond 2^53', () => {
    fc.assert(
      fc.property(fc.array(fc.maxSafeInteger()), (amounts) => {
        const sum = new ExactSum();
        for (const amount of amounts) sum.add(amount);
        expect(sum.value).toBe(amounts.reduce((total, amount) => total + BigInt(amount), 0n));
      }),
    );
  });
});
