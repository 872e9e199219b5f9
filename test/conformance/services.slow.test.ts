/**
 * Every route of every OpenAPI document, against the real services of a real engine on the embedded exchange: what is
 * valid, missing, unknown, out of range, of a wrong type, too large, from a foreign page.
 * Invariant: nothing is answered that the document does not announce.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningPlatform } from '../../src/cli/index.ts';
import { type Call, callsOf, documentOf, SERVICE_KEYS, schemaOfBody, urlOf } from '../support/open-api.ts';
import { startServed } from '../support/served-platform.ts';

/** Where an example meets a run without that order, position or strategy, or a score that is too low. */
const ELSE: Readonly<Record<string, readonly number[]>> = {
  'GET /api/orders/{id}': [404],
  'PATCH /api/orders/{id}': [404],
  'DELETE /api/orders/{id}': [404],
  'POST /api/positions/{symbol}/close': [200, 404],
  'DELETE /api/symbols/{symbol}': [200, 422],
  'DELETE /api/position/{symbol}': [200, 404],
  'DELETE /api/tp-sl-tsl/position/{symbol}': [200, 404],
  'POST /api/position/register': [200, 404, 409],
  'POST /api/tp-sl-tsl/create-position': [200, 409, 422],
  'POST /api/tp-sl-tsl/update-price': [200, 404],
};

/** What a slow machine may meet as well: the order of an earlier example has not ended yet. */
const UNDER_WAY = ['close-under-way', 'entry-under-way'];

/** They end what others need; each is asked once, at the end. */
const LAST = ['/api/kill', '/api/panic', '/api/pause', '/api/limits', '/api/symbols/{symbol}'];
const BODY_BYTES_MAX = 256 * 1024;

let platform: RunningPlatform;
let folder: { remove(): void };
beforeAll(async () => {
  ({ platform, folder } = await startServed());
}, 30_000);
afterAll(async () => {
  await platform.stop();
  folder.remove();
}, 30_000);

type Sent = { readonly status: number; readonly type: string; readonly body: Record<string, unknown> };

async function ask(
  service: keyof typeof SERVICE_KEYS,
  call: Omit<Call, 'operation' | 'template'>,
  headers = {},
): Promise<Sent> {
  const base = platform.started.services?.[SERVICE_KEYS[service]];
  const { method, body } = call;
  const answer = await fetch(`${base}${urlOf(call)}`, {
    method,
    headers: { ...(method === 'GET' ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const type = answer.headers.get('content-type') ?? '';
  const text = await answer.text();
  return { status: answer.status, type, body: type.includes('json') ? JSON.parse(text) : {} };
}

const services = Object.keys(SERVICE_KEYS) as (keyof typeof SERVICE_KEYS)[];
const routes = services
  .flatMap((service) =>
    callsOf(documentOf(service)).map((call) => ({ name: `${service} ${call.method} ${call.template}`, service, call })),
  )
  .sort((a, b) => Number(LAST.includes(a.call.template)) - Number(LAST.includes(b.call.template)));

/** A problem that names what is wrong. */
const refusedAs = (status: number) => ({
  status,
  type: expect.stringContaining('application/problem+json'),
  body: expect.objectContaining({
    type: expect.stringMatching(/^urn:viper:problem:/),
    status,
    detail: expect.any(String),
  }),
});

describe.each(routes)('$name', ({ service, call }) => {
  const { method, template, operation, query, body } = call;
  const content = schemaOfBody(operation);
  const fields = Object.entries(content?.schema.properties ?? {});

  test('refuses what it does not know', async () => {
    if (operation.parameters?.some((one) => one.in === 'query'))
      expect(await ask(service, { ...call, query: { ...query, nonsense: '1' } })).toEqual(refusedAs(400));
    if (content && !template.includes('score') && !template.includes('signal'))
      expect(await ask(service, { ...call, body: { ...(body as object), nonsense: 1 } })).toEqual(refusedAs(400));
  });

  test('refuses values that are missing, of a wrong type, out of range', async () => {
    for (const name of content?.schema.required ?? []) {
      const { [name]: _, ...rest } = body as Record<string, unknown>;
      expect(await ask(service, { ...call, body: rest })).toEqual(refusedAs(400));
    }
    for (const [name, { type }] of fields) {
      for (const wrong of [null, [[]], true, '', -1e300, ...(type === 'object' ? [] : [{ a: 1 }])])
        expect(await ask(service, { ...call, body: { ...(body as object), [name]: wrong } })).toEqual(refusedAs(400));
    }
    for (const parameter of operation.parameters ?? []) {
      if (parameter.in === 'query')
        expect(await ask(service, { ...call, query: { ...query, [parameter.name]: '\u0000 -1e9' } })).toEqual(
          refusedAs(400),
        );
    }
  });

  test('refuses a body that is too large, no JSON, or from a foreign page', async () => {
    if (method === 'GET') return;
    if (content) {
      expect(await ask(service, { ...call, body: `{"x":"${'y'.repeat(BODY_BYTES_MAX)}"}` })).toEqual(refusedAs(413));
      expect(await ask(service, { ...call, body: '{' })).toEqual(refusedAs(400));
      expect(await ask(service, call, { 'content-type': 'text/plain' })).toEqual(refusedAs(415));
    }
    expect(await ask(service, call, { origin: 'http://evil.example' })).toEqual(refusedAs(403));
  });

  test('answers its example as the document says, and a repeat with the same answer', async () => {
    const key = { 'idempotency-key': `contract-${service}-${method}-${template.replace(/\W+/g, '.')}`.slice(0, 64) };
    const first = await ask(service, call, key);
    const { rule } = first.body;
    const isUnderWay = first.status === 422 && typeof rule === 'string' && UNDER_WAY.includes(rule);
    if (!isUnderWay) expect(ELSE[`${method} ${template}`] ?? [200]).toContain(first.status);
    expect(Object.keys(operation.responses)).toContain(String(first.status));
    if (method !== 'GET') expect(await ask(service, call, key)).toEqual(first);
  });
});
