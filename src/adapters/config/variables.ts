/**
 * One reader per kind of environment variable.
 * Invariant: an unset or empty variable is its default; anything malformed or out of range names variable, value and what is allowed.
 */
import { formatDecimal, InvalidInput, parseDecimal } from '../../domain/index.ts';
import { allowedText, type Definition, type Exact, type Figure, type Whole, type Word } from './definition.ts';
import { storedSecret } from './stored-secrets.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/** The text of a variable, else of the sealed file beside the environment; undefined when unset or empty. */
export const textOf = (env: Env, name: string): string | undefined =>
  env[name] || (env === process.env ? storedSecret(name) : undefined) || undefined;

export function wholeNumber(env: Env, definition: Whole): number {
  const text = textOf(env, definition.name);
  if (text === undefined) return definition.default;
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= definition.min && value <= definition.max) return value;
  throw refusal(definition, text);
}

/** A decimal as an integer of 10^-decimals. */
export function decimal(env: Env, definition: Exact): bigint {
  const { decimals, name } = definition;
  const scale = (text: string): bigint => parseDecimal(text, decimals);
  const text = textOf(env, name);
  if (text === undefined) return scale(definition.default);
  const [min, max] = [scale(definition.min), scale(definition.max)];
  const allowed = `a decimal from ${formatDecimal(min, decimals)} to ${formatDecimal(max, decimals)}`;
  try {
    const value = scale(text);
    if (value >= min && value <= max) return value;
  } catch (cause) {
    throw new InvalidInput(name, text, allowed, cause);
  }
  throw new InvalidInput(name, text, allowed);
}

/** A decimal as a float, for scores. */
export function figureOf(env: Env, definition: Figure): number {
  const text = textOf(env, definition.name);
  if (text === undefined) return definition.default;
  const value = /^\d{1,13}(\.\d{1,12})?$/.test(text) ? Number(text) : Number.NaN;
  if (value >= definition.min && value <= definition.max) return value;
  throw refusal(definition, text);
}

/** Upper and lower case are the same. Undefined when unset and without a default. */
export function oneOf<T extends string>(env: Env, definition: Word<T> & { readonly default: T }): T;
export function oneOf<T extends string>(env: Env, definition: Word<T>): T | undefined;
export function oneOf<T extends string>(env: Env, definition: Word<T>): T | undefined {
  const text = textOf(env, definition.name);
  if (text === undefined) return definition.default;
  const found = definition.allowed.find((value) => value === text.toLowerCase());
  if (found !== undefined) return found;
  throw refusal(definition, text);
}

/** Reads a variable of any kind and forgets the value. @throws InvalidInput for one that is not allowed; a secret is not shown. */
export function checkVariable(env: Env, definition: Definition): void {
  switch (definition.kind) {
    case 'whole':
      return void wholeNumber(env, definition);
    case 'exact':
      return void decimal(env, definition);
    case 'figure':
      return void figureOf(env, definition);
    case 'word':
      return void oneOf(env, definition);
    case 'plain': {
      const text = textOf(env, definition.name)?.trim();
      if (text !== undefined && definition.check?.test(text) === false) throw refusal(definition, text);
      return;
    }
    case 'hidden':
      return;
  }
}

const refusal = (definition: Definition, text: string): InvalidInput =>
  new InvalidInput(definition.name, text, allowedText(definition));
