/**
 * `viper validate` and `viper debug signature` against the embedded exchange: well, and with every fault; each fault ends
 * in its own sentence and exit code, and neither command ever changes anything or shows a secret.
 */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type Ailment, exchangeFor, runAgainst, useKeys } from '../support/ailing-exchange.ts';
import { recordingProxy } from '../support/recording-proxy.ts';

type Case = Ailment & {
  readonly name: string;
  readonly exit: number;
  readonly says: RegExp;
  /** In `validate`; undefined: none has failed. */
  readonly failed?: string;
};

const late = { kind: 'late-answer', delay: { shape: 'fixed', ms: 400 } };
const tooMany = { kind: 'error-answer', code: '429' };

const unified = { family: 'unified', marginMode: 'crossed' } as const;

const CASES: readonly Case[] = [
  { name: 'a Classic account', exit: 0, says: /^(All is well|The exchange accepts)/ },
  { name: 'a Unified account', account: unified, exit: 0, says: /^(All is well|The exchange accepts)/ },
  {
    name: 'a key that is unknown',
    env: { API_KEY: 'bg_another' },
    exit: 4,
    says: /^The exchange does not know the API key\./,
    failed: 'Account Family',
  },
  {
    name: 'a wrong secret',
    env: { SECRET_KEY: 'canary-wrong' },
    exit: 5,
    says: /^The exchange refuses the signature: the secret/,
    failed: 'Account Access',
  },
  {
    name: 'a wrong secret of a Unified account',
    account: unified,
    env: { SECRET_KEY: 'canary-wrong' },
    exit: 5,
    says: /^The exchange refuses the signature/,
    failed: 'Account Family',
  },
  {
    name: 'a wrong passphrase',
    env: { PASSPHRASE: 'canary-wrong' },
    exit: 6,
    says: /^The passphrase is not that of the API key\./,
    failed: 'Account Access',
  },
  {
    name: 'a clock that is 60 s behind',
    faults: [{ kind: 'clock-skew', skewMs: 60_000 }],
    exit: 7,
    says: /^The clock of this machine is wrong/,
    failed: 'Clock',
  },
  {
    name: 'a key of demo trading on the mainnet',
    account: { environment: 'demo' },
    exit: 8,
    says: /^The API key does not belong to the mainnet\..*--testnet/,
    failed: 'Account Access',
  },
  {
    name: 'a key of the mainnet on the testnet',
    account: unified,
    argv: ['--testnet'],
    exit: 8,
    says: /^The API key does not belong to the testnet\..*--mainnet/,
    failed: 'Account Family',
  },
  {
    name: 'a key that may do nothing',
    account: { rights: [] },
    exit: 9,
    says: /^The API key lacks the permission/,
    failed: 'Account Access',
  },
  {
    name: 'a key for other addresses',
    account: { addresses: ['192.0.2.7'] },
    exit: 10,
    says: /^The API key may not be used from the address/,
    failed: 'Account Access',
  },
  {
    name: 'a name without an address',
    argv: ['--base-url', 'https://no-such-host.invalid'],
    exit: 11,
    says: /^The name no-such-host\.invalid cannot be resolved: DNS/,
    failed: 'Connection',
  },
  {
    name: 'nobody there',
    argv: ['--base-url', 'http://127.0.0.1:9'],
    exit: 12,
    says: /^No connection to 127\.0\.0\.1:9 can be made\./,
    failed: 'Connection',
  },
  {
    name: 'no answer in time',
    faults: [late],
    argv: ['--timeout', '0.2s'],
    exit: 13,
    says: /does not answer in time\./,
    failed: 'Connection',
  },
  {
    name: 'too many requests',
    faults: [tooMany],
    exit: 14,
    says: /^The exchange answers that there are too many requests\./,
    failed: 'Connection',
  },
  {
    name: 'an exchange that is down',
    faults: [{ kind: 'error-answer', code: '503' }],
    exit: 15,
    says: /^The exchange is not in service/,
    failed: 'Connection',
  },
];

afterEach(() => {
  vi.unstubAllEnvs();
  process.exitCode = undefined;
});

describe.each(CASES)('$name', (given) => {
  test.each([
    ['validate', ['validate', '--debug']],
    ['debug signature', ['debug', 'signature', '--debug']],
  ])('ends viper %s in its own sentence and exit code', async (name, command) => {
    const { server, hash } = await exchangeFor(given);
    const { url, requests } = await recordingProxy(server.rest);
    useKeys(given);
    const before = hash();
    const { code, stdout, stderr } = await runAgainst(command, given, url);
    expect([code, stdout.at(-1), stderr]).toEqual([given.exit, expect.stringMatching(given.says), []]);
    const told = stdout.join('\n');
    expect(told).not.toMatch(/canary-(of|wrong)/);
    expect(requests.filter((line) => !line.startsWith('GET /api/'))).toEqual([]);
    if (given.argv?.includes('--base-url') !== true) expect(requests.length).toBeGreaterThan(0);
    expect(hash()).toBe(before);
    if (name !== 'validate') return;
    const failed = stdout.find((line) => line.startsWith('❌ FAIL'));
    expect(failed).toEqual(given.failed === undefined ? undefined : expect.stringContaining(`FAIL ${given.failed}: `));
  });
});
