/**
 * Decimals at the door: a JSON number or decimal text becomes plain decimal text, which is then parsed exactly.
 * Invariant: no arithmetic on floats; a number becomes its shortest decimal, the one that its writer wrote.
 */
import Type, { type Static } from 'typebox';

const DECIMAL_PATTERN = '^\\d{1,30}(\\.\\d{1,30})?$';

/** A positive decimal, as a number or as text (which can be longer than a float). */
export const decimalField = (description: string) =>
  Type.Union([Type.Number({ exclusiveMinimum: 0 }), Type.String({ pattern: DECIMAL_PATTERN })], { description });

export type DecimalField = Static<ReturnType<typeof decimalField>>;

/** 1e-7 → "0.0000001"; text stays as it is. `value` is positive and finite, as JSON and the schema leave it. */
export function decimalText(value: DecimalField): string {
  if (typeof value === 'string') return value;
  const [mantissa = '', exponent] = String(value).split('e');
  if (exponent === undefined) return mantissa;
  const [whole = '', fraction = ''] = mantissa.split('.');
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`;
  return point >= digits.length ? digits.padEnd(point, '0') : `${digits.slice(0, point)}.${digits.slice(point)}`;
}
