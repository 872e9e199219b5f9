/** The monitor of a run, seen from the thread of its services. */
import { expect, it } from 'vitest';
import { allDown } from './checks.ts';
import { ApartMonitor } from './index.ts';

const served = { service: 'exchange-connector', method: 'GET', route: '/api/balance', status: 200, tookMs: 2 };
const run = {
  checks: async () => ({ ...allDown('x'), engine: { status: 'up', reason: 'running' } as const }),
  metrics: async () => ({ contentType: 'text/plain', text: '# TYPE viper_equity_usdt gauge\nviper_equity_usdt 5' }),
  alerts: async () => ({ channels: [], deliveries: [] }),
};

it('gives the metrics of the run and of the services, each once', async () => {
  const monitor = new ApartMonitor({ run, silentMs: () => 40 });
  monitor.onServed(served);
  const [{ text }, again] = await Promise.all([monitor.metrics(), monitor.metrics()]);
  expect(again.text).toBe(text);
  expect(text).toContain('viper_equity_usdt 5\n');
  expect(text).toContain('viper_engine_silent_seconds 0.04\n');
  expect(text).toMatch(/viper_http_requests_total\{.*route="\/api\/balance".*\} 1\n/);
  const names = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
  expect(new Set(names).size).toBe(names.length);
  expect((await monitor.checks()).engine).toEqual({ status: 'up', reason: 'running' });
});

it('says of a run that is silent that it is down, and still gives its own metrics', async () => {
  const never = (): Promise<never> => new Promise(() => {});
  const monitor = new ApartMonitor({ run: { ...run, checks: never, metrics: never }, silentMs: () => 7_000 });
  const reason = 'the engine has not answered; it was last heard of 7.0 s ago';
  expect(await monitor.checks()).toMatchObject({ engine: { status: 'down', reason }, journal: { status: 'down' } });
  const { text } = await monitor.metrics();
  expect(text).toContain('viper_engine_silent_seconds 7\n');
  expect(text).not.toContain('viper_equity_usdt');
});
