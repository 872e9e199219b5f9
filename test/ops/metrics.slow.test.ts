/** A running demo gives every metric that the dashboard and the rules ask for, and its health tells of real things. */
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startViper } from '../support/children.ts';
import { expressions } from '../support/ops-files.ts';
import { readPromql } from '../support/promql.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder('metrics');
afterAll(() => folder.remove());

/** Metrics that have no sample until something has happened that a short demo need not see. */
const LATER = [
  'viper_alert',
  'viper_position_',
  'viper_refusals_total',
  'viper_rate_limit_remaining',
  'viper_notices_total',
  'up',
];

const DEMO = [
  '--feed',
  'synthetic:7',
  '--speed',
  '60',
  '--profile',
  'scalper',
  '--symbols',
  'BTCUSDT',
  '--ports',
  'free',
];

test('every metric of ops/ is there, and every check has looked', async () => {
  const viper = startViper(['start', ...DEMO, '--json', '--data-dir', join(folder.path, 'run')]);
  try {
    const { services } = (await viper.waitFor(({ event }) => event === 'started')) as unknown as {
      readonly services: Readonly<Record<string, string>>;
    };
    await expect.poll(() => healthOf(services.liveTradingEngine), { timeout: 60_000, interval: 500 }).toBe(200);
    const order = { symbol: 'BTCUSDT', side: 'long', type: 'market', amount: '0.01', leverage: 5 };
    await fetch(`${services.exchangeConnector}/api/orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(order),
    });
    const text = await (await fetch(`${services.exchangeConnector}/metrics`)).text();
    const names = new Set([...text.matchAll(/^([a-z_]\w*)(?:\{.*\})? \S+$/gm)].map(([, name]) => name));
    const missing = expressions
      .flatMap(({ text: expression }) => readPromql(expression).map(({ metric }) => metric))
      .filter((metric) => metric !== '' && !names.has(metric) && !LATER.some((start) => metric.startsWith(start)));
    expect([...new Set(missing)]).toEqual([]);
    const health = (await (await fetch(`${services.exchangeConnector}/health`)).json()) as {
      readonly hmac_authenticator: boolean;
      readonly checks: Readonly<Record<string, { readonly status: string }>>;
    };
    expect(health.hmac_authenticator).toBe(true);
    expect(Object.keys(health.checks)).toHaveLength(8);
    expect(health.checks.signing?.status).toBe('up');
    expect(health.checks['private-stream']?.status).toBe('up');
  } finally {
    await viper.end('SIGTERM');
  }
});

const healthOf = async (address: string | undefined): Promise<number> => (await fetch(`${address}/health`)).status;
