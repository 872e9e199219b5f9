/**
 * Checks input against a route's schema: nothing is coerced, nothing is stripped.
 * Invariant: a refusal names the field, its value and what is allowed.
 */
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { InvalidInput } from '../../domain/index.ts';

type Finding = {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: object;
  readonly message: string;
};

/** @returns a function that gives the InvalidInput for a value, or undefined when it is valid. */
export function validatorOf(schema: TSchema): (value: unknown) => InvalidInput | undefined {
  const validator = Compile(schema);
  return (value) => (validator.Check(value) ? undefined : explain(schema, validator.Errors(value), value));
}

function explain(schema: TSchema, findings: readonly Finding[], value: unknown): InvalidInput {
  const finding = findings.find(({ keyword }) => keyword === 'additionalProperties') ?? findings[0];
  if (finding === undefined) return new InvalidInput('body', value, 'the documented form');
  const { params } = finding;
  const path = finding.instancePath.split('/').slice(1);
  if ('additionalProperties' in params) path.push(String((params.additionalProperties as string[])[0]));
  if ('requiredProperties' in params) path.push(String((params.requiredProperties as string[])[0]));
  return new InvalidInput(
    path.join('.') || 'body',
    shown(valueAt(value, path)),
    allowedAt(schema, path) ?? finding.message,
  );
}

const valueAt = (value: unknown, path: readonly string[]): unknown =>
  path.reduce(
    (at: unknown, key) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined),
    value,
  );

const shown = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : value;

type LooseSchema = {
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, LooseSchema>>;
  readonly items?: LooseSchema;
};

/** The words of the schema nearest to the path; undefined where there are none. */
function allowedAt(schema: LooseSchema, path: readonly string[]): string | undefined {
  let at = schema;
  let words: string | undefined;
  for (const key of path) {
    const next = at.properties?.[key] ?? at.items;
    if (next === undefined) return at.properties ? `only the fields ${Object.keys(at.properties).join(', ')}` : words;
    at = next;
    words = at.description ?? at.enum?.join(' or ') ?? words;
  }
  return words;
}
