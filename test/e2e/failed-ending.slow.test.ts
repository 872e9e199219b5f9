/**
 * Ends that do not go as wished: the exchange refuses to close, or is gone, or the person does not wait.
 * Invariant: what stays open is said as it is, a doubt as a doubt; the exit code tells it, and the next start knows all.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test, vi } from 'vitest';
import type { OpenAtEnd } from '../../src/cli/index.ts';
import { startViper, type ViperChild } from '../support/children.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder('failed-ending');
const started: ViperChild[] = [];
afterAll(async () => {
  await Promise.all(started.map((child) => child.end('SIGKILL')));
  folder.remove();
});
const inFolder = (...names: string[]): string => join(folder.path, ...names);

type Admin = { readonly url: string; readonly token: string };
type Ended = { readonly open: OpenAtEnd; readonly isFlat?: boolean; readonly ledger: { readonly difference: string } };
type Services = Readonly<Record<'exchangeConnector' | 'liveTradingEngine', string>>;

const REFUSAL = { kind: 'error-answer', code: '40808', match: { path: '/api/v2/mix/order/*', method: 'POST' } };

/** An exchange apart from the run, so that it can be ill or gone while the run ends. */
async function exchangeFor(name: string) {
  const args = ['exchange', '--feed', 'synthetic:7', '--speed', '20', '--data-dir', inFolder(`${name}-exchange`)];
  const child = startViper([...args, '--json']);
  started.push(child);
  const address = await child.waitFor(() => true);
  const file = inFolder(`${name}.json`);
  writeFileSync(file, JSON.stringify(address));
  const { url, token } = address.admin as Admin;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const faults = async (method: 'POST' | 'DELETE', rule?: object): Promise<void> => {
    const answer = await fetch(`${url}/faults`, { method, headers, ...(rule && { body: JSON.stringify(rule) }) });
    expect(answer.ok, await answer.text()).toBe(true);
  };
  const run = (...more: string[]): ViperChild => {
    const viper = startViper([
      ...['start', '--exchange', file, '--symbols', 'BTCUSDT', '--ports', 'free', '--json'],
      ...['--data-dir', inFolder(name), ...more],
    ]);
    started.push(viper);
    return viper;
  };
  return { child, faults, run };
}

const servicesOf = async (viper: ViperChild): Promise<Services> =>
  (await viper.waitFor(({ event }) => event === 'started')).services as Services;

/** Half a minute of it is the time in which a run tries to close. */
const LONG_MS = 150_000;

const POLL = { timeout: 30_000, interval: 250 };

/** Sooner or later. */
const shows = (address: string, what: object): Promise<void> =>
  vi.waitFor(async () => expect(await (await fetch(address)).json()).toMatchObject(what), POLL);

/** A run that is to close everything at its end, with a position by hand. */
async function withPosition(run: (...more: string[]) => ViperChild): Promise<ViperChild> {
  const viper = run('--flatten-on-exit');
  const { exchangeConnector } = await servicesOf(viper);
  const order = { symbol: 'BTCUSDT', side: 'long', type: 'market', amount: '0.01', leverage: 5 };
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(order) };
  await vi.waitFor(async () => {
    expect((await fetch(`${exchangeConnector}/api/orders`, init)).status).toBe(200);
  }, POLL);
  const guarded = { positions: [{ symbol: 'BTCUSDT', stop_loss: expect.any(String) }] };
  await shows(`${exchangeConnector}/api/positions`, guarded);
  return viper;
}

const summaryOf = ({ lines }: ViperChild): Ended => lines.find(({ event }) => event === 'summary') as unknown as Ended;

describe.concurrent('a run that is to close everything at its end', () => {
  test(
    'says what the exchange refused to close, and fails; the next start enters nothing',
    async () => {
      const { run, faults } = await exchangeFor('refused');
      const viper = await withPosition(run);
      await faults('POST', REFUSAL);
      expect(await viper.end('SIGTERM')).toBe(1);
      const { open, isFlat } = summaryOf(viper);
      expect([isFlat, open.isConfirmed]).toEqual([false, true]);
      expect(open.positions).toMatchObject([{ symbol: 'BTCUSDT', side: 'long', stopLoss: expect.any(String) }]);
      expect(viper.lines).toContainEqual(
        expect.objectContaining({ event: 'flatten-failed', level: 'critical', withoutStop: 0, isConfirmed: true }),
      );
      expect(viper.errors.join()).toContain('not everything could be closed: 1 positions');
      await faults('DELETE');
      const again = run();
      const { liveTradingEngine } = await servicesOf(again);
      await shows(`${liveTradingEngine}/api/status`, { state: 'paused' });
      expect(await again.end('SIGTERM')).toBe(0);
      expect(Number(summaryOf(again).ledger.difference)).toBe(0);
    },
    LONG_MS,
  );

  test(
    'calls it a doubt where the exchange is gone, and fails',
    async () => {
      const { run, child } = await exchangeFor('gone');
      const viper = await withPosition(run);
      await child.end('SIGKILL');
      expect(await viper.end('SIGTERM')).toBe(1);
      const { open, isFlat } = summaryOf(viper);
      expect([isFlat, open.isConfirmed]).toEqual([false, false]);
      expect(open.positions).toMatchObject([{ symbol: 'BTCUSDT', stopLoss: expect.any(String) }]);
      expect(viper.errors.join()).toContain('whether everything is closed is not known');
    },
    LONG_MS,
  );

  test(
    'ends at once when it is told twice, and the next start finds what is open',
    async () => {
      const { run, faults } = await exchangeFor('twice');
      const viper = await withPosition(run);
      await faults('POST', REFUSAL);
      viper.process.kill('SIGINT');
      await viper.waitFor(({ event }) => event === 'kill-switch');
      await sleep(500);
      const toldAt = performance.now();
      expect(await viper.end('SIGINT')).toBe(130);
      expect(performance.now() - toldAt).toBeLessThan(5_000);
      expect(viper.errors.join()).toContain('ended at once');
      expect(summaryOf(viper)).toBeUndefined();
      await faults('DELETE');
      const again = run('--flatten-on-exit');
      await servicesOf(again);
      expect(await again.end('SIGTERM')).toBe(0);
      const { open, isFlat, ledger } = summaryOf(again);
      expect([isFlat, open.positions, Number(ledger.difference)]).toEqual([true, [], 0]);
    },
    LONG_MS,
  );
});
