/** What an amount of margin opens, exactly. */
import { expect, it } from 'vitest';
import { openCountOf } from './open-count.ts';

it.each([
  ['5000', '20', '23189.5', '0.001', '0', '4.312'],
  ['300', '20', '60000', '0.001', '0.0006', '0.098'],
  ['303.6', '20', '60000', '0.001', '0.0006', '0.1'],
  ['100', '1', '3', '0.01', '0', '33.33'],
  ['1', '1', '60000', '0.001', '0', '0'],
  ['1', '1', '0', '0.001', '0', '0'],
])(
  '%s USDT at leverage %s and price %s, in steps of %s and for a fee of %s, opens %s',
  (amount, leverage, price, step, takerFee, size) => {
    expect(openCountOf({ symbol: 'BTCUSDT', amount, leverage, price }, { step, takerFee })).toBe(size);
  },
);
