/** The client of all services: whether it has every route, is typed by them, and runs in a browser. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { type ServiceHarness, startService } from '../../../test/support/service-harness.ts';
import { createDashboardService } from '../dashboard/index.ts';
import { createExchangeConnector } from '../exchange-connector/index.ts';
import { liveTradingEngine } from '../live-trading-engine/index.ts';
import { marketDataManager } from '../market-data-manager/index.ts';
import { createViperScoring } from '../viper-scoring/index.ts';
import { createViperClient, SERVICES, type ServiceKey } from './index.ts';
import { ROUTES } from './routes.ts';

let service: ServiceHarness | undefined;
afterEach(() => service?.close());

const dashboard = { folder: '', state: () => 'no-vite' as const, settled: Promise.resolve(), close: () => {} };
const SERVED = [
  createExchangeConnector(),
  marketDataManager,
  liveTradingEngine,
  createViperScoring(),
  createDashboardService({ dashboard }),
];

it.each(SERVED)('has every route of $name, and no other', ({ name, routes }) => {
  const key: ServiceKey = SERVICES[name].key;
  const held = Object.values<object>(ROUTES[key]).filter((value) => 'path' in value && 'method' in value);
  // A route may be served by a second path, too.
  const served = routes.map(({ route }) => `${route.method} ${route.about}`);
  expect(
    [...new Set(held.map((route) => `${Reflect.get(route, 'method')} ${Reflect.get(route, 'about')}`))].sort(),
  ).toEqual([...new Set(served)].sort());
});

it('calls a service by name, and reads its stream', async () => {
  service = await startService(liveTradingEngine);
  const viper = createViperClient({
    addresses: { liveTradingEngine: service.address, exchangeConnector: 'http://127.0.0.1:1' },
  });
  const status = await viper.liveTradingEngine.getStatus();
  expect(status.state).toBe('running');
  // @ts-expect-error: an order needs its body.
  await expect(viper.exchangeConnector.placeOrder()).rejects.toMatchObject({ code: 'no-answer' });
  await viper.liveTradingEngine.kill({ body: {} }, { idempotencyKey: 'once' });
  expect(service.engine.commands).toMatchObject([
    { command: { kind: 'kill' }, requestId: expect.stringMatching(/^once/) },
  ]);
  for await (const frame of viper.liveTradingEngine.stream({ topics: ['positions'] })) {
    if (frame.event !== 'positions') continue;
    expect(frame.data[0]?.symbol).toBe('BTCUSDT');
    break;
  }
});

it('shows its token to the service, for calls and streams', async () => {
  const shown: unknown[] = [];
  const fetch = async (_url: string, { headers }: { headers: Record<string, string> }): Promise<Response> => {
    shown.push(headers.authorization);
    const type = 'application/problem+json';
    return new Response('{"type":"urn:viper:problem:token-needed","status":401,"detail":"no"}', {
      headers: { 'content-type': type },
    });
  };
  const viper = createViperClient({ token: 'vt_1', fetch });
  await expect(viper.exchangeConnector.getBalance()).rejects.toMatchObject({ code: 'token-needed' });
  await expect(viper.exchangeConnector.stream().next()).rejects.toMatchObject({ code: 'token-needed' });
  expect(shown).toEqual(['Bearer vt_1', 'Bearer vt_1']);
});

/** What is imported when the program runs: types are gone then. */
function importedBy(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(file, 'utf8');
  for (const [, what = '', from = ''] of text.matchAll(/^(?:import|export)\s+([^;]*?)from '([^']+)';/gms)) {
    if (what.startsWith('type ')) continue;
    if (from.startsWith('.')) importedBy(join(dirname(file), from), seen);
    else seen.add(from);
  }
  return seen;
}

it('imports nothing but schemas: no Node module, no server', () => {
  const imported = importedBy(join(import.meta.dirname, 'index.ts'));
  expect(imported.size).toBeGreaterThan(50);
  const packages = [...imported].filter((name) => !name.startsWith('/'));
  expect(packages.filter((name) => !/^typebox(\/\w+)?$/.test(name))).toEqual([]);
  const servers = [...imported].filter((name) => /services\/(http|streams)\//.test(name));
  expect(servers).toEqual([]);
});
