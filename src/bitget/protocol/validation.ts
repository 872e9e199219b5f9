/**
 * Compiled validators, one per schema.
 * Invariant: `decode` returns its argument unchanged or throws; nothing is coerced and nothing is stripped.
 */
import type { Static, TSchema } from 'typebox';
import type { TLocalizedValidationError } from 'typebox/error';
import { Compile } from 'typebox/schema';
import { InvalidInput } from '../../domain/index.ts';

export type Validator<S extends TSchema> = {
  readonly check: (value: unknown) => value is Static<S>;
  /** @throws InvalidInput naming the first wrong field. */
  readonly decode: (value: unknown) => Static<S>;
};

/** By schema, then by the name of the value. */
const known = new WeakMap<TSchema, Map<string, Validator<TSchema>>>();

/** The validator of `schema`, compiled on first use. `what` names the value in errors. */
export function validator<S extends TSchema>(schema: S, what: string): Validator<S> {
  const named = known.get(schema) ?? new Map<string, Validator<TSchema>>();
  known.set(schema, named);
  const found = named.get(what);
  if (found) return found as Validator<S>;
  const made = compile(schema, what);
  named.set(what, made as Validator<TSchema>);
  return made;
}

function compile<S extends TSchema>(schema: S, what: string): Validator<S> {
  const compiled = Compile(schema);
  const check = (value: unknown): value is Static<S> => compiled.Check(value);
  const decode = (value: unknown): Static<S> => {
    if (check(value)) return value;
    throw refusal(what, value, compiled.Errors(value)[1]);
  };
  return { check, decode };
}

function refusal(what: string, value: unknown, errors: readonly TLocalizedValidationError[]): InvalidInput {
  for (const error of errors) {
    if (error.keyword !== 'additionalProperties') continue;
    const path = `${error.instancePath}/${error.params.additionalProperties[0]}`;
    return new InvalidInput(`${what}${path}`, valueAt(value, path), 'no field of this name');
  }
  const path = errors[0]?.instancePath ?? '';
  const constants = errors.flatMap((error) =>
    error.keyword === 'const' && error.instancePath === path ? [String(error.params.allowedValue)] : [],
  );
  const allowed = constants.length > 0 ? constants.join(' | ') : (errors[0]?.message ?? 'the documented shape');
  return new InvalidInput(`${what}${path}`, valueAt(value, path), allowed);
}

function valueAt(value: unknown, path: string): unknown {
  let at = value;
  for (const key of path.split('/').slice(1)) at = (at as Record<string, unknown> | undefined)?.[key];
  return typeof at === 'object' && at !== null ? jsonOf(at) : at;
}

/** What comes from outside may be nested deeper than the stack. */
function jsonOf(value: object): string {
  try {
    return JSON.stringify(value);
  } catch {
    return 'a value of too many levels';
  }
}
