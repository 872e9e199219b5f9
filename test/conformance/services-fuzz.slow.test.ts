/**
 * Requests made at random of the OpenAPI documents, against the real services of a real engine: none is answered with a
 * failure of the service, and none hangs. With tokens in force, none without the right one changes anything.
 * A seed of one's own: FUZZ_SEED=7 npx vitest run --config vitest.slow.config.ts test/conformance/services-fuzz.slow.test.ts
 */
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/adapters/clock/index.ts';
import { createTokenKeeper, tokenFile } from '../../src/adapters/secrets/index.ts';
import { createBitgetRest } from '../../src/bitget/index.ts';
import type { RunningPlatform } from '../../src/cli/index.ts';
import { marketUpstream } from '../../src/main/market-upstream.ts';
import { type Locks, type Serving, serve } from '../../src/services/http/index.ts';
import {
  exchangeConnectorRoutes,
  liveTradingEngineRoutes,
  marketDataManagerRoutes,
  viperScoringRoutes,
} from '../../src/services/index.ts';
import { MarketDesk } from '../../src/services/market/index.ts';
import { type AskOptions, askServices } from '../support/ask-services.ts';
import { SERVICE_KEYS, urlOf } from '../support/open-api.ts';
import { startServed } from '../support/served-platform.ts';
import { silentLog } from '../support/service-harness.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { allTargets, type Target, wildCalls } from '../support/wild-calls.ts';

const SEED = Number(process.env.FUZZ_SEED ?? randomInt(2 ** 31));
const REQUESTS = 100_000;
/** Of each of those who may not. */
const LOCKED_REQUESTS = 10_000;
/** Far above what a loaded machine needs, and far below for ever. */
const ANSWER_TIMEOUT_MS = 20_000;
const TIMEOUT_MS = 400_000;

/** What is known to a monitor alone: nobody watches this run, and says so. */
const NOT_WATCHED = 'urn:viper:problem:not-watched';

const targets = allTargets();
const scopeOf = ({ call }: Target): unknown =>
  (call.operation as { security?: { token?: string[] }[] }).security?.[0]?.token?.[0];
const changing = targets.filter((target) => scopeOf(target) !== 'read' && target.call.method !== 'GET');

const services = [
  exchangeConnectorRoutes.createExchangeConnector(),
  marketDataManagerRoutes.marketDataManager,
  liveTradingEngineRoutes.liveTradingEngine,
  viperScoringRoutes.createViperScoring(),
];

describe('a service', () => {
  const keys = temporaryFolder('tokens');
  const path = join(keys.path, 'tokens.json');
  const reader = tokenFile(path, () => systemClock.now()).create({
    name: 'reader',
    scope: 'read',
    expiresInMs: undefined,
  });
  const tokens = createTokenKeeper({ path, now: () => systemClock.now(), onUnreadable: () => {} });
  const serving: Serving[] = [];
  let platform: RunningPlatform;
  let folder: { remove(): void };
  let upstream: ReturnType<typeof createBitgetRest>;
  let open: AskOptions['addresses'];
  let locked: AskOptions['addresses'];

  beforeAll(async () => {
    ({ platform, folder } = await startServed({ areServicesOn: false }));
    const { engine } = platform;
    upstream = createBitgetRest({ baseUrl: String(platform.started.rest), clock: systemClock });
    const market = new MarketDesk({ clock: systemClock, live: engine, upstream: marketUpstream(upstream) });
    const most = { perSecond: 1e9, burst: 1e9 };
    const rates = { reads: most, changes: most, failures: most };
    const shared = { engine, market, clock: systemClock, log: silentLog, port: 0, answerTimeoutMs: ANSWER_TIMEOUT_MS };
    const serveAll = async (locks: Partial<Locks>): Promise<AskOptions['addresses']> => {
      const started = await Promise.all(services.map((service) => serve(service, { ...shared, locks })));
      serving.push(...started);
      return Object.fromEntries(started.map(({ address }, i) => [services[i]?.name, address])) as typeof open;
    };
    open = await serveAll({ rates });
    locked = await serveAll({ rates, tokens });
  }, 30_000);

  afterAll(async () => {
    await Promise.all(serving.map((one) => one.close()));
    await upstream.close();
    await platform.stop();
    folder.remove();
    keys.remove();
  }, 30_000);

  test(
    `neither fails nor hangs, whatever it is asked (seed ${SEED})`,
    async () => {
      const seen = await askServices(wildCalls(targets, SEED), {
        addresses: open,
        requests: REQUESTS,
        objectionTo: (status, text) =>
          status >= 500 && !text.includes(NOT_WATCHED) ? 'the service failed' : undefined,
      });
      console.info(`seed ${SEED}: answers by status ${JSON.stringify(Object.fromEntries(seen))}`);
      expect([...seen.values()].reduce((sum, count) => sum + count, 0)).toBe(REQUESTS);
      expect(seen.get(200)).toBeGreaterThan(REQUESTS / 10);
      expect(seen.get(400)).toBeGreaterThan(REQUESTS / 10);
    },
    TIMEOUT_MS,
  );

  test.each([
    ['no token', undefined, 401],
    ['a wrong token', `viper_${'A'.repeat(43)}`, 401],
    ['a token for reading', reader.token, 403],
  ])(
    `changes nothing for who has %s, whatever it is asked (seed ${SEED})`,
    async (_who, token, expected) => {
      const { seq } = platform.engine.status();
      const seen = await askServices(wildCalls(changing, SEED), {
        addresses: locked,
        requests: LOCKED_REQUESTS,
        token,
        objectionTo: (status) => (status === expected ? undefined : `not ${expected}`),
      });
      expect([...seen]).toEqual([[expected, LOCKED_REQUESTS]]);
      const since = platform.engine.journal({ after: seq, limit: 2_000 });
      expect(since.length).toBeLessThan(2_000);
      expect(since.filter(({ type }) => type === 'command')).toEqual([]);
    },
    TIMEOUT_MS,
  );
});

test('of a run, too, nothing is changed without the right token', async () => {
  const tokens = temporaryFolder('tokens');
  const before = process.env.VIPER_TOKENS_FILE;
  process.env.VIPER_TOKENS_FILE = join(tokens.path, 'tokens.json');
  const { token } = tokenFile(process.env.VIPER_TOKENS_FILE, () => systemClock.now()).create({
    name: 'reader',
    scope: 'read',
    expiresInMs: undefined,
  });
  const { platform, folder } = await startServed();
  const statuses = new Set<number>();
  for (const { service, call } of changing) {
    const address = String(platform.started.services?.[SERVICE_KEYS[service]]);
    expect(await statusOf(address, call, token)).toBe(403);
    const status = await statusOf(address, call);
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

async function statusOf(
  address: string,
  { method, path, query, body }: Target['call'],
  token?: string,
): Promise<number> {
  const headers = {
    'content-type': 'application/json',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  return (await fetch(`${address}${urlOf({ path, query })}`, { method, headers, ...sent })).status;
}
