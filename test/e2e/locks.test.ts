/** `viper token`, `viper audit`, `viper secrets`, and where the services of a run may listen. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { readCredentials, useStoredSecrets } from '../../src/adapters/config/index.ts';
import { silentLog } from '../../src/adapters/log/index.ts';
import { auditFile } from '../../src/adapters/secrets/index.ts';
import { prepareLocks } from '../../src/main/locks.ts';
import { liveTradingEngine } from '../../src/services/live-trading-engine/index.ts';
import { roots } from '../support/command-in-process.ts';
import { selfSigned } from '../support/self-signed.ts';
import { startService } from '../support/service-harness.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { typedCommand as viper } from '../support/typed-command.ts';

let folder: string;
const inFolder = (name: string): string => join(folder, name);
const PASSPHRASE = 'correct horse battery';

beforeEach(() => {
  const made = temporaryFolder('locks');
  folder = made.path;
  vi.stubEnv('VIPER_TOKENS_FILE', inFolder('tokens.json'));
  vi.stubEnv('VIPER_SECRETS_FILE', inFolder('secrets.json'));
  onTestFinished(() => {
    vi.unstubAllEnvs();
    useStoredSecrets(undefined);
    process.exitCode = undefined;
    made.remove();
  });
});

describe('viper token', () => {
  test('makes a token, shows it once, lists it without it and revokes it', async () => {
    const made = await viper(['token', 'create', '--scope', 'read', '--name', 'grafana', '--expires', '90d']);
    expect([made.code, made.printed]).toEqual([0, [expect.stringMatching(/^viper_[\w-]{43}$/)]]);
    const [text = ''] = made.printed;
    const listed = await viper(['token', 'list', '--json']);
    expect(listed.printed.map((line) => JSON.parse(line))).toMatchObject([
      { name: 'grafana', scope: 'read', state: 'good', expiresAt: expect.stringMatching(/Z$/) },
    ]);
    expect((await viper(['token', 'list'])).shown).toContain('grafana');
    expect(listed.shown).not.toContain(text);
    expect((await viper(['token', 'revoke', 'grafana'])).code).toBe(0);
    expect((await viper(['token', 'list'])).shown).toContain('revoked');
  });

  test.each([
    [['create', '--scope', 'all', '--name', 'a'], '--scope: "all" is not allowed; expected read, trade or admin'],
    [['create', '--scope', 'read', '--name', 'a b'], '--name: "a b" is not allowed'],
    [['create', '--scope', 'read', '--name', 'a', '--expires', 'soon'], '--expires: "soon" is not allowed'],
    [['revoke', 'nobody'], 'token: "nobody" is not allowed; expected none'],
  ])('refuses %j in one line', async (argv, words) => {
    const { code, told } = await viper(['token', ...argv]);
    expect([code, told]).toEqual([2, [expect.stringContaining(words)]]);
  });
});

test('viper audit tells who changed what, of one run or of all', async () => {
  const sink = auditFile({ folder, now: () => 0, onFailure: () => {} });
  const entry = { service: 'live-trading-engine', address: '127.0.0.1', method: 'POST', requestId: 'k' };
  sink.write({ ...entry, who: 'token desk', route: '/api/pause', outcome: 'done', status: 200, reason: undefined });
  sink.write({ ...entry, who: 'nobody', route: '/api/kill', outcome: 'denied', status: 401, reason: 'token unknown' });
  const { code, printed } = await viper(['audit', '--json', '--data-dir', folder]);
  expect(code).toBe(0);
  expect(printed.map((line) => JSON.parse(line))).toMatchObject([
    { who: 'token desk', route: '/api/pause', outcome: 'done' },
    { who: 'nobody', route: '/api/kill', outcome: 'denied', reason: 'token unknown' },
  ]);
  expect((await viper(['audit', '--data-dir', folder, '--last', '1'])).shown).not.toContain('desk');
});

describe('viper secrets', () => {
  test('seals a key that is typed unseen, and opens it before a command that needs it', async () => {
    const name = 'BITGET_TESTNET_API_KEY';
    const { code, asked, shown } = await viper(['secrets', 'set', name], [PASSPHRASE, PASSPHRASE, 'canary']);
    expect([code, asked.map(({ isHidden }) => isHidden)]).toEqual([0, [true, true, true]]);
    expect(shown).not.toMatch(/canary|horse/);
    const listed = await viper(['secrets', 'list', '--json'], [PASSPHRASE]);
    expect(listed.printed.map((line) => JSON.parse(line))).toEqual([{ name, setAt: expect.stringMatching(/Z$/) }]);

    // A command that needs no key asks for no passphrase, and does not miss the fellows of a sealed key.
    vi.stubEnv('BITGET_TESTNET_PASSPHRASE', 'alone in the environment');
    expect((await viper(['token', 'list'])).code).toBe(0);
    const validate = ['validate', '--testnet', '--base-url', 'http://127.0.0.1:9'];
    expect((await viper(validate)).told.join()).toContain('VIPER_SECRETS_PASSPHRASE: missing');
    vi.stubEnv('VIPER_SECRETS_PASSPHRASE', 'another passphrase');
    const wrong = await viper(validate);
    expect([wrong.code, wrong.told]).toEqual([1, ['viper: the passphrase does not fit the file of secrets']]);
    expect(() => readCredentials('testnet', String)).toThrow('BITGET_TESTNET_API_KEY');
    vi.stubEnv('VIPER_SECRETS_PASSPHRASE', PASSPHRASE);
    // The sealed key was read: what is missing are its fellows.
    expect((await viper(validate)).told.join()).toContain('BITGET_TESTNET_SECRET_KEY');

    vi.stubEnv('BITGET_TESTNET_SECRET_KEY', 'of the environment');
    vi.stubEnv('BITGET_TESTNET_PASSPHRASE', 'too');
    expect(readCredentials('testnet', String)).toMatchObject({ key: 'canary', secret: 'of the environment' });
    expect(process.env[name]).toBeUndefined();
    vi.stubEnv(name, 'wins');
    expect(readCredentials('testnet', String)).toMatchObject({ key: 'wins' });
  }, 20_000);

  test('take the passphrase from a file, but not from two places', async () => {
    writeFileSync(inFolder('passphrase'), `${PASSPHRASE}\n`);
    vi.stubEnv('VIPER_SECRETS_PASSPHRASE_FILE', inFolder('passphrase'));
    expect(roots.locks.secrets.passphrase()).toBe(PASSPHRASE);
    vi.stubEnv('VIPER_SECRETS_PASSPHRASE', PASSPHRASE);
    expect(() => roots.locks.secrets.passphrase()).toThrow('they name the same thing');
  });

  test.each([
    [['set', 'MAX_LEVERAGE'], [PASSPHRASE], 'variable: "MAX_LEVERAGE" is not allowed; expected one that is secret'],
    [['set', 'VIPER_SECRETS_PASSPHRASE'], [PASSPHRASE], 'expected one that is secret'],
    [['set', 'BITGET_API_KEY'], ['short'], 'at least 12 characters'],
    [['set', 'BITGET_API_KEY'], [PASSPHRASE, 'another one, twelve'], 'the same twice'],
    [['set', 'BITGET_API_KEY'], [PASSPHRASE, PASSPHRASE, ''], 'BITGET_API_KEY: "nothing" is not allowed'],
    [['set', 'BITGET_API_KEY'], undefined, '--stdin where nobody can be asked'],
    [['remove', 'BITGET_API_KEY'], [PASSPHRASE], 'one of `viper secrets list`'],
  ])('refuse %j %j, and write nothing', async (argv, answers, words) => {
    const { code, told } = await viper(['secrets', ...argv], answers);
    expect([code, told]).toEqual([2, [expect.stringContaining(words)]]);
    expect(existsSync(inFolder('secrets.json'))).toBe(false);
  });
});

describe('the services of a run', () => {
  const now = Date.now();
  const makeTls = () => {
    const { cert, key } = selfSigned(now);
    writeFileSync(inFolder('cert.pem'), cert);
    writeFileSync(inFolder('key.pem'), key);
    return { tlsCert: inFolder('cert.pem'), tlsKey: inFolder('key.pem') };
  };
  const NOWHERE = { host: undefined, tlsCert: undefined, tlsKey: undefined, allowedHosts: [] };
  const makeToken = () => roots.locks.createToken({ name: 'a', scope: 'read', expiresInMs: undefined }).token;
  const locksOf = (asked = NOWHERE as Parameters<typeof prepareLocks>[0]) =>
    prepareLocks(asked)({ dataDir: folder, log: silentLog });

  test('listen on loopback without a token unless they are told otherwise', () => {
    const { listening, tokens } = locksOf();
    expect([listening, tokens.isRequired()]).toEqual([{ host: '127.0.0.1', tls: undefined, allowedHosts: [] }, false]);
  });

  test('go beyond loopback with TLS and a good token alone', () => {
    const tls = makeTls();
    const beyond = { ...NOWHERE, host: '0.0.0.0' };
    expect(() => locksOf(beyond)).toThrow('--host: "0.0.0.0" is not allowed; expected 127.0.0.1; beyond it --tls-cert');
    expect(() => locksOf({ ...beyond, ...tls })).toThrow('--tls-key (given) and a token of `viper token create`');
    makeToken();
    expect(() => locksOf(beyond)).toThrow('(there is one)');
    expect(locksOf({ ...beyond, ...tls }).listening.host).toBe('0.0.0.0');
    roots.locks.revokeToken('a');
    expect(() => locksOf({ ...beyond, ...tls })).toThrow('--host');
  });

  test('need a token for a further name, and both halves of a certificate that fit', () => {
    const { tlsCert, tlsKey } = makeTls();
    expect(() => locksOf({ ...NOWHERE, allowedHosts: ['viper.example'] })).toThrow('--allowed-host: "viper.example"');
    expect(() => locksOf({ ...NOWHERE, tlsCert })).toThrow('--tls-key: missing');
    expect(() => locksOf({ ...NOWHERE, tlsKey })).toThrow('--tls-cert: missing');
    expect(() => locksOf({ ...NOWHERE, tlsCert: tlsKey, tlsKey })).toThrow('expected a certificate in PEM form');
    expect(() => locksOf({ ...NOWHERE, tlsCert: inFolder('none'), tlsKey })).toThrow('a file that can be read');
    writeFileSync(inFolder('other.pem'), selfSigned(now).key);
    expect(() => locksOf({ ...NOWHERE, tlsCert, tlsKey: inFolder('other.pem') })).toThrow('and its key in');
  });

  test('speak TLS, ask for the token there and write the audit into the folder of the run', async () => {
    mkdirSync(inFolder('run'));
    const token = makeToken();
    const locks = prepareLocks({ ...NOWHERE, ...makeTls() })({ dataDir: inFolder('run'), log: silentLog });
    const service = await startService(liveTradingEngine, 2_000, locks);
    onTestFinished(() => service.close());
    expect(service.address).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    const ask = (method: string, path: string, headers: Record<string, string>) =>
      new Promise<number>((resolve, reject) => {
        const ca = readFileSync(inFolder('cert.pem'));
        const sent = request(`${service.address}${path}`, { method, headers, ca, agent: false }, (answer) => {
          answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
        });
        sent.once('error', reject).end(method === 'POST' ? '{}' : undefined);
      });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    expect([await ask('GET', '/api/status', {}), await ask('GET', '/api/status', headers)]).toEqual([401, 200]);
    expect(await ask('POST', '/api/kill', headers)).toBe(403);
    await vi.waitFor(() => expect(roots.locks.audit(inFolder('run'))).toMatchObject([{ who: 'token a', status: 403 }]));
    expect(readFileSync(inFolder('run/audit-denied.jsonl'), 'utf8')).not.toContain(token);
  });
});
