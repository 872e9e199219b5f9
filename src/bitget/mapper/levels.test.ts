import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BTC } from '../client/testing/parts.ts';
import type { Numeral } from '../protocol/index.ts';
import { decodeLevels } from './levels.ts';
import { priceOf, wholeLots } from './numeral.ts';

/** Tick 0.5, lot 0.02: steps of more than one unit. */
const COARSE = { ...BTC, tick: { units: 5, decimals: 1 }, lot: { units: 2, decimals: 2 } };

/** One number at a time, by the readers that every other message uses. */
const slowly = (instrument: typeof BTC, pairs: readonly Numeral[][]) =>
  pairs.map(([price, size]) => [priceOf(instrument, price), wholeLots(instrument, size)]);

const outcomeOf = (read: () => unknown): unknown => {
  try {
    return read();
  } catch (error) {
    return (error as Error).name;
  }
};

const numeral = fc.oneof(
  fc.tuple(fc.nat(99_999), fc.integer({ min: 0, max: 4 }), fc.nat(9_999)).map(([whole, places, fraction]) => {
    const digits = String(fraction).padStart(4, '0').slice(0, places);
    return places === 0 ? String(whole) : `${whole}.${digits}`;
  }),
  fc.constantFrom(
    '0',
    '0.0',
    '00.10',
    '1.',
    '.5',
    '-1',
    '1e3',
    '',
    ' 1',
    '1 ',
    '1.2.3',
    'x',
    '９',
    '123456789012345678',
  ),
  fc.constantFrom('9007199254740993', '900719925474099.1', '0.30000000000000000'),
  fc.integer({ min: 0, max: 1_000 }),
);

describe('decodeLevels', () => {
  test.each([
    ['ticks and lots of one unit', BTC],
    ['ticks and lots of several units', COARSE],
  ])('reads pairs and their text as one number at a time would: %s', (_, instrument) => {
    fc.assert(
      fc.property(fc.array(fc.tuple(numeral, numeral), { maxLength: 6 }), (pairs) => {
        const expected = outcomeOf(() => slowly(instrument, pairs));
        expect(outcomeOf(() => decodeLevels(instrument, pairs))).toEqual(expected);
        expect(outcomeOf(() => decodeLevels(instrument, JSON.stringify(pairs)))).toEqual(expected);
      }),
      { numRuns: 400 },
    );
  });

  test('text may have spaces, more columns and JSON numbers', () => {
    expect(decodeLevels(BTC, ' [ ["60000.1", "0.5", "7"], [60000, 1] ] ')).toEqual([
      [600_001, 500],
      [600_000, 1_000],
    ]);
    expect(decodeLevels(BTC, '[]')).toEqual([]);
  });

  test.each(['', '[', '[["1","2"]', '[["1"]]', '{}', '[["1","2"],]', '[["1","2"]["3","4"]]', '[[["1"],"2"]]', 'null'])(
    'text that is no list of pairs is refused: %s',
    (text) => {
      expect(() => decodeLevels(BTC, text)).toThrow('a list of [price, size]');
    },
  );

  test('a price between two ticks is refused with its name', () => {
    expect(() => decodeLevels(BTC, '[["60000.05","1"]]')).toThrow(/BTCUSDT price.*60000\.05/);
  });
});
