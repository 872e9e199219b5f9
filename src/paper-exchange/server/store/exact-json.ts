/**
 * JSON with exact integers: a bigint is written as {"$n":"123"}.
 * Invariant: `parseExact(stringifyExact(x))` equals x.
 */
export const stringifyExact = (value: unknown): string =>
  JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? { $n: item.toString() } : item));

export const parseExact = (text: string): unknown =>
  JSON.parse(text, (_key, item: unknown) => (isTagged(item) ? BigInt(item.$n) : item));

const isTagged = (item: unknown): item is { $n: string } =>
  typeof item === 'object' && item !== null && '$n' in item && typeof item.$n === 'string';
