import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatPrice, type Instrument, ticks } from '../../domain/index.ts';
import { BTC } from '../client/testing/parts.ts';
import { nearestPrice, textOf } from './numeral.ts';

describe('numbers of the wire', () => {
  test.each([
    [1e-7, '0.0000001'],
    [1.25e-8, '0.0000000125'],
    [1e21, '1000000000000000000000'],
    [1.5e22, '15000000000000000000000'],
    [-2.5e-9, '-0.0000000025'],
    [26_347.5, '26347.5'],
    ['', undefined],
    [null, undefined],
  ])('%s is %s', (value, text) => {
    expect(textOf(value)).toBe(text);
  });

  test('the nearest tick is exact for prices on a tick, in any step', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e9 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 0, max: 6 }),
        (count, units, decimals) => {
          const instrument: Instrument = { ...BTC, tick: { units, decimals } };
          return nearestPrice(instrument, formatPrice(instrument, ticks(count))) === count;
        },
      ),
    );
  });
});
