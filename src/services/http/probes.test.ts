/** What supervisors and collectors are told, with somebody who watches the run and without. */
import { afterEach, describe, expect, test } from 'vitest';
import { rawRequest, silentLog } from '../../../test/support/service-harness.ts';
import { createStubEngine, STUB_NOW } from '../../../test/support/stub-engine.ts';
import {
  type AlertReport,
  CHECK_NAMES,
  type CheckName,
  type Checks,
  type Monitor,
  type Served,
} from '../../ports/index.ts';
import { liveTradingEngine } from '../live-trading-engine/index.ts';
import { type Serving, serve } from './index.ts';

let serving: Serving | undefined;
afterEach(() => serving?.close());

const report: AlertReport = {
  channels: [
    {
      channel: 'email',
      waiting: 1,
      deliveredAt: undefined,
      counts: { delivered: 0, again: 1, refused: 0, dropped: 0 },
    },
    { channel: 'discord', waiting: 0, deliveredAt: 7, counts: { delivered: 1, again: 0, refused: 0, dropped: 0 } },
  ],
  deliveries: [
    {
      at: 7,
      channel: 'discord',
      code: 'fill',
      subject: '',
      level: 'info',
      status: 'delivered',
      attempt: 1,
      reason: undefined,
    },
    {
      at: 8,
      channel: 'email',
      code: 'killed',
      subject: '',
      level: 'critical',
      status: 'again',
      attempt: 1,
      reason: 'HTTP 502',
    },
  ],
};

const allUp = Object.fromEntries(CHECK_NAMES.map((name) => [name, { status: 'up', reason: 'fine' }])) as Checks;

async function served(down?: CheckName, isWatched = true) {
  const seen: Served[] = [];
  const checks = down ? { ...allUp, [down]: { status: 'down', reason: 'it is gone' } as const } : allUp;
  const monitor: Monitor = {
    checks: async () => checks,
    metrics: async () => ({ contentType: 'text/plain; version=0.0.4; charset=utf-8', text: 'viper_up 1\n' }),
    alerts: async () => report,
    onServed: (one) => void seen.push(one),
  };
  const options = { engine: createStubEngine(), clock: { now: () => STUB_NOW }, log: silentLog, port: 0 };
  serving = await serve(liveTradingEngine, { ...options, answerTimeoutMs: 2_000, ...(isWatched && { monitor }) });
  const { address } = serving;
  const get = async (path: string) => {
    const { status, headers, text } = await rawRequest(address, { path });
    return { status, type: headers['content-type'], text };
  };
  return { get, seen };
}

describe('a service that is watched', () => {
  test('lives, is ready and gives metrics', async () => {
    const { get } = await served();
    expect(await get('/live')).toMatchObject({
      status: 200,
      text: '{"status":"alive","service":"live-trading-engine"}',
    });
    expect(await get('/ready')).toMatchObject({ status: 200 });
    expect(await get('/metrics')).toEqual({
      status: 200,
      type: 'text/plain; version=0.0.4; charset=utf-8',
      text: 'viper_up 1\n',
    });
    const health = await get('/health');
    expect(health.status).toBe(200);
    expect(JSON.parse(health.text)).toMatchObject({ status: 'healthy', checks: { disk: { status: 'up' } } });
  });

  test('is not ready while something is down that it needs, and says what', async () => {
    const { get } = await served('journal');
    expect(await get('/live')).toMatchObject({ status: 200 });
    expect(await get('/ready')).toMatchObject({ status: 503 });
    const health = await get('/health');
    expect(health.status).toBe(503);
    expect(JSON.parse(health.text)).toMatchObject({
      status: 'unhealthy',
      checks: { journal: { status: 'down', reason: 'it is gone' } },
    });
  });

  test('says whether alerts arrive, the latest attempt first', async () => {
    const { get } = await served();
    const { text } = await get('/api/alerts/deliveries?limit=1');
    expect(JSON.parse(text)).toEqual({
      channels: [
        { channel: 'email', waiting: 1, delivered: 0, retried: 1, refused: 0, dropped: 0 },
        { channel: 'discord', waiting: 0, last_delivered_at: 7, delivered: 1, retried: 0, refused: 0, dropped: 0 },
      ],
      deliveries: [
        {
          at: 8,
          channel: 'email',
          code: 'killed',
          subject: '',
          level: 'critical',
          outcome: 'again',
          attempts: 1,
          reason: 'HTTP 502',
        },
      ],
      timestamp: STUB_NOW,
    });
    expect(JSON.parse((await get('/api/alerts/deliveries')).text).deliveries).toHaveLength(2);
    expect(await get('/api/alerts/deliveries?limit=201')).toMatchObject({ status: 400 });
  });

  test('goes on while something is down that others need', async () => {
    const { get } = await served('market-data');
    expect(await get('/health')).toMatchObject({ status: 200 });
  });

  test('counts what it serves by the pattern of the route, never by the address', async () => {
    const { get, seen } = await served();
    await get('/live');
    await get('/no/such/route?secret=1');
    await expect.poll(() => seen.length).toBe(2);
    expect(seen.map(({ route, status }) => [route, status])).toEqual([
      ['/live', 200],
      ['none', 404],
    ]);
  });
});

test('a service that nobody watches has health of its own, and no metrics', async () => {
  const { get } = await served(undefined, false);
  expect(await get('/health')).toMatchObject({ status: 200 });
  for (const path of ['/metrics', '/api/alerts/deliveries'])
    expect(await get(path)).toMatchObject({ status: 503, type: expect.stringContaining('problem+json') });
});
