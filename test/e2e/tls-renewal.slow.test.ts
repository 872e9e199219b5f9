/** A run gets SIGHUP after its certificate was renewed: the services, on a thread of their own, show the new one. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, expect, test } from 'vitest';
import { startViper } from '../support/children.ts';
import { selfSigned } from '../support/self-signed.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder('tls-renewal');
afterAll(() => folder.remove());
const inFolder = (name: string): string => join(folder.path, name);

const write = ({ cert, key }: ReturnType<typeof selfSigned>): void => {
  writeFileSync(inFolder('cert.pem'), cert);
  writeFileSync(inFolder('key.pem'), key);
};

/** Whether a service shows this certificate to who trusts it alone. */
const isShown = (address: string, ca: string): Promise<boolean> =>
  new Promise((resolve) => {
    const { hostname: host, port } = new URL(address);
    const socket = connect({ host, port: Number(port), ca, servername: 'localhost' }, () => {
      socket.end();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

test('SIGHUP renews the certificate of every service, and ends nothing', async () => {
  const first = selfSigned(Date.now());
  write(first);
  const args = ['start', '--feed', 'synthetic:7', '--symbols', 'BTCUSDT', '--ports', 'free', '--json'];
  const tls = ['--tls-cert', inFolder('cert.pem'), '--tls-key', inFolder('key.pem'), '--data-dir', inFolder('run')];
  const viper = startViper([...args, ...tls]);
  try {
    const { services } = (await viper.waitFor(({ event }) => event === 'started')) as unknown as {
      readonly services: Readonly<Record<string, string>>;
    };
    const all = Object.values(services);
    expect(all).toHaveLength(5);
    for (const address of all) expect(await isShown(address, first.cert)).toBe(true);
    const next = selfSigned(Date.now());
    write(next);
    const changedAt = performance.now();
    viper.process.kill('SIGHUP');
    for (const address of all)
      await expect.poll(() => isShown(address, next.cert), { timeout: 4_000, interval: 50 }).toBe(true);
    // Sooner than the look at the files, which takes two rounds of 5 s.
    expect(performance.now() - changedAt).toBeLessThan(4_500);
    writeFileSync(inFolder('key.pem'), 'no key');
    viper.process.kill('SIGHUP');
    const log = () => readFileSync(inFolder('run/viper.log'), 'utf8');
    await expect.poll(log, { timeout: 4_000 }).toContain('tls-not-renewed');
    expect(log()).toContain('tls-renewed');
    for (const address of all) expect(await isShown(address, next.cert)).toBe(true);
  } finally {
    expect(await viper.end('SIGTERM')).toBe(0);
  }
}, 90_000);
