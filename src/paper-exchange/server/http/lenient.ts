/**
 * What the exchange does not mind in a request: fields that its endpoint does not know, numbers where text is meant, and
 * the `Open`, `GTC` and `YES` of some clients in whatever case.
 * Invariant: the first are passed over, the others taken as what they mean; nothing else is touched.
 */
import type { TSchema } from 'typebox';

type Shape = TSchema & {
  readonly type?: string;
  readonly const?: unknown;
  readonly anyOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
};

/** Fields whose words may come in any case. */
const ANY_CASE = new Set(['tradeSide', 'force', 'reduceOnly']);

type Fields = Readonly<Record<string, unknown>>;

/** The value as the exchange reads it; undefined where that is the value itself. */
export function readLeniently(schema: Shape, value: unknown): unknown {
  const { items, properties } = schema;
  if (typeof value === 'number') return isText(schema) && Number.isFinite(value) ? plainText(value) : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) return items && readItems(items, value);
  return properties && readFields(properties, value as Fields);
}

const isText = ({ type, anyOf }: Shape): boolean => type === 'string' || (anyOf?.some(isText) ?? false);

/** Undefined for one so small or large that its text has an exponent. */
function plainText(value: number): string | undefined {
  const text = String(value);
  return text.includes('e') ? undefined : text;
}

/** The documented form of a word; undefined where it has that form, or is none of them. */
function wordOf({ anyOf = [] }: Shape, value: unknown): unknown {
  if (typeof value !== 'string') return undefined;
  const word = anyOf.find((each) => String(each.const).toLowerCase() === value.toLowerCase())?.const;
  return word === value || anyOf.some((each) => each.const === value) ? undefined : word;
}

function readItems(items: Shape, values: readonly unknown[]): unknown {
  const read = values.map((item) => readLeniently(items, item));
  return read.some((item) => item !== undefined) ? read.map((item, i) => item ?? values[i]) : undefined;
}

function readFields(properties: Readonly<Record<string, Shape>>, fields: Fields): unknown {
  const read: Record<string, unknown> = {};
  let isChanged = false;
  for (const [name, field] of Object.entries(fields)) {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const otherwise = property && (ANY_CASE.has(name) ? wordOf(property, field) : readLeniently(property, field));
    isChanged ||= property === undefined || otherwise !== undefined;
    if (property !== undefined) read[name] = otherwise ?? field;
  }
  return isChanged ? read : undefined;
}
