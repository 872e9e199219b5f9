import { describe, expect, test } from 'vitest';
import { InvalidInput } from '../../domain/index.ts';
import { BTC, BTC_CONTRACT } from '../client/testing/parts.ts';
import { decodeInstrument } from './index.ts';

describe('an instrument', () => {
  test('has the steps, bounds and rates of the contract', () => {
    expect(decodeInstrument(BTC_CONTRACT, '0.004')).toEqual(BTC);
  });

  test.each([
    [
      { sizeMultiplier: '10', minTradeNum: '25' },
      { lot: { units: 10, decimals: 0 }, sizeMin: 3 },
    ],
    [
      { sizeMultiplier: '0.05', maxOrderQty: '0.99' },
      { lot: { units: 5, decimals: 2 }, sizeMax: 19 },
    ],
    [{ priceEndStep: '5', pricePlace: '2' }, { tick: { units: 5, decimals: 2 } }],
    [
      { maxOrderQty: null, maxMarketOrderQty: '' },
      { sizeMax: 1_000_000_000, marketSizeMax: 1_000_000_000 },
    ],
    [{ symbolStatus: 'limit_open' }, { status: 'reduce-only' }],
    [{ symbolStatus: 'maintain' }, { status: 'halted' }],
  ])('%o', (given, expected) => {
    expect(decodeInstrument({ ...BTC_CONTRACT, ...given }, '0.004')).toMatchObject(expected);
  });

  test('a step of zero is refused', () => {
    expect(() => decodeInstrument({ ...BTC_CONTRACT, sizeMultiplier: '0' }, '0.004')).toThrow(InvalidInput);
  });
});
