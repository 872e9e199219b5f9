import { BigNumber } from 'bignumber.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { btc } from '../../test/support/instruments.ts';
import { InvalidInput, InvariantError } from './errors.ts';
import {
  formatPrice,
  formatSize,
  formatSteps,
  type Increment,
  lots,
  notional,
  parsePrice,
  parseSize,
  parseSteps,
  priceToNumber,
  sizeToNumber,
  tickLotValue,
  ticks,
} from './instrument.ts';

const step: fc.Arbitrary<Increment> = fc.record({
  units: fc.constantFrom(1, 2, 5, 10, 25, 100),
  decimals: fc.nat(6),
});
const count = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
const stepSize = ({ units, decimals }: Increment): BigNumber => new BigNumber(units).shiftedBy(-decimals);

describe('steps', () => {
  it('print as bignumber.js prints count × step, and read back to the same count', () => {
    fc.assert(
      fc.property(count, step, (steps, increment) => {
        const text = formatSteps(steps, increment);
        expect(text).toBe(stepSize(increment).times(steps).toFixed());
        expect(parseSteps(text, increment, 'price')).toBe(steps);
      }),
    );
  });

  it('are read whatever zeros the text carries', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), step, fc.nat(4), (steps, increment, zeros) => {
        const text = new BigNumber(formatSteps(steps, increment)).toFixed(increment.decimals + zeros);
        expect(parseSteps(`00${text}`, increment, 'price')).toBe(steps);
      }),
    );
  });

  it('refuse every text that is no whole multiple of the step', () => {
    const text = fc
      .tuple(fc.nat(100_000), fc.nat(99_999_999))
      .map(([whole, fraction]) => `${whole}.${String(fraction).padStart(8, '0')}`);
    fc.assert(
      fc.property(text, step, (value, increment) => {
        const multiple = new BigNumber(value).div(stepSize(increment));
        if (multiple.isInteger()) expect(parseSteps(value, increment, 'size')).toBe(multiple.toNumber());
        else expect(() => parseSteps(value, increment, 'size')).toThrow(/^size: .* whole multiple of /);
      }),
    );
  });

  it.each([
    ['0.55', { units: 5, decimals: 1 }],
    ['0.3', { units: 5, decimals: 1 }],
    ['12.001', { units: 1, decimals: 2 }],
    ['7', { units: 10, decimals: 0 }],
    ['9007199254740993', { units: 1, decimals: 0 }],
    ['90071992547409.92', { units: 1, decimals: 2 }],
    ['1'.repeat(400), { units: 1, decimals: 0 }],
    ['', { units: 1, decimals: 2 }],
    ['-', { units: 1, decimals: 2 }],
    ['.5', { units: 1, decimals: 2 }],
    ['5.', { units: 1, decimals: 2 }],
    ['5.', { units: 1, decimals: 0 }],
    ['1e3', { units: 1, decimals: 2 }],
    ['+1', { units: 1, decimals: 2 }],
    [' 1', { units: 1, decimals: 2 }],
    ['1.2.3', { units: 1, decimals: 2 }],
    ['1-', { units: 1, decimals: 2 }],
    ['NaN', { units: 1, decimals: 2 }],
  ] as const)('refuse %j in steps of %j', (text, increment) => {
    expect(() => parseSteps(text, increment, 'price')).toThrow(InvalidInput);
  });

  it('give the greatest count that is exact, and no negative zero', () => {
    expect(parseSteps('90071992547409.91', { units: 1, decimals: 2 }, 'price')).toBe(Number.MAX_SAFE_INTEGER);
    expect(parseSteps('-0.0', { units: 1, decimals: 2 }, 'price')).toBe(0);
  });
});

describe('an instrument', () => {
  it('reads and prints prices by tick, sizes by lot, and names itself when it refuses', () => {
    expect(parsePrice(btc, '65000.1')).toBe(650_001);
    expect(formatPrice(btc, ticks(650_001))).toBe('65000.1');
    expect(parseSize(btc, '0.25')).toBe(250);
    expect(formatSize(btc, lots(250))).toBe('0.25');
    expect(() => parsePrice(btc, '65000.15')).toThrow(
      'BTCUSDT price: "65000.15" is not allowed; expected a whole multiple of 0.1',
    );
    expect([priceToNumber(btc, ticks(650_001)), sizeToNumber(btc, lots(250))]).toEqual([65_000.1, 0.25]);
  });

  it('values price × size exactly', () => {
    fc.assert(
      fc.property(fc.nat(100_000_000), fc.nat(100_000_000), step, step, (price, size, tick, lot) => {
        const instrument = { ...btc, tick, lot };
        const exact = stepSize(tick).times(price).times(stepSize(lot)).times(size);
        expect(notional(instrument, ticks(price), lots(size))).toBe(BigInt(exact.shiftedBy(12).toFixed()));
      }),
    );
  });

  it('is not valued at all when tick and lot are finer than money', () => {
    const finest = { ...btc, tick: { units: 1, decimals: 7 }, lot: { units: 1, decimals: 6 } };
    expect(() => tickLotValue(finest)).toThrow(InvariantError);
  });
});
