/** How a run ends: positions stay with their stops, and are said; or everything is closed before, where it was asked for. */
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { OpenAtEnd } from '../../src/cli/index.ts';
import { startViper, type ViperChild } from '../support/children.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder('ending');
afterAll(() => folder.remove());

type Started = { readonly services: Readonly<Record<string, string>> };
type Ended = { readonly open: OpenAtEnd; readonly ledger: { readonly difference: string } };

const run = (name: string, ...more: string[]): ViperChild => {
  const demo = ['--feed', 'synthetic:7', '--speed', '20', '--symbols', 'BTCUSDT', '--ports', 'free', '--json'];
  return startViper(['start', ...demo, '--data-dir', join(folder.path, name), ...more]);
};

const ask = async (address: string, path: string, body?: object): Promise<{ status: number; json: unknown }> => {
  const headers = { 'content-type': 'application/json' };
  const post = { method: 'POST', headers, body: JSON.stringify(body) };
  const answer = await fetch(address + path, body ? post : {});
  return { status: answer.status, json: await answer.json() };
};

/** A position by hand, in a run that is up. */
async function opened(viper: ViperChild): Promise<Started['services']> {
  const { services } = (await viper.waitFor(({ event }) => event === 'started')) as unknown as Started;
  const connector = String(services.exchangeConnector);
  const order = { symbol: 'BTCUSDT', side: 'long', type: 'market', amount: '0.01', leverage: 5 };
  const place = async (): Promise<number> => (await ask(connector, '/api/orders', order)).status;
  await expect.poll(place, { timeout: 20_000, interval: 250 }).toBe(200);
  const positions = async (): Promise<unknown> => (await ask(connector, '/api/positions')).json;
  await expect.poll(positions, { timeout: 20_000, interval: 100 }).toMatchObject({ positions: [{}] });
  return services;
}

const summaryOf = (viper: ViperChild): Ended =>
  viper.lines.find(({ event }) => event === 'summary') as unknown as Ended;

describe('a run that is ended', () => {
  test('leaves its position with a stop at the exchange, and says so', async () => {
    const viper = run('stays');
    await opened(viper);
    expect(await viper.end('SIGTERM')).toBe(0);
    const { open, ledger } = summaryOf(viper);
    expect(open.positions).toMatchObject([{ symbol: 'BTCUSDT', side: 'long', size: '0.01' }]);
    expect(Number(open.positions[0]?.stopLoss)).toBeGreaterThan(0);
    expect(Number(ledger.difference)).toBe(0);
  });

  test('closes everything where it was asked for, and trades again at its next start', async () => {
    const viper = run('flat', '--flatten-on-exit');
    await opened(viper);
    expect(await viper.end('SIGTERM')).toBe(0);
    const { open, ledger } = summaryOf(viper);
    expect(open).toEqual({ isConfirmed: true, positions: [], orders: [] });
    expect(Number(ledger.difference)).toBe(0);
    const again = run('flat');
    try {
      const { services } = (await again.waitFor(({ event }) => event === 'started')) as unknown as Started;
      const status = async (): Promise<unknown> => (await ask(String(services.liveTradingEngine), '/api/status')).json;
      await expect.poll(status, { timeout: 10_000, interval: 100 }).toMatchObject({ state: 'running' });
    } finally {
      await again.end('SIGTERM');
    }
  });
});
