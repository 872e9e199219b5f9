import { BigNumber } from 'bignumber.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidInput } from './errors.ts';
import {
  applyRate,
  asMoney,
  formatMoney,
  formatRate,
  MONEY_DECIMALS,
  type Money,
  maxMoney,
  minMoney,
  money,
  moneyToNumber,
  RATE_DECIMALS,
  type Rate,
  rate,
  roundMoney,
} from './money.ts';

const anyMoney = fc.bigInt({ min: -(10n ** 26n), max: 10n ** 26n }).map(asMoney);
const anyRate = fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n }).map((units) => units as Rate);

const big = (value: Money): BigNumber => new BigNumber(value.toString()).shiftedBy(-MONEY_DECIMALS);
const units = (value: BigNumber): bigint => BigInt(value.shiftedBy(MONEY_DECIMALS).toFixed());

describe('money', () => {
  it('is its own text read back, to the last of 12 decimals', () => {
    fc.assert(
      fc.property(anyMoney, (amount) => {
        expect(formatMoney(amount)).toBe(big(amount).toFixed());
        expect(money(formatMoney(amount))).toBe(amount);
      }),
    );
  });

  it('refuses the thirteenth decimal unless told how to round', () => {
    expect(() => money('0.0000000000005')).toThrow(InvalidInput);
    expect(money('0.0000000000005', 'nearest')).toBe(1n);
    expect(money('0.0000000000009', 'down')).toBe(0n);
  });

  it('becomes a float for plots alone', () => {
    expect(moneyToNumber(money('-12.5'))).toBe(-12.5);
  });

  it('compares', () => {
    expect([minMoney(money('1'), money('-2')), maxMoney(money('1'), money('-2'))]).toEqual([money('-2'), money('1')]);
  });
});

describe('rate', () => {
  it('is its own text read back, to the last of 10 decimals', () => {
    fc.assert(
      fc.property(anyRate, (factor) => {
        expect(formatRate(factor)).toBe(new BigNumber(factor.toString()).shiftedBy(-RATE_DECIMALS).toFixed());
        expect(rate(formatRate(factor))).toBe(factor);
      }),
    );
    expect(() => rate('0.00000000001')).toThrow(InvalidInput);
  });

  it('multiplies money, rounded half away from zero to 10^-12', () => {
    fc.assert(
      fc.property(anyMoney, anyRate, (amount, factor) => {
        const exact = big(amount).times(new BigNumber(factor.toString()).shiftedBy(-RATE_DECIMALS));
        expect(applyRate(amount, factor)).toBe(units(exact.decimalPlaces(MONEY_DECIMALS, BigNumber.ROUND_HALF_UP)));
      }),
    );
  });
});

describe('roundMoney', () => {
  it('rounds as bignumber.js does, at every number of decimals', () => {
    fc.assert(
      fc.property(anyMoney, fc.nat(MONEY_DECIMALS), (amount, decimals) => {
        expect(roundMoney(amount, decimals)).toBe(units(big(amount).decimalPlaces(decimals, BigNumber.ROUND_HALF_UP)));
      }),
    );
  });
});
