import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalText } from './decimal-text.ts';

describe('decimalText', () => {
  it.each([
    [0.001, '0.001'],
    [1e-7, '0.0000001'],
    [1.5e-7, '0.00000015'],
    [1e21, '1000000000000000000000'],
    [1.2345e22, '12345000000000000000000'],
    [60000, '60000'],
    ['0.10', '0.10'],
  ])('%s → %s', (value, text) => expect(decimalText(value)).toBe(text));

  it('is plain, and reads back as the same number', () => {
    const positive = fc.double({ min: Number.MIN_VALUE, max: Number.MAX_VALUE, noNaN: true });
    fc.assert(
      fc.property(positive, (value) => {
        const text = decimalText(value);
        expect(text).toMatch(/^\d+(\.\d+)?$/);
        expect(Number(text)).toBe(value);
      }),
    );
  });
});
