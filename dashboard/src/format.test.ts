import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatShare, shareOf } from './format.ts';

describe('shares and percent', () => {
  it.each([
    ['0.02', '2 %'],
    ['0.005', '0.5 %'],
    ['1', '100 %'],
    ['0.00125', '0.125 %'],
    ['0', '0 %'],
  ])('%s is %s', (share, percent) => {
    expect(formatShare(share)).toBe(percent);
  });

  it('lose no digit on the way there and back', () => {
    const percent = fc
      .tuple(fc.nat(9_999), fc.nat(99_999_999))
      .map(([whole, part]) => `${whole}.${String(part).padStart(8, '0')}`);
    fc.assert(
      fc.property(percent, (text) => {
        fc.pre(Number(text) > 0);
        const back = formatShare(shareOf(text) ?? '');
        expect(back).toBe(`${text.replace(/0+$/, '').replace(/\.$/, '')} %`);
      }),
    );
  });

  it.each(['', '0', '0.0', '-1', '1e3', 'two', '1.', '.5', '1 %'])('%j is no percentage', (text) => {
    expect(shareOf(text)).toBeUndefined();
  });

  it('takes a comma for the point', () => {
    expect(shareOf(' 0,5 ')).toBe('0.005');
  });
});
