/**
 * Which code a request gets that has not the endpoint's shape.
 * Invariant: the first field that is missing or empty is named before one that is wrong.
 */
import type { TSchema } from 'typebox';
import type { InvalidInput } from '../../../domain/index.ts';
import { ApiError } from './api-error.ts';

const CLIENT_OID_LENGTH_MAX = 50;
/** Orders that one batch may place or change; more may be canceled at once. */
const BATCH_MAX = 20;

/** @param error what the schema found first. */
export function wrongRequest(schema: TSchema, parameters: unknown, error: InvalidInput): ApiError {
  const missing = missingField(schema, parameters);
  if (missing !== undefined) return new ApiError('40019', missing);
  const listMax = tooLongList(schema, parameters);
  if (listMax !== undefined) return new ApiError(listMax > BATCH_MAX ? '40912' : '40306');
  const field = String(error.details.field ?? '')
    .replace(/^.* request\/?/, '')
    .replaceAll('/', '.');
  if (/clientoid$/i.test(field)) return wrongClientOid(error.details.value);
  return new ApiError(field === 'granularity' ? '400171' : '400172', field);
}

const wrongClientOid = (value: unknown): ApiError =>
  new ApiError(String(value).length > CLIENT_OID_LENGTH_MAX ? '40304' : '40305');

type ObjectSchema = TSchema & {
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly items?: TSchema;
  readonly maxItems?: number;
};

/** How many items the request's list may have, where it has more. */
function tooLongList(schema: ObjectSchema, value: unknown): number | undefined {
  if (Array.isArray(value))
    return schema.maxItems !== undefined && value.length > schema.maxItems ? schema.maxItems : undefined;
  if (!schema.properties || typeof value !== 'object' || value === null) return undefined;
  const fields = value as Readonly<Record<string, unknown>>;
  for (const [name, property] of Object.entries(schema.properties)) {
    const max = Array.isArray(fields[name]) ? tooLongList(property, fields[name]) : undefined;
    if (max !== undefined) return max;
  }
  return undefined;
}

/** Of the object itself, then of the objects in its lists. */
function missingField(schema: ObjectSchema, value: unknown): string | undefined {
  if (schema.items) return Array.isArray(value) ? firstMissing(value.map((item) => [schema.items, item])) : undefined;
  if (!schema.properties) return undefined;
  const fields = (typeof value === 'object' && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
  const missing = schema.required?.find(
    (name) => fields[name] === undefined || fields[name] === null || fields[name] === '',
  );
  if (missing !== undefined) return missing;
  return firstMissing(Object.entries(schema.properties).map(([name, property]) => [property, fields[name]]));
}

function firstMissing(parts: readonly (readonly [ObjectSchema | undefined, unknown])[]): string | undefined {
  for (const [schema, value] of parts) {
    const missing = schema && value !== undefined ? missingField(schema, value) : undefined;
    if (missing !== undefined) return missing;
  }
  return undefined;
}
