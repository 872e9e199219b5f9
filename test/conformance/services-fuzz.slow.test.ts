/**
 * Requests made at random of the OpenAPI documents, against the real services of a real engine: none is answered with a
 * failure of the service, and none hangs. With tokens in force, none without the right one changes anything.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/adapters/clock/index.ts';
import { tokenFile } from '../../src/adapters/secrets/index.ts';
import { createBitgetRest } from '../../src/bitget/index.ts';
import type { RunningPlatform } from '../../src/cli/index.ts';
import { marketUpstream } from '../../src/main/market-upstream.ts';
import { type Serving, serve } from '../../src/services/http/index.ts';
import {
  exchangeConnectorRoutes,
  liveTradingEngineRoutes,
  marketDataManagerRoutes,
  viperScoringRoutes,
} from '../../src/services/index.ts';
import { MarketDesk } from '../../src/services/market/index.ts';
import { type Call, callsOf, documentOf, type Schema, SERVICE_KEYS, schemaOfBody, urlOf } from '../support/open-api.ts';
import { startServed } from '../support/served-platform.ts';
import { silentLog } from '../support/service-harness.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const REQUESTS = 100_000;
const AT_ONCE = 50;
const TIME_MS = 60_000;
/** Far above what a loaded machine needs, and far below for ever. */
const ANSWER_MS = 9_000;

type Name = keyof typeof SERVICE_KEYS;
type Target = { readonly service: Name; readonly call: Call };

const targets: readonly Target[] = (Object.keys(SERVICE_KEYS) as Name[]).flatMap((service) =>
  callsOf(documentOf(service)).map((call) => ({ service, call })),
);

async function ask(base: string, { method, path, query, body }: Omit<Call, 'operation' | 'template'>, token?: string) {
  const answer = await fetch(`${base}${urlOf({ path, query })}`, {
    method,
    signal: AbortSignal.timeout(ANSWER_MS),
    headers: {
      ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, text: await answer.text() };
}

/** Values near what a schema asks for, and far from it. */
function nearAndFar(schema: Schema): fc.Arbitrary<unknown> {
  const wild = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.string({ unit: 'binary' }),
    fc.double(),
    fc.bigInt().map(String),
  );
  const known = [...(schema.enum ?? []), ...(schema.examples ?? [])];
  const near: fc.Arbitrary<unknown>[] = known.length === 0 ? [] : [fc.constantFrom(...known)];
  if (schema.type === 'integer' || schema.type === 'number') near.push(fc.integer({ min: -2, max: 200 }));
  if (schema.pattern !== undefined) near.push(fc.integer({ min: -1, max: 5_001 }).map(String));
  if (schema.anyOf)
    near.push(fc.oneof(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.integer({ min: 0, max: 99_999 }).map(String)));
  if (schema.properties) near.push(objectOf(schema.properties));
  if (schema.items) near.push(fc.array(nearAndFar(schema.items), { maxLength: 4 }));
  const symbols = fc.constantFrom('BTCUSDT', 'ETHUSDT_UMCBL', 'btc/usdt:usdt', 'DOGEUSDT', 'XQUSDT', '../x', '%00');
  return fc.oneof(
    { weight: 1, arbitrary: wild },
    { weight: 1, arbitrary: symbols },
    ...near.map((arbitrary) => ({ weight: 4, arbitrary })),
  );
}

const objectOf = (properties: Readonly<Record<string, Schema>>): fc.Arbitrary<unknown> =>
  fc.record(Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, nearAndFar(schema)])), {
    requiredKeys: [],
  });

const segment = fc.oneof(
  fc.constantFrom('BTCUSDT', 'strategic', 'DOGEUSDT', 'vp-1', 'XQUSDT'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 50 }).map((text) => text.toWellFormed()),
);

