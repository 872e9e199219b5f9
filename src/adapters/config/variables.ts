/**
 * One reader per kind of environment variable.
 * Invariant: an unset or empty variable is its default; anything malformed or out of range names variable, value and what is allowed.
 */
import { formatDecimal, InvalidInput, parseDecimal } from '../../domain/index.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/** The text of a variable; undefined when unset or empty. */
export const textOf = (env: Env, name: string): string | undefined => env[name] || undefined;

export function wholeNumber(env: Env, name: string, range: { default: number; min: number; max: number }): number {
  const text = textOf(env, name);
  if (text === undefined) return range.default;
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= range.min && value <= range.max) return value;
  throw new InvalidInput(name, text, `a whole number from ${range.min} to ${range.max}`);
}

/** A decimal as an integer of 10^-decimals. */
export function decimal(
  env: Env,
  name: string,
  range: { readonly decimals: number; readonly default: string; readonly min: string; readonly max: string },
): bigint {
  const { decimals } = range;
  const scale = (text: string): bigint => parseDecimal(text, decimals);
  const text = textOf(env, name);
  if (text === undefined) return scale(range.default);
  const [min, max] = [scale(range.min), scale(range.max)];
  const allowed = `a decimal from ${formatDecimal(min, decimals)} to ${formatDecimal(max, decimals)}`;
  try {
    const value = scale(text);
    if (value >= min && value <= max) return value;
  } catch (cause) {
    throw new InvalidInput(name, text, allowed, cause);
  }
  throw new InvalidInput(name, text, allowed);
}

/** Upper and lower case are the same. */
export function oneOf<T extends string>(env: Env, name: string, options: { default: T; allowed: readonly T[] }): T {
  const text = textOf(env, name);
  if (text === undefined) return options.default;
  const found = options.allowed.find((value) => value === text.toLowerCase());
  if (found !== undefined) return found;
  throw new InvalidInput(name, text, `one of ${options.allowed.join(', ')}`);
}
