import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { btc } from '../../test/support/instruments.ts';
import { formatDecimal, ticks } from '../domain/index.ts';
import { PROFILE_TYPES, profileOf } from './profiles.ts';
import { protect } from './protection.ts';
import { decimalOf, heldSideOf, leverageOf, marginModeOf, orderKindOf, positionSideOf } from './words.ts';

describe('decimals', () => {
  test.each([
    [0.01, '0.01'],
    [1e-7, '0.0000001'],
    [1.5e-9, '0.0000000015'],
    [1e21, '1000000000000000000000'],
    [1.25e22, '12500000000000000000000'],
    [0.1 + 0.2, '0.30000000000000004'],
    [' 2.50 ', '2.50'],
  ])('%s is read as %s', (value, text) => {
    expect(decimalOf('quantity', value)).toBe(text);
  });

  test('are the digits of the number, whatever it is', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true, minExcluded: true }), (value) => {
        const text = decimalOf('x', value);
        return /^\d+(\.\d+)?$/.test(text) && Number(text) === value;
      }),
    );
  });

  test('of integers are exact beyond what a float adds up to', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 20n }), fc.integer({ min: 0, max: 12 }), (units, decimals) => {
        const text = formatDecimal(units, decimals);
        return decimalOf('x', text) === text;
      }),
    );
  });
});

test('sides name a trade or a position', () => {
  const of = (intent: 'open' | 'close') => ['BUY', 'sell', 'Long', 'SHORT'].map((side) => positionSideOf(side, intent));
  expect(of('open')).toEqual(['long', 'short', 'long', 'short']);
  expect(of('close')).toEqual(['short', 'long', 'long', 'short']);
  expect([heldSideOf('long'), heldSideOf('SHORT')]).toEqual(['long', 'short']);
});

test.each([
  ['market', undefined, undefined, 'market ioc'],
  ['MARKET', 'IOC', undefined, 'market ioc'],
  ['LIMIT', undefined, undefined, 'limit gtc'],
  ['limit', 'normal', undefined, 'limit gtc'],
  ['limit', 'GTC', undefined, 'limit gtc'],
  ['limit', 'fok', undefined, 'limit fok'],
  ['limit', undefined, true, 'limit post-only'],
  ['post_only', undefined, undefined, 'limit post-only'],
  ['POST-ONLY', 'post_only', true, 'limit post-only'],
  ['FOK', undefined, undefined, 'limit fok'],
  ['ioc', 'IOC', false, 'limit ioc'],
])('%s %s %s is %s', (orderType, time, postOnly, expected) => {
  const { type, timeInForce } = orderKindOf(orderType, time, postOnly);
  expect(`${type} ${timeInForce}`).toBe(expected);
});

test('margin modes and leverage in their old words', () => {
  expect(['fixed', 'isolated', 'crossed', 'CROSS'].map(marginModeOf)).toEqual([
    'isolated',
    'isolated',
    'crossed',
    'crossed',
  ]);
  expect([leverageOf('20'), leverageOf(125)]).toEqual([20, 125]);
});

describe('stop and target', () => {
  const entry = ticks(500_000);
  const at = (positionSide: 'long' | 'short', stopLoss?: string, takeProfit?: string | null) =>
    protect(btc, { positionSide, entry, stopLoss, takeProfit }, profileOf('strategic'));

  test.each([
    ['strategic', 48_000, 54_500],
    ['aggressive', 49_600, 50_640],
    ['newbie', 48_200, 54_500],
    // A tenth of a per cent would be less than the fees of both ways: one and a half of these in its place.
    ['scalper', 49_910, 50_157.5],
  ] as const)('of the %s profile at 50,000', (profile, stop, target) => {
    const { stopLoss, takeProfit } = protect(
      btc,
      { positionSide: 'long', entry, stopLoss: undefined, takeProfit: undefined },
      profileOf(profile),
    );
    expect([stopLoss, takeProfit]).toEqual([stop * 10, target * 10]);
  });

  test('mirror each other for a short, and may be named', () => {
    expect(at('short')).toEqual({ stopLoss: 520_000, takeProfit: 455_000 });
    expect(at('long', '49000', null)).toEqual({ stopLoss: 490_000, takeProfit: undefined });
    expect(at('short', '51000', '48000')).toEqual({ stopLoss: 510_000, takeProfit: 480_000 });
  });

  test.each([
    ['long', '50000', undefined, /stopLoss: "50000".*at most 49940 for a long at 50000/],
    ['long', '49970', undefined, /stopLoss: "49970"/],
    ['short', '49000', undefined, /stopLoss: "49000".*at least 50060 for a short/],
    ['long', '49000.05', undefined, /BTCUSDT price: "49000.05".*whole multiple of 0.1/],
    ['long', undefined, '50060', /takeProfit: "50060".*above 50060/],
    ['short', undefined, '50100', /takeProfit: "50100".*below 49940/],
  ] as const)('of a %s at %s and %s are refused', (side, stop, target, message) => {
    expect(() => at(side, stop, target)).toThrow(message);
  });

  test('always lie on their sides, and pay for the trade', () => {
    const profiles = fc.constantFrom(...PROFILE_TYPES);
    const sides = fc.constantFrom('long', 'short');
    fc.assert(
      fc.property(profiles, sides, fc.integer({ min: 1_000, max: 5_000_000 }), (profile, side, price) => {
        const wish = { positionSide: side, entry: ticks(price), stopLoss: undefined, takeProfit: undefined } as const;
        const { stopLoss, takeProfit = ticks(0) } = protect(btc, wish, profileOf(profile));
        const sign = side === 'long' ? 1 : -1;
        const fees = price * 0.0012;
        return sign * (price - stopLoss) >= fees && sign * (takeProfit - price) > fees && takeProfit > 0;
      }),
    );
  });
});
