import { BigNumber } from 'bignumber.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divideRounded, formatDecimal, parseDecimal, type Rounding } from './decimal.ts';
import { InvalidInput } from './errors.ts';

/** Plain decimal texts, with leading and trailing zeros and more digits than any scale keeps. */
const digits = (max: number) => fc.stringMatching(new RegExp(`^\\d{1,${max}}$`));
const decimalText = fc
  .tuple(fc.constantFrom('', '-'), digits(20), fc.option(digits(20)))
  .map(([sign, whole, fraction]) => `${sign}${whole}${fraction === null ? '' : `.${fraction}`}`);

const MODES: Readonly<Record<Exclude<Rounding, 'exact'>, BigNumber.RoundingMode>> = {
  down: BigNumber.ROUND_DOWN,
  nearest: BigNumber.ROUND_HALF_UP,
};

const scaled = (text: string, decimals: number, mode: BigNumber.RoundingMode): bigint =>
  BigInt(new BigNumber(text).shiftedBy(decimals).integerValue(mode).toFixed());

describe('parseDecimal', () => {
  it.each(['down', 'nearest'] as const)('rounds %s as bignumber.js does', (rounding) => {
    fc.assert(
      fc.property(decimalText, fc.nat(14), (text, decimals) => {
        expect(parseDecimal(text, decimals, rounding)).toBe(scaled(text, decimals, MODES[rounding]));
      }),
    );
  });

  it('reads exactly, or refuses what is finer than the scale', () => {
    fc.assert(
      fc.property(decimalText, fc.nat(14), (text, decimals) => {
        const isWhole = new BigNumber(text).shiftedBy(decimals).isInteger();
        if (isWhole) expect(parseDecimal(text, decimals)).toBe(scaled(text, decimals, BigNumber.ROUND_DOWN));
        else expect(() => parseDecimal(text, decimals)).toThrow(InvalidInput);
      }),
    );
  });

  it.each(['', '-', '.', '.5', '5.', '1e3', '+1', ' 1', '1 ', '1,5', '0x10', '1.2.3', '--1', 'NaN', 'Infinity', '١'])(
    'refuses %j',
    (text) => {
      expect(() => parseDecimal(text, 2)).toThrow(/^decimal: .* is not allowed; expected /);
    },
  );

  it.each([
    ['0.5', 0, 1n],
    ['-0.5', 0, -1n],
    ['0.4999999', 0, 0n],
    ['1.005', 2, 101n],
    ['-0.0049', 2, 0n],
  ] as const)('rounds %s at %i decimals half away from zero', (text, decimals, value) => {
    expect(parseDecimal(text, decimals, 'nearest')).toBe(value);
  });
});

describe('formatDecimal', () => {
  it('prints what bignumber.js prints, and reads back to the same integer', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.nat(14), (value, decimals) => {
        const text = formatDecimal(value, decimals);
        expect(text).toBe(new BigNumber(value.toString()).shiftedBy(-decimals).toFixed());
        expect(parseDecimal(text, decimals)).toBe(value);
      }),
    );
  });

  it.each([
    [0n, 2, '0'],
    [-5n, 3, '-0.005'],
    [1_250n, 2, '12.5'],
    [7n, 0, '7'],
  ] as const)('prints %s with %i decimals as %s', (value, decimals, text) => {
    expect(formatDecimal(value, decimals)).toBe(text);
  });
});

describe('divideRounded', () => {
  it('rounds half away from zero', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }),
        fc.bigInt({ min: 1n, max: 10n ** 12n }),
        (value, divisor) => {
          const quotient = new BigNumber(value.toString()).div(divisor.toString());
          // The quotient has 20 decimals; a half that it cannot show exactly is decided by the doubled remainder.
          const rest = (value < 0n ? -value : value) % divisor;
          const down = BigInt(quotient.integerValue(BigNumber.ROUND_DOWN).toFixed());
          const away = rest * 2n >= divisor ? 1n : 0n;
          expect(divideRounded(value, divisor)).toBe(value < 0n ? down - away : down + away);
        },
      ),
    );
  });
});
