/** What `viper debug signature` says of each way to sign, and whether the exchange agrees. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type Ailment, exchangeFor, runAgainst, useKeys } from '../support/ailing-exchange.ts';
import { recordingProxy } from '../support/recording-proxy.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  process.exitCode = undefined;
});

const CLASSIC: Ailment = {};
const UNIFIED: Ailment = { account: { family: 'unified', marginMode: 'crossed' } };

describe('viper debug signature', () => {
  type Ways = {
    ways: { name: string; isAccepted: boolean; answered?: string; prestring: string }[];
    method: string;
    title: string;
  }[];

  const json = async (given: Ailment, argv: readonly string[], url: string) => {
    const { code, stdout } = await runAgainst(['debug', 'signature', '--json', ...argv], given, url);
    return { code, report: JSON.parse(stdout.join('')) as { comparisons: Ways; probes: object[]; offsetMs?: number } };
  };

  test.each([
    { name: 'Classic', ...CLASSIC },
    { name: 'Unified', ...UNIFIED },
  ])('says of every way what the exchange then answers: $name', async (given) => {
    const { server } = await exchangeFor(given);
    useKeys(given);
    const { report } = await json(given, [], server.rest);
    const asked = report.comparisons.flatMap(({ ways }) => ways).filter(({ answered }) => answered !== undefined);
    expect(asked.length).toBeGreaterThanOrEqual(20);
    for (const { name, isAccepted, answered } of asked)
      expect([name, isAccepted]).toEqual([name, !['40009', '40008', '40005'].includes(String(answered))]);
    expect(new Set(asked.map(({ isAccepted }) => isAccepted))).toEqual(new Set([true, false]));
    expect(report.probes).toHaveLength(5);
  });

  test('compares without sending anything', async () => {
    const { server } = await exchangeFor(CLASSIC);
    const { url, requests } = await recordingProxy(server.rest);
    useKeys(CLASSIC);
    const { code, report } = await json(CLASSIC, ['--compare-only'], url);
    expect([code, requests, report.probes]).toEqual([0, [], []]);
    const post = report.comparisons.find(({ method }) => method === 'POST');
    expect(post?.ways.map(({ name, isAccepted }) => [name, isAccepted])).toEqual(
      expect.arrayContaining([
        ['viper', true],
        ['spaced', true],
        ['spaced-signature', false],
        ['stray-space', false],
        ['body-left-out', false],
      ]),
    );
  });

  test('looks for a sub-account, and needs keys', async () => {
    const { server } = await exchangeFor(CLASSIC);
    useKeys(CLASSIC);
    const { report } = await json(CLASSIC, ['--sub-account', 'desk-2'], server.rest);
    expect(report.probes.at(-1)).toMatchObject({ name: 'sub-accounts', says: expect.stringMatching(/no such list/) });
    vi.unstubAllEnvs();
    const { code, stderr } = await runAgainst(['debug', 'signature'], CLASSIC, server.rest);
    expect([code, stderr.join()]).toEqual([1, expect.stringMatching(/^viper: BITGET_MAINNET_API_KEY is not set/)]);
  });
});
