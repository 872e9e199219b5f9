/**
 * Exact decimals as scaled integers: parsing and printing.
 * Invariant: nothing here passes through a float; text that does not fit the scale is refused, never rounded silently.
 */
import { InvalidInput } from './errors.ts';

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

export type Rounding = 'exact' | 'down' | 'nearest';

/**
 * The integer `value × 10^decimals` of a decimal text such as "-12.50".
 * @param rounding what to do with digits beyond `decimals`: refuse them (`exact`), cut them (`down`, towards zero) or round half away from zero.
 * @throws InvalidInput when the text is not a plain decimal, or is finer than the scale under `exact`.
 */
export function parseDecimal(text: string, decimals: number, rounding: Rounding = 'exact'): bigint {
  const match = DECIMAL.exec(text);
  if (!match) throw new InvalidInput('decimal', text, 'digits with at most one point, such as "12.50"');
  const [, sign = '', whole = '', fraction = ''] = match;
  const kept = BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, '0'));
  const rest = fraction.slice(decimals);
  if (rounding === 'exact' && /[1-9]/.test(rest)) {
    throw new InvalidInput('decimal', text, `at most ${decimals} decimals`);
  }
  const magnitude = rounding === 'nearest' && rest >= '5' ? kept + 1n : kept;
  return sign === '-' ? -magnitude : magnitude;
}

/** The shortest decimal text of `value × 10^-decimals`: no exponent, no trailing zeros, no "-0". */
export function formatDecimal(value: bigint, decimals: number): string {
  const sign = value < 0n ? '-' : '';
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
  return fraction === '' ? `${sign}${whole}` : `${sign}${whole}.${fraction}`;
}

/** Integer division rounded half away from zero; `divisor` must be positive. */
export function divideRounded(value: bigint, divisor: bigint): bigint {
  const half = divisor / 2n;
  return value < 0n ? -((-value + half) / divisor) : (value + half) / divisor;
}
