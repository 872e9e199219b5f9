/** Whoever asks a running engine and gets no answer is told what to set. */
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { selfSigned } from '../../test/support/self-signed.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { askEngine } from './engine-client.ts';

const folder = temporaryFolder('engine-client');
const pair = selfSigned(Date.now());
let server: Server | undefined;

beforeEach(() => vi.stubEnv('VIPER_TOKENS_FILE', join(folder.path, 'tokens.json')));
afterEach(() => {
  vi.unstubAllEnvs();
  server?.close();
});
afterAll(() => folder.remove());

async function listens(one: Server): Promise<void> {
  server = one;
  await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
  vi.stubEnv('LIVE_TRADING_ENGINE_PORT', String((one.address() as AddressInfo).port));
}

const problem = {
  type: 'urn:viper:problem:token-needed',
  status: 401,
  title: 'Token needed',
  detail: 'a token is needed',
};
const refusing = () =>
  createServer((_request, answer) => {
    answer.writeHead(401, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem));
  });
const tls = () => createTlsServer(pair, (_request, answer) => void answer.end('{}'));
const ask = () => askEngine((engine) => engine.getStatus(), 2_000);

describe('an engine that does not answer as it should', () => {
  it('asks for a token', async () => {
    await listens(refusing());
    await expect(ask()).rejects.toMatchObject({
      code: 'token-needed',
      message: expect.stringContaining('VIPER_TOKEN'),
    });
  });

  it('has a certificate that is not trusted', async () => {
    await listens(tls());
    vi.stubEnv('VIPER_TLS_CERT', 'cert.pem');
    vi.stubEnv('VIPER_TLS_KEY', 'key.pem');
    const message = expect.stringMatching(/DEPTH_ZERO_SELF_SIGNED_CERT.*NODE_EXTRA_CA_CERTS/);
    await expect(ask()).rejects.toMatchObject({ code: 'not-trusted', message });
  });

  it('speaks TLS, which was not said here', async () => {
    await listens(tls());
    await expect(ask()).rejects.toMatchObject({
      code: 'not-plain',
      message: expect.stringContaining('VIPER_TLS_CERT'),
    });
  });

  it('is not there', async () => {
    await listens(refusing());
    await new Promise((resolve) => server?.close(resolve));
    await expect(ask()).rejects.toMatchObject({ code: 'not-running' });
  });
});
