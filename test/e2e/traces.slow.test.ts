/** Spans of a running demo reach a collector, hang together by the order's name, and tell no secret; off, neither SDK nor exporter is loaded. */
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { afterAll, expect, test } from 'vitest';
import { runViper, startViper } from '../support/children.ts';
import { recordModules } from '../support/loaded-modules.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder('traces');
afterAll(() => folder.remove());

type Value = { readonly stringValue?: string; readonly intValue?: number };
type Wire = {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly { readonly key: string; readonly value: Value }[];
  readonly events: readonly { readonly name: string }[];
};
type Export = {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: Wire['attributes'] };
    readonly scopeSpans: readonly { readonly spans: readonly Wire[] }[];
  }[];
};

async function collector() {
  const exports: Export[] = [];
  const paths = new Set<string>();
  const server = createServer((request, response) => {
    paths.add(`${request.method} ${request.url}`);
    void json(request).then((body) => {
      exports.push(body as Export);
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const spans = (): Wire[] =>
    exports.flatMap(({ resourceSpans }) =>
      resourceSpans.flatMap((one) => one.scopeSpans.flatMap((scope) => scope.spans)),
    );
  return { exports, paths, spans, endpoint: `http://127.0.0.1:${port}`, close: () => server.close() };
}

const attribute = (of: Pick<Wire, 'attributes'>, name: string): string | undefined =>
  of.attributes.find(({ key }) => key === name)?.value.stringValue;

const CANARY = 'canary-3f9c1d';
const canaries = {
  BITGET_TESTNET_API_KEY: `${CANARY}-key`,
  BITGET_TESTNET_SECRET_KEY: `${CANARY}-of-sixteen-or-more`,
  BITGET_TESTNET_PASSPHRASE: `${CANARY}-phrase`,
};
const DEMO = ['--feed', 'synthetic:7', '--speed', '20', '--symbols', 'BTCUSDT', '--ports', 'free', '--json'];

test('an order is one trace from its decision to its fill', async () => {
  const { exports, paths, spans, endpoint, close } = await collector();
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, ...canaries };
  const viper = startViper(['start', ...DEMO, '--flatten-on-exit', '--data-dir', join(folder.path, 'run')], env);
  try {
    const { services } = (await viper.waitFor(({ event }) => event === 'started')) as unknown as {
      readonly services: Readonly<Record<string, string>>;
    };
    const order = { symbol: 'BTCUSDT', side: 'long', type: 'market', amount: '0.01', leverage: 5 };
    const place = async (): Promise<number> => {
      const headers = { 'content-type': 'application/json' };
      const options = { method: 'POST', headers, body: JSON.stringify(order) };
      return (await fetch(`${services.exchangeConnector}/api/orders`, options)).status;
    };
    await expect.poll(place, { timeout: 20_000, interval: 250 }).toBe(200);
    const filled = (): boolean => spans().some(({ name, events }) => name === 'order' && events.length > 0);
    await expect.poll(filled, { timeout: 20_000, interval: 100 }).toBe(true);
  } finally {
    expect(await viper.end('SIGTERM')).toBe(0);
    close();
  }
  expect([...paths]).toEqual(['POST /v1/traces']);
  const roots = spans().filter(({ name }) => name === 'order');
  expect(new Set(roots.map((root) => attribute(root, 'viper.intent')))).toEqual(new Set(['open', 'close']));
  for (const root of roots) {
    const children = spans().filter(({ parentSpanId }) => parentSpanId === root.spanId);
    expect(children.map(({ name }) => name).toSorted()).toEqual(['decide', 'journal', 'send']);
    expect(children.every(({ traceId }) => traceId === root.traceId)).toBe(true);
    expect(attribute(root, 'viper.client_oid')).toMatch(/^[a-z0-9]+-[ex]\w+$/);
    expect(attribute(root, 'viper.end')).toBe('filled');
    expect(root.events.map(({ name }) => name)).toContain('fill');
    const ends = children.map(({ endTimeUnixNano }) => BigInt(endTimeUnixNano));
    expect(ends.every((end) => end >= BigInt(root.startTimeUnixNano))).toBe(true);
  }
  const told = JSON.stringify(exports);
  expect(told).not.toContain(CANARY);
  expect(told).not.toMatch(/secret|passphrase|apiKey/i);
  expect(attribute(exports[0]?.resourceSpans[0]?.resource ?? { attributes: [] }, 'service.name')).toBe('viper');
});

test.each([
  ['off: neither SDK nor exporter is loaded', undefined],
  ['on: the same look finds it', 'http://127.0.0.1:9'],
])('tracing %s', async (name, endpoint) => {
  const inFolder = join(folder.path, name.slice(0, 3).trim().replace(':', ''));
  mkdirSync(inFolder);
  const { env, loaded } = recordModules(inFolder);
  const more = endpoint === undefined ? {} : { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint };
  const args = ['start', ...DEMO, '--until', '1s', '--data-dir', join(inFolder, 'run')];
  const { code, stderr } = await runViper(args, { ...env, ...more });
  expect(code, stderr.join('\n')).toBe(0);
  const modules = loaded();
  // The run itself, its services and what they import of others were seen.
  for (const part of ['/src/main/start.ts', '/src/services/http/create-app.ts', '/node_modules/fastify/'])
    expect(
      modules.some((url) => url.includes(part)),
      part,
    ).toBe(true);
  // The Prometheus client brings the bare API, which does nothing by itself.
  const tracing = modules.filter((url) => /@opentelemetry\/(?!api\/)|\/src\/adapters\/tracing\//.test(url));
  expect(tracing.length > 0).toBe(endpoint !== undefined);
});
