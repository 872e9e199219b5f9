import { createHmac, createVerify, generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidInput } from '../../domain/index.ts';
import { isSameSign, queryText, Secret, sign, signLogin, signWith } from './index.ts';

const A = new Secret('testsecret');
const B = new Secret('22582BD0CFF14C41EDBF1AB98506286D');

const order = {
  symbol: 'BTCUSDT_UMCBL',
  productType: 'UMCBL',
  marginCoin: 'USDT',
  side: 'open_long',
  orderType: 'market',
  size: '0.001',
  timeInForce: 'IOC',
};

describe('sign', () => {
  test.each([
    ['/api/mix/v1/market/contracts', 'BLbwyxWH/7ybh9PZRHd8bMTxh+VxKMRLhrm5YOyWzSk='],
    [
      '/api/mix/v1/account/account?marginCoin=USDT&symbol=BTCUSDT_UMCBL',
      '/TEP0HUdPsdaCGgiSBb/TOh/VyEP8w11IdlQMROJI3c=',
    ],
    [
      '/api/mix/v1/account/account?symbol=BTCUSDT_UMCBL&marginCoin=USDT',
      'dRYrxJnZjZxcI6pnq3gyuHMKg8r3fHWfmdlfc3Z27mA=',
    ],
  ])('GET %s', (path, expected) => {
    expect(sign(A, { timestamp: '1700000000000', method: 'GET', path, body: '' })).toBe(expected);
  });

  test.each([
    ['GET', '/api/mix/v2/market/depth?limit=20&symbol=BTCUSDT', '', '30l+qfOwyfwL90Ss/Wz2h2be1+vlW/DKH5rcFIsocEI='],
    [
      'POST',
      '/api/v2/mix/order/place-order',
      '{"productType":"usdt-futures","symbol":"BTCUSDT","size":"8","marginMode":"crossed","side":"buy","orderType":"limit","clientOid":"channel#123456"}',
      'jIRuviYIBOMtYTXX+ji2u+/QsuvmwgqRWhM6kiexTEU=',
    ],
  ] as const)('%s %s', (method, path, body, expected) => {
    expect(sign(B, { timestamp: '16273667805456', method, path, body })).toBe(expected);
  });

  test('a login', () => {
    const credentials = { key: 'k', secret: B, passphrase: A };
    expect(signLogin(credentials, '1538054050')).toBe('/4S0C3L8mGdm8894ulf8wfnQ6dqMXO8Iw95zlvMN8Zw=');
  });

  test.each([
    ['as JSON.stringify writes it', JSON.stringify(order), 'DKhDaIPXij2d2IkKhd/qyIlBNtCcRFHIPX5vu1krr3Q='],
    [
      'with spaces, which is another message',
      JSON.stringify(order).replaceAll('":"', '": "').replaceAll('","', '", "'),
      '311x2/WdxcVraQfqc3I9+1I/802nIStvtbXBhwWdC98=',
    ],
  ])('a body %s', (_, body, expected) => {
    const path = '/api/mix/v1/order/placeOrder';
    expect(sign(A, { timestamp: '1700000000000', method: 'POST', path, body })).toBe(expected);
  });

  test('a space between method and path makes another, wrong, signature', () => {
    const path = ' /api/mix/v1/account/account?marginCoin=USDT&symbol=BTCUSDT_UMCBL';
    expect(sign(A, { timestamp: '1700000000000', method: 'GET', path, body: '' })).toBe(
      'hqHhwCEbomPFLXAKdCbmL0QASRTtT2JmRHdVEf3SIlE=',
    );
  });

  test('is the HMAC of the concatenation, whatever the parts', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), fc.string(), (timestamp, path, body) => {
        const expected = createHmac('sha256', 'testsecret').update(`${timestamp}POST${path}${body}`).digest('base64');
        const made = sign(A, { timestamp, method: 'POST', path, body });
        return made === expected && made.length === 44 && isSameSign(made, expected);
      }),
    );
  });
});

describe('an RSA key', () => {
  const signable = { timestamp: '1700000000000', method: 'POST', path: '/x', body: '{"a":1}' } as const;
  const message = '1700000000000POST/x{"a":1}';
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const credentials = (secret: string) =>
    ({ kind: 'rsa', key: 'k', secret: new Secret(secret), passphrase: A }) as const;

  test.each(['pkcs1', 'pkcs8'] as const)('in %s form signs by PKCS#1 v1.5 with SHA-256', (type) => {
    const pem = String(privateKey.export({ type, format: 'pem' }));
    const made = signWith(credentials(pem), signable);
    const isValid = (text: string) => createVerify('RSA-SHA256').update(text).verify(publicKey, made, 'base64');
    expect([isValid(message), isValid(`${message} `)]).toEqual([true, false]);
    expect(signWith(credentials(pem), signable)).toBe(made);
  });

  test('that is none is refused without being shown', () => {
    const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    for (const secret of ['canary-text', String(elliptic.export({ type: 'pkcs8', format: 'pem' }))]) {
      const call = () => signWith(credentials(secret), signable);
      expect(call).toThrow(/RSA private key/);
      expect(call).not.toThrow(/canary|BEGIN/);
    }
  });

  test('absent kind and hmac are the same', () => {
    const hmac = { key: 'k', secret: A, passphrase: A };
    expect(signWith(hmac, signable)).toBe(sign(A, signable));
    expect(signWith({ ...hmac, kind: 'hmac' }, signable)).toBe(sign(A, signable));
  });
});

test('signatures that differ, in a character or in length, are not the same', () => {
  expect(isSameSign('abc=', 'abd=')).toBe(false);
  expect(isSameSign('abc=', 'abc')).toBe(false);
  expect(isSameSign('é', 'e')).toBe(false);
});

describe('queryText', () => {
  test('sorts keys, leaves out what is undefined, and encodes nothing', () => {
    expect(queryText({ symbol: 'BTCUSDT', limit: '20', endTime: undefined, coin: '' })).toBe(
      '?coin=&limit=20&symbol=BTCUSDT',
    );
    expect(queryText({})).toBe('');
    expect(queryText({ a: undefined })).toBe('');
  });

  test.each(['a b', 'a+b', 'a#b', 'a&b=1', '牛来USDT', 'a%20'])(
    'refuses %j, which would have to be encoded',
    (value) => {
      expect(() => queryText({ symbol: value })).toThrow(InvalidInput);
    },
  );
});

test('a secret never prints itself', () => {
  const holder = { secret: A };
  for (const text of [`${A}`, String(A), JSON.stringify(holder), inspect(holder, { depth: 5, showHidden: true })]) {
    expect(text).not.toContain('testsecret');
    expect(text).toContain('[secret]');
  }
  expect(Object.keys(A)).toEqual([]);
  expect(A.reveal()).toBe('testsecret');
});
