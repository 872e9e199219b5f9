/**
 * JSON for values that hold bigints: a bigint is written as {"$n":"123"} and read back as one.
 * Invariant: `fromJson(toJson(x))` equals x for plain data without a key `$n`; keys keep their order, so equal values give equal text.
 */

const write = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? { $n: value.toString() } : value);

const read = (_key: string, value: unknown): unknown => (isTagged(value) ? BigInt(value.$n) : value);

function isTagged(value: unknown): value is { $n: string } {
  return typeof value === 'object' && value !== null && '$n' in value && typeof value.$n === 'string';
}

export const toJson = (value: unknown): string => JSON.stringify(value, write);

/** @throws SyntaxError when the text is no JSON. The caller decides what the value has to look like. */
export const fromJson = (text: string): unknown => JSON.parse(text, read);
