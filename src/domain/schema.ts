/**
 * Checks what comes in at an edge against its schema: nothing is coerced, nothing is stripped.
 * Invariant: a refusal names the field, its value and what is allowed.
 */
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/schema';
import { InvalidInput } from './errors.ts';

type Finding = {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: object;
  readonly message: string;
};

/**
 * @returns a function that gives the InvalidInput for a value, or undefined when it is valid. Its second argument stands
 * before the field in the message: where the value is from.
 */
export function validatorOf(schema: TSchema): (value: unknown, where?: string) => InvalidInput | undefined {
  const validator = Compile(schema);
  return (value, where = '') =>
    validator.Check(value) ? undefined : explain(schema, validator.Errors(value)[1], { value, where });
}

type Given = { readonly value: unknown; readonly where: string };

function explain(schema: TSchema, findings: readonly Finding[], { value, where }: Given): InvalidInput {
  const finding = findings.find(({ keyword }) => keyword === 'additionalProperties') ?? findings[0];
  if (finding === undefined) return new InvalidInput(where || 'body', value, 'the documented form');
  const { params } = finding;
  const path = finding.instancePath.split('/').slice(1);
  if ('additionalProperties' in params) path.push(String((params.additionalProperties as string[])[0]));
  if ('requiredProperties' in params) path.push(String((params.requiredProperties as string[])[0]));
  return new InvalidInput(
    [where, ...path].filter((part) => part !== '').join('.') || 'body',
    valueAt(value, path),
    allowedAt(schema, path) ?? finding.message.replace(/^must be /, ''),
  );
}

const valueAt = (value: unknown, path: readonly string[]): unknown =>
  path.reduce(
    (at: unknown, key) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined),
    value,
  );

type LooseSchema = {
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, LooseSchema>>;
  readonly items?: LooseSchema;
};

/** The words of the schema at the path, for the items of a list those of the list; undefined where there are none. */
function allowedAt(schema: LooseSchema, path: readonly string[]): string | undefined {
  let at = schema;
  let words: string | undefined;
  for (const key of path) {
    const next = at.properties?.[key] ?? at.items;
    if (next === undefined) return at.properties ? `only the fields ${Object.keys(at.properties).join(', ')}` : words;
    const inherited = at.properties === undefined ? words : undefined;
    at = next;
    words = at.description ?? at.enum?.join(' or ') ?? inherited;
  }
  return words;
}
