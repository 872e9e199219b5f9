/** Renewing the certificate of services that are up, over real TLS connections. */
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { selfSigned } from '../../test/support/self-signed.ts';
import { type ServiceHarness, startService } from '../../test/support/service-harness.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { liveTradingEngine } from '../services/live-trading-engine/index.ts';
import { TlsFiles } from './tls-files.ts';

const LOOK_EVERY_MS = 20;
const folder = temporaryFolder('tls');
const paths = { certPath: join(folder.path, 'cert.pem'), keyPath: join(folder.path, 'key.pem') };
const newPair = () => selfSigned(Date.now());
const write = ({ cert, key }: { cert: string; key: string }): void => {
  writeFileSync(paths.certPath, cert);
  writeFileSync(paths.keyPath, key);
};

let service: ServiceHarness;
let lines: string[];
let first: ReturnType<typeof newPair>;

beforeEach(async () => {
  lines = [];
  first = newPair();
  write(first);
  const note = (fields: object, message: string): void => void lines.push(`${message} ${JSON.stringify(fields)}`);
  const files = new TlsFiles(paths, LOOK_EVERY_MS);
  const tls = files.tls({ info: note, error: note });
  service = await startService(liveTradingEngine, 2_000, { listening: { host: '127.0.0.1', tls, allowedHosts: [] } });
});
afterEach(async () => {
  await service.close();
});

/** The certificate that a new connection is shown, in PEM without its frame. */
const shown = (ca: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname: host, port } = new URL(service.address);
    const socket = connect({ host, port: Number(port), ca, servername: 'localhost' }, () => {
      const der = socket.getPeerCertificate().raw.toString('base64');
      socket.end();
      resolve(der);
    });
    socket.once('error', reject);
  });

const bare = (cert: string): string => cert.replace(/-----.*-----|\s/g, '');

describe('a certificate', () => {
  test('that is renewed is shown to whoever connects from then on; open connections go on', async () => {
    const { hostname: host, port } = new URL(service.address);
    const open = connect({ host, port: Number(port), ca: first.cert, servername: 'localhost' });
    await new Promise((resolve, reject) => open.once('secureConnect', resolve).once('error', reject));
    expect(await shown(first.cert)).toBe(bare(first.cert));
    const next = newPair();
    write(next);
    await expect.poll(() => shown(next.cert).catch(() => ''), { timeout: 5_000 }).toBe(bare(next.cert));
    await expect(shown(first.cert)).rejects.toThrow(/certificate/);
    expect(lines).toEqual([expect.stringMatching(/^tls-renewed .*validTo/)]);
    const answer = new Promise((resolve) => open.once('data', (data) => resolve(String(data).split('\r\n')[0])));
    open.write('GET /live HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n');
    expect(await answer).toBe('HTTP/1.1 200 OK');
  });

  test('that does not fit its key is told, and the old one stays until a good pair is there', async () => {
    const next = newPair();
    writeFileSync(paths.certPath, next.cert);
    await expect.poll(() => lines, { timeout: 5_000 }).toEqual([expect.stringContaining('tls-not-renewed')]);
    expect(lines.join()).toContain(paths.keyPath);
    expect(await shown(first.cert)).toBe(bare(first.cert));
    writeFileSync(paths.keyPath, 'no key');
    await expect.poll(() => lines.length, { timeout: 5_000 }).toBe(2);
    rmSync(paths.keyPath);
    await expect.poll(() => lines.length, { timeout: 5_000 }).toBe(3);
    expect(await shown(first.cert)).toBe(bare(first.cert));
    expect(lines.join()).not.toMatch(/no key|BEGIN|PRIVATE/);
    // As tools do it that renew: a new file takes the place of the old one.
    writeFileSync(`${paths.keyPath}.new`, next.key);
    renameSync(`${paths.keyPath}.new`, paths.keyPath);
    await expect.poll(() => shown(next.cert).catch(() => ''), { timeout: 5_000 }).toBe(bare(next.cert));
  });
});
