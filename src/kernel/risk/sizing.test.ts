import { BigNumber } from 'bignumber.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { btc, eth } from '../../../test/support/instruments.ts';
import { applyRate, asMoney, lots, type Money, money, notional, rate, ticks } from '../../domain/index.ts';
import { riskBudget } from './breaker.ts';
import { grownLossAtStop, lossAtStop, lossPerLot, marginPerLot, sizeForAddition, sizeForRisk } from './sizing.ts';

const entries = fc
  .record({
    instrument: fc.constantFrom(btc, eth, { ...btc, marketSizeMax: lots(50) }),
    price: fc.integer({ min: 2_000, max: 2_000_000 }).map(ticks),
    distance: fc.integer({ min: -1_900, max: 1_900 }).filter((distance) => distance !== 0),
    leverage: fc.integer({ min: 1, max: 125 }),
    budget: fc.bigInt({ min: 0n, max: 10n ** 15n }).map(asMoney),
    available: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 17n }).map(asMoney),
  })
  .map(({ distance, price, ...rest }) => ({ ...rest, price, stop: ticks(price + distance) }));

type Entry = typeof entries extends fc.Arbitrary<infer T> ? T : never;

/** Exact, in units of money: |price − stop| × size + taker fees of both ways. */
function exactLoss({ instrument, price, stop }: Entry, size: number): BigNumber {
  const perTick = new BigNumber(instrument.tick.units)
    .times(instrument.lot.units)
    .shiftedBy(12 - instrument.tick.decimals - instrument.lot.decimals);
  const fee = new BigNumber(instrument.takerFee.toString()).shiftedBy(-10);
  return perTick.times(size).times(fee.times(price + stop).plus(Math.abs(price - stop)));
}

function exactMargin({ instrument, price, leverage }: Entry, size: number): BigNumber {
  const value = new BigNumber(instrument.tick.units)
    .times(instrument.lot.units)
    .shiftedBy(12 - instrument.tick.decimals - instrument.lot.decimals)
    .times(price)
    .times(size);
  return value.div(leverage).plus(value.times(2).times(new BigNumber(instrument.takerFee.toString()).shiftedBy(-10)));
}

const within = (amount: BigNumber, limit: Money): boolean => amount.lte(limit.toString());

describe('sizeForRisk', () => {
  it('never loses more than the budget at the stop, nor binds more than is free; one lot more would', () => {
    fc.assert(
      fc.property(entries, (entry) => {
        const { instrument, price, stop, leverage, budget, available } = entry;
        const size = sizeForRisk(instrument, { price, stop, leverage }, { budget, available });
        expect(Number.isInteger(size) && size >= 0).toBe(true);
        if (size > 0)
          expect([within(exactLoss(entry, size), budget), within(exactMargin(entry, size), available)]).toEqual([
            true,
            true,
          ]);
        expect(size).toBeLessThanOrEqual(instrument.marketSizeMax);
        const more = size + 1;
        const isOverBudget = lossPerLot(instrument, price, stop) * BigInt(more) > budget;
        const isOverMargin = marginPerLot(instrument, price, leverage) * BigInt(more) > available;
        expect(isOverBudget || isOverMargin || more > instrument.marketSizeMax).toBe(true);
      }),
    );
  });

  it('by hand: 0.1 BTC at 10,000 loses 11.194 USDT at a stop 1 % away', () => {
    const wish = { price: ticks(100_000), stop: ticks(99_000), leverage: 10 };
    expect(lossAtStop(btc, wish.price, wish.stop, lots(100))).toBe(money('11.194'));
    const cash = { budget: money('11.194'), available: money('1000') };
    expect(sizeForRisk(btc, wish, cash)).toBe(100);
    expect(sizeForRisk(btc, wish, { ...cash, budget: money('11.193999999999') })).toBe(99);
    expect(sizeForRisk(btc, wish, { ...cash, available: money('0') })).toBe(0);
  });
});

/** A long or short in profit, with a stop between its entry and the price, and what may be added to it. */
const additions = fc
  .record({
    instrument: fc.constantFrom(btc, eth),
    positionSide: fc.constantFrom('long' as const, 'short' as const),
    entry: fc.integer({ min: 20_000, max: 2_000_000 }),
    size: fc.integer({ min: 1, max: 5_000 }).map(lots),
    /** Ticks from the entry to the stop, and from there to the price. */
    locked: fc.integer({ min: 0, max: 4_000 }),
    distance: fc.integer({ min: 1, max: 4_000 }),
    leverage: fc.integer({ min: 1, max: 125 }),
    budget: fc.bigInt({ min: 0n, max: 10n ** 15n }).map(asMoney),
    wholeBudget: fc.bigInt({ min: 0n, max: 10n ** 15n }).map(asMoney),
    available: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 17n }).map(asMoney),
  })
  .map(({ entry, locked, distance, ...rest }) => {
    const side = rest.positionSide === 'long' ? 1 : -1;
    const stop = ticks(entry + side * locked);
    const price = ticks(stop + side * distance);
    return { ...rest, stop, price, cost: notional(rest.instrument, ticks(entry), rest.size) };
  });

describe('sizeForAddition', () => {
  it('keeps the loss of the whole position at its stop within its budget; one lot more breaks a bound', () => {
    fc.assert(
      fc.property(additions, ({ instrument, positionSide, size, cost, stop, ...wish }) => {
        const position = { positionSide, size, cost, stop };
        const added = sizeForAddition(instrument, position, wish);
        expect(Number.isInteger(added) && added >= 0 && added <= size).toBe(true);
        const wholeLoss = (more: number) =>
          grownLossAtStop(instrument, position, { price: wish.price, size: lots(more) });
        const { price, leverage, budget, wholeBudget, available } = wish;
        const isWithin = (more: number): boolean =>
          wholeLoss(more) <= wholeBudget &&
          lossAtStop(instrument, price, stop, lots(more)) <= budget &&
          marginPerLot(instrument, price, leverage) * BigInt(more) <= available;
        if (added > 0) expect(isWithin(added)).toBe(true);
        expect(added === size || !isWithin(added + 1)).toBe(true);
      }),
    );
  });

  it('by hand: 0.1 BTC of 9,800 at a stop of 9,850 gains 3.821, and 0.1 more of 10,000 loses 16.191', () => {
    const held = { positionSide: 'long', size: lots(100), cost: money('980'), stop: ticks(98_500) } as const;
    expect(grownLossAtStop(btc, held, { price: ticks(100_000), size: lots(0) })).toBe(money('-3.821'));
    expect(grownLossAtStop(btc, held, { price: ticks(100_000), size: lots(100) })).toBe(money('12.37'));
    const wish = { price: ticks(100_000), leverage: 10, budget: money('1000'), available: money('1000') };
    expect(sizeForAddition(btc, held, { ...wish, wholeBudget: money('12.37') })).toBe(100);
    expect(sizeForAddition(btc, held, { ...wish, wholeBudget: money('12.369999999999') })).toBe(99);
    expect(sizeForAddition(btc, held, { ...wish, wholeBudget: money('0') })).toBe(23);
  });
});

describe('riskBudget', () => {
  it('is the share of equity times every factor, and nothing when there is no equity', () => {
    expect(riskBudget(money('10000'), rate('0.02'), [rate('0.7'), rate('0.5')])).toBe(money('70'));
    expect(riskBudget(money('-3'), rate('0.02'), [])).toBe(0n);
    expect(riskBudget(money('10000'), rate('0.02'), [])).toBe(applyRate(money('10000'), rate('0.02')));
  });
});
