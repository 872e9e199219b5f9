import { describe, expect, test } from 'vitest';
import { Secret } from '../signing/index.ts';
import { type Example, type SignedWay, signedWays } from './signing-methods.ts';

const TIMESTAMP = '1700000000000';
const credentials = { key: 'k', secret: new Secret('testsecret'), passphrase: new Secret('p') };

const account: Example = {
  title: 'account',
  method: 'GET',
  endpoint: '/api/mix/v1/account/account',
  params: { symbol: 'BTCUSDT_UMCBL', marginCoin: 'USDT' },
};

const order: Example = {
  title: 'order',
  method: 'POST',
  endpoint: '/api/mix/v1/order/placeOrder',
  params: {
    symbol: 'BTCUSDT_UMCBL',
    productType: 'UMCBL',
    marginCoin: 'USDT',
    side: 'open_long',
    orderType: 'market',
    size: '0.001',
    timeInForce: 'IOC',
  },
};

const way = (example: Example, name: string): SignedWay | undefined =>
  signedWays(credentials, example, TIMESTAMP).find((found) => found.name === name);

describe('known signatures', () => {
  test.each([
    ['sorted', account, 'viper', '/TEP0HUdPsdaCGgiSBb/TOh/VyEP8w11IdlQMROJI3c=', true],
    ['unsorted, as it is sent', account, 'unsorted', 'dRYrxJnZjZxcI6pnq3gyuHMKg8r3fHWfmdlfc3Z27mA=', true],
    ['unsorted, and sent sorted', account, 'unsorted-signature', 'dRYrxJnZjZxcI6pnq3gyuHMKg8r3fHWfmdlfc3Z27mA=', false],
    ['with a stray space', account, 'stray-space', 'hqHhwCEbomPFLXAKdCbmL0QASRTtT2JmRHdVEf3SIlE=', false],
    ['compact JSON', order, 'viper', 'DKhDaIPXij2d2IkKhd/qyIlBNtCcRFHIPX5vu1krr3Q=', true],
    ['spaced JSON, as it is sent', order, 'spaced', '311x2/WdxcVraQfqc3I9+1I/802nIStvtbXBhwWdC98=', true],
    ['spaced JSON, sent compact', order, 'spaced-signature', '311x2/WdxcVraQfqc3I9+1I/802nIStvtbXBhwWdC98=', false],
  ] as const)('%s', (_, example, name, signature, isAccepted) => {
    expect(way(example, name)).toMatchObject({ signature, isAccepted, timestamp: TIMESTAMP });
  });
});

test('a way is the same as ours only where the text is', () => {
  const same = (example: Example) =>
    signedWays(credentials, example, TIMESTAMP)
      .filter(({ isSame }) => isSame)
      .map(({ name }) => name);
  expect(same(account)).toEqual(['viper', 'encoded', 'encoded-signature']);
  expect(same({ ...account, params: { clientOid: 'a:b' } })).toEqual(['viper', 'unsorted', 'unsorted-signature']);
  expect(same(order)).toEqual(['viper', 'compact-signature']);
});

test('what differs is told with its place', () => {
  expect(way(account, 'stray-space')?.why).toBe('signed and sent differ from character 17');
  expect(way(account, 'query-left-out')?.why).toBe('signed and sent differ from character 44');
  expect(way(account, 'seconds')).toMatchObject({
    timestamp: '1700000000',
    isAccepted: false,
    why: expect.stringMatching(/milliseconds/),
  });
  expect(way({ ...account, params: { clientOid: 'a:b' } }, 'encoded')).toMatchObject({
    isAccepted: true,
    sent: { path: '/api/mix/v1/account/account?clientOid=a%3Ab', body: '' },
  });
});

test('no way shows the secret', () => {
  expect(JSON.stringify(signedWays(credentials, order, TIMESTAMP))).not.toContain('testsecret');
});