/** As a person would write it into a URL; an object with a `toString` of its own has no text. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined'));

const wildCall = ({ service, call }: Target): fc.Arbitrary<Target> => {
  const content = schemaOfBody(call.operation);
  const queries = (call.operation.parameters ?? []).filter((one) => one.in === 'query');
  const body = content
    ? fc.oneof(
        fc.constant(call.body),
        objectOf(content.schema.properties ?? {}).map((some) => ({ ...(call.body as object), ...(some as object) })),
        fc.jsonValue({ maxDepth: 3 }),
      )
    : fc.constant(undefined);
  const query = objectOf(Object.fromEntries(queries.map(({ name, schema }) => [name, schema]))) as fc.Arbitrary<
    Record<string, unknown>
  >;
  return fc.record({ query, body, segments: fc.array(segment, { minLength: 2, maxLength: 2 }) }).map((made) => {
    const [part] = made.segments;
    const path = call.template.replace(/\{\w+\}/g, () => encodeURIComponent(part ?? 'x'));
    const texts = Object.entries(made.query).map(([name, value]) => [name, textOf(value).toWellFormed()]);
    return {
      service,
      call: { ...call, path, query: { ...call.query, ...Object.fromEntries(texts) }, body: made.body },
    };
  });
};

describe('a service', () => {
  let platform: RunningPlatform;
  let folder: { remove(): void };
  let serving: Readonly<Record<Name, Serving>>;
  const rest = () => createBitgetRest({ baseUrl: String(platform.started.rest), clock: systemClock });
  let upstream: ReturnType<typeof rest>;

  beforeAll(async () => {
    ({ platform, folder } = await startServed({ areServicesOn: false }));
    const { engine } = platform;
    upstream = rest();
    const market = new MarketDesk({ clock: systemClock, live: engine, upstream: marketUpstream(upstream) });
    const most = { perSecond: 1e9, burst: 1e9 };
    const locks = { rates: { reads: most, changes: most, failures: most } };
    const shared = { engine, market, clock: systemClock, log: silentLog, port: 0, answerTimeoutMs: 5_000, locks };
    serving = {
      'exchange-connector': await serve(exchangeConnectorRoutes.createExchangeConnector(), shared),
      'market-data-manager': await serve(marketDataManagerRoutes.marketDataManager, shared),
      'live-trading-engine': await serve(liveTradingEngineRoutes.liveTradingEngine, shared),
      'viper-scoring': await serve(viperScoringRoutes.createViperScoring(), shared),
    };
  }, 30_000);

  afterAll(async () => {
    await Promise.all(Object.values(serving).map((one) => one.close()));
    await upstream.close();
    await platform.stop();
    folder.remove();
  }, 30_000);

  test(
    'neither fails nor hangs, whatever it is asked',
    async () => {
      const seen = new Map<number, number>();
      const batch = fc.array(fc.constantFrom(...targets).chain(wildCall), { minLength: AT_ONCE, maxLength: AT_ONCE });
      const property = fc.asyncProperty(batch, async (calls) => {
        const answers = await Promise.all(calls.map(({ service, call }) => ask(serving[service].address, call)));
        for (const [i, { status, text }] of answers.entries()) {
          seen.set(status, (seen.get(status) ?? 0) + 1);
          const { method = '', path = '', query, body } = calls[i]?.call ?? {};
          if (status >= 500) throw new Error(`${method} ${path} ${JSON.stringify({ query, body })}: ${status} ${text}`);
        }
      });
      await fc.assert(property, {
        numRuns: REQUESTS / AT_ONCE,
        interruptAfterTimeLimit: TIME_MS,
        markInterruptAsFailure: false,
        endOnFailure: true,
      });
      const total = [...seen.values()].reduce((sum, count) => sum + count, 0);
      if (process.env.VIPER_FUZZ_REPORT) writeFileSync(process.env.VIPER_FUZZ_REPORT, JSON.stringify([...seen, total]));
      expect(total).toBeGreaterThan(2_000);
      expect(seen.get(200)).toBeGreaterThan(100);
      expect(seen.get(400)).toBeGreaterThan(100);
    },
    TIME_MS + 30_000,
  );
});

test('without the right token nothing is changed', async () => {
  const tokens = temporaryFolder('tokens');
  const before = process.env.VIPER_TOKENS_FILE;
  process.env.VIPER_TOKENS_FILE = join(tokens.path, 'tokens.json');
  const { token } = tokenFile(process.env.VIPER_TOKENS_FILE, () => systemClock.now()).create({
    name: 'reader',
    scope: 'read',
    expiresInMs: undefined,
  });
  const { platform, folder } = await startServed();
  const changing = targets.filter(({ call }) => scopeOf(call) !== 'read' && call.method !== 'GET');
  const base = (service: Name): string => String(platform.started.services?.[SERVICE_KEYS[service]]);
  const statuses = new Set<number>();
  for (const { service, call } of changing) {
    expect((await ask(base(service), call, token)).status).toBe(403);
    const { status } = await ask(base(service), call);
    expect([401, 429]).toContain(status);
    statuses.add(status);
  }
  expect(changing.length).toBeGreaterThan(10);
  expect(statuses).toContain(401);
  expect(platform.engine.journal({ after: 0, limit: 2_000 }).filter(({ type }) => type === 'command')).toEqual([]);
  await platform.stop();
  folder.remove();
  tokens.remove();
  if (before === undefined) delete process.env.VIPER_TOKENS_FILE;
  else process.env.VIPER_TOKENS_FILE = before;
}, 60_000);

const scopeOf = ({ operation }: Call): unknown =>
  (operation as { security?: { token?: string[] }[] }).security?.[0]?.token?.[0];
