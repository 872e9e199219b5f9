/** The files of ops/ in the hands of Prometheus itself: it takes them, its rules ring when they must, and its graphs have data. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { startReceiver } from '../support/alert-receivers.ts';
import { startViper } from '../support/children.ts';
import { dashboard, opsPath } from '../support/ops-files.ts';
import { startPrometheus } from '../support/prometheus.ts';
import { sayLack } from '../support/say-lack.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder('prometheus');
afterAll(() => folder.remove());

const isThere = (tool: string): boolean => spawnSync(tool, ['--version']).status === 0;
const hasPrometheus = sayLack(
  isThere('promtool') && isThere('prometheus'),
  'no prometheus and promtool here; apt-get install prometheus',
);
const hasAmtool = sayLack(isThere('amtool'), 'no amtool here; apt-get install prometheus-alertmanager');

function run(tool: string, args: readonly string[], input?: string): { readonly code: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(tool, args, {
    cwd: opsPath('prometheus'),
    encoding: 'utf8',
    ...(input !== undefined && { input }),
  });
  return { code: status, said: `${stdout}${stderr}` };
}

describe.skipIf(!hasPrometheus)('promtool', () => {
  test.each([
    ['check', 'config', 'prometheus.yml'],
    ['check', 'rules', 'alerts.yml'],
    ['test', 'rules', 'alerts.test.yml', 'alerts-of-a-day.test.yml'],
  ])('%s %s %s', (...args) => {
    const { code, said } = run('promtool', args);
    expect(code, said).toBe(0);
  });
});

test.skipIf(!hasAmtool)('Alertmanager takes its configuration', () => {
  const { code, said } = run('amtool', ['check-config', opsPath('alertmanager/alertmanager.yml')]);
  expect(code, said).toBe(0);
});

/** What the libraries of Node name against the rules of Prometheus; other people's dashboards know them by these names. */
const NAMED_BY_OTHERS = /^nodejs_/;

describe.skipIf(!hasPrometheus)('a demo that is collected', () => {
  test('every graph has data, and no service names a metric against the rules', async () => {
    const receiver = await startReceiver(() => ({ status: 204 }));
    onTestFinished(() => receiver.close());
    const viper = startViper(
      ['start', '--feed', 'synthetic:7', '--ports', 'free', '--json', '--data-dir', join(folder.path, 'run')],
      { ALERT_WEBHOOK_URL: receiver.url, ALERT_WEBHOOK_SECRET: 'sixteen characters' },
    );
    onTestFinished(async () => void (await viper.end('SIGTERM')));
    const { services } = (await viper.waitFor(({ event }) => event === 'started')) as unknown as {
      readonly services: Readonly<Record<string, string>>;
    };
    const prometheus = await startPrometheus(folder.path, new URL(services.liveTradingEngine ?? '').host);
    onTestFinished(() => prometheus.end());
    // A counter shows its growth from its second sample on: the first is in when these orders go.
    await expect.poll(() => prometheus.count('viper_equity_usdt'), { timeout: 20_000 }).toBe(1);
    for (const amount of ['0.01', '1000'])
      await fetch(`${services.exchangeConnector}/api/orders`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ symbol: 'BTCUSDT', side: 'long', type: 'market', amount, leverage: 5 }),
      });
    const asked = dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
    const empty = async (): Promise<string[]> => {
      const counts = await Promise.all(asked.map((expression) => prometheus.count(expression)));
      return asked.filter((_, i) => counts[i] === 0);
    };
    await expect.poll(empty, { timeout: 60_000, interval: 1_000 }).toEqual([]);
    const addresses = Object.values(services);
    expect(addresses.length).toBeGreaterThan(3);
    for (const address of addresses) {
      const { said } = run('promtool', ['check', 'metrics'], await (await fetch(`${address}/metrics`)).text());
      expect(said.split('\n').filter((line) => line !== '' && !NAMED_BY_OTHERS.test(line))).toEqual([]);
    }
  });
});
