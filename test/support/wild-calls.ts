/**
 * Calls made at random of OpenAPI documents: near what a schema asks for, and far from it.
 * Invariant: the same seed gives the same calls.
 */
import fc from 'fast-check';
import { type Call, callsOf, documentOf, type Schema, SERVICE_KEYS, schemaOfBody, urlOf } from './open-api.ts';

export type ServiceName = keyof typeof SERVICE_KEYS;
/** The valid call of a route. */
export type Target = { readonly service: ServiceName; readonly call: Call };
export type WildCall = {
  readonly target: Target;
  /** With its query. */
  readonly path: string;
  /** JSON. */
  readonly body: string | undefined;
};

/** So many are made before the first of them is asked. */
const MADE_AT_ONCE = 500;

export const allTargets = (): readonly Target[] =>
  (Object.keys(SERVICE_KEYS) as ServiceName[]).flatMap((service) =>
    callsOf(documentOf(service)).map((call) => ({ service, call })),
  );

/** @returns endless calls, the targets in no order. */
export function* wildCalls(targets: readonly Target[], seed: number): Generator<WildCall, never> {
  const some = fc.oneof(...targets.map(wildCall));
  for (let chunk = 0; ; chunk++) yield* fc.sample(some, { seed: seed + chunk, numRuns: MADE_AT_ONCE });
}

/** As a shell takes it, for whoever wants to ask again. */
export function curlOf(
  base: string,
  { target, path, body }: WildCall,
  headers: Readonly<Record<string, string>>,
): string {
  const words = ['curl', '-i', '--path-as-is', '-X', target.call.method, `${base}${path}`];
  for (const [name, value] of Object.entries(headers)) words.push('-H', `${name}: ${value}`);
  if (body !== undefined) words.push('--data-raw', body);
  return words.map((word) => (/^[\w./:-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ');
}

const wild = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.string({ unit: 'binary' }),
  fc.double(),
  fc.bigInt().map(String),
);
const symbols = fc.constantFrom('BTCUSDT', 'ETHUSDT_UMCBL', 'btc/usdt:usdt', 'DOGEUSDT', 'XQUSDT', '../x', '%00');
const segment = fc.oneof(
  fc.constantFrom('BTCUSDT', 'strategic', 'DOGEUSDT', 'vp-1', 'XQUSDT'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 50 }).map((text) => text.toWellFormed()),
);

function nearAndFar(schema: Schema): fc.Arbitrary<unknown> {
  const known = [...(schema.enum ?? []), ...(schema.examples ?? [])];
  const near: fc.Arbitrary<unknown>[] = known.length === 0 ? [] : [fc.constantFrom(...known)];
  if (schema.type === 'integer' || schema.type === 'number') near.push(fc.integer({ min: -2, max: 200 }));
  if (schema.pattern !== undefined) near.push(fc.integer({ min: -1, max: 5_001 }).map(String));
  if (schema.anyOf)
    near.push(fc.oneof(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.integer({ min: 0, max: 99_999 }).map(String)));
  if (schema.properties) near.push(objectOf(schema.properties));
  if (schema.items) near.push(fc.array(nearAndFar(schema.items), { maxLength: 4 }));
  return fc.oneof(
    { weight: 1, arbitrary: wild },
    { weight: 1, arbitrary: symbols },
    ...near.map((arbitrary) => ({ weight: 4, arbitrary })),
  );
}

const objectOf = (properties: Readonly<Record<string, Schema>>): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, nearAndFar(schema)])), {
    requiredKeys: [],
  });

function bodyFor({ operation, body }: Call): fc.Arbitrary<unknown> {
  const content = schemaOfBody(operation);
  if (!content) return fc.constant(undefined);
  return fc.oneof(
    fc.constant(body),
    objectOf(content.schema.properties ?? {}).map((some) => ({ ...(body as object), ...some })),
    fc.jsonValue({ maxDepth: 3 }),
  );
}

function wildCall(target: Target): fc.Arbitrary<WildCall> {
  const { call } = target;
  const queries = (call.operation.parameters ?? []).filter((one) => one.in === 'query');
  const query = objectOf(Object.fromEntries(queries.map(({ name, schema }) => [name, schema])));
  return fc.record({ query, body: bodyFor(call), part: segment }).map((made) => {
    const path = call.template.replace(/\{\w+\}/g, () => encodeURIComponent(made.part));
    const texts = Object.entries(made.query).map(([name, value]) => [name, textOf(value).toWellFormed()]);
    const url = urlOf({ path, query: { ...call.query, ...Object.fromEntries(texts) } });
    return { target, path: url, body: made.body === undefined ? undefined : JSON.stringify(made.body) };
  });
}

/** As a person would write it into a URL; an object with a `toString` of its own has no text. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined'));
