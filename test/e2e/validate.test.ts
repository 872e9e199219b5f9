/** What `viper validate` tells of an account, in the words that people know. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { money } from '../../src/domain/index.ts';
import { type Ailment, exchangeFor, runAgainst, useKeys } from '../support/ailing-exchange.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  process.exitCode = undefined;
});

describe('viper validate', () => {
  const well: Ailment = {};

  const json = async (argv: readonly string[], url: string) => {
    const { code, stdout } = await runAgainst(['validate', '--json', ...argv], well, url);
    return {
      code,
      report: JSON.parse(stdout.join('')) as { ok: boolean; checks: { name: string; result: string; says: string }[] },
    };
  };

  test('passes the five checks in the words that people know', async () => {
    const { server } = await exchangeFor(well);
    useKeys(well);
    const { stdout } = await runAgainst(['validate'], well, server.rest);
    const lines = [
      '✅ PASS Credentials Check: All credentials properly configured',
      '✅ PASS Signature Generation: Signature length: 44',
      '✅ PASS Account Access: USDT Equity: $1000.00',
      '✅ PASS Market Data - BTCUSDT_UMCBL: Price: $60000',
      '✅ PASS Order Preparation: All parameters formatted correctly',
    ];
    expect(stdout.filter((line) => lines.includes(line))).toEqual(lines);
  });

  test.each([
    [
      'withdraw',
      { rights: ['read', 'trade', 'withdraw'] },
      'warn',
      /may read, trade, withdraw.*: it can withdraw money/,
    ],
    [
      'be used from one address alone',
      { rights: ['read', 'trade'], addresses: ['127.0.0.1'] },
      'pass',
      /may read, trade, from 127\.0\.0\.1/,
    ],
    ['only read', { rights: ['read'] }, 'fail', /may read, from every address\. The API key lacks the permission/],
  ] as const)('tells of a key that may %s, in both families', async (_, account, result, says) => {
    for (const family of ['classic', 'unified'] as const) {
      const { server } = await exchangeFor({ ...well, account: { family, ...account } });
      useKeys(well);
      const { code, report } = await json([], server.rest);
      const check = report.checks.find(({ name }) => name === 'Key Permissions');
      expect(check).toMatchObject({ result, says: expect.stringMatching(says) });
      expect([code, report.ok]).toEqual(result === 'fail' ? [9, false] : [0, true]);
    }
  });

  test('tells of one-way mode, of too little money, and of values that allow no order', async () => {
    const { server } = await exchangeFor({ ...well, account: { positionMode: 'one-way', balance: money('2') } });
    useKeys(well);
    const poor = await json([], server.rest);
    expect(poor.code).toBe(0);
    expect(poor.report.checks).toContainEqual(
      expect.objectContaining({ name: 'Position Mode', result: 'warn', says: 'one-way' }),
    );
    expect(poor.report.checks).toContainEqual(
      expect.objectContaining({
        name: 'Order Preparation',
        result: 'warn',
        says: expect.stringMatching(/0\.001 BTC at leverage 20 needs \$3\.00, and \$2\.00 is available/),
      }),
    );
    vi.stubEnv('POSITION_SIZE_USDT', '1000000000');
    expect(await json([], server.rest)).toMatchObject({ code: 18, report: { ok: false } });
  });

  test('names a contract that is not listed', async () => {
    const { server } = await exchangeFor(well);
    useKeys(well);
    expect(await json(['--symbol', 'NOSUCHUSDT_UMCBL'], server.rest)).toMatchObject({ code: 17 });
  });

  test.each([
    ['none are set', {}, 3],
    [
      'those of an example are',
      { BITGET_API_KEY: 'your_api_key', BITGET_API_SECRET: 'your_secret', BITGET_API_PASSWORD: 'your_pass' },
      3,
    ],
  ])('asks for the market alone where of the keys %s', async (_, env, exit) => {
    const { server } = await exchangeFor(well);
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    const { code, report } = await json([], server.rest);
    expect(code).toBe(exit);
    expect(Object.fromEntries(report.checks.map(({ name, result }) => [name, result]))).toMatchObject({
      'Credentials Check': 'fail',
      'Account Access': 'skip',
      'Market Data - BTCUSDT_UMCBL': 'pass',
    });
  });

  test('refuses to send keys in plain text to another machine', async () => {
    useKeys(well);
    const plain = { ...well, argv: ['--base-url', 'http://example.com'] };
    const { code, stderr } = await runAgainst(['validate'], plain, '');
    expect([code, stderr.join()]).toEqual([2, expect.stringMatching(/^viper: --base-url: .*https/)]);
  });
});
