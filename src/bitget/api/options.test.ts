import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { InvalidInput } from '../../domain/index.ts';
import { Secret } from '../signing/index.ts';
import { type BitgetClientOptions, settingsOf } from './options.ts';

const CANARY = 'canary-of-a-secret';
const credentials = { key: 'k', secret: CANARY, passphrase: CANARY };

function refusalOf(options: object): string {
  try {
    settingsOf(options as BitgetClientOptions);
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidInput);
    return (error as Error).message;
  }
  throw new Error('was taken');
}

describe('the network', () => {
  test.each([
    [{}, { restUrl: 'https://api.bitget.com', socketOrigin: 'wss://wspap.bitget.com', isDemoTrading: true }],
    [
      { network: 'testnet' },
      { restUrl: 'https://api.bitget.com', socketOrigin: 'wss://wspap.bitget.com', isDemoTrading: true },
    ],
    [
      { network: 'mainnet' },
      { restUrl: 'https://api.bitget.com', socketOrigin: 'wss://ws.bitget.com', isDemoTrading: false },
    ],
    [
      { baseUrl: 'http://127.0.0.1:9000/' },
      { restUrl: 'http://127.0.0.1:9000', socketOrigin: 'ws://127.0.0.1:9000', isDemoTrading: false },
    ],
    [
      { baseUrl: 'https://x.example', socketOrigin: 'wss://y.example', isDemoTrading: true },
      { restUrl: 'https://x.example', socketOrigin: 'wss://y.example', isDemoTrading: true },
    ],
  ] as const)('%j', (options, expected) => {
    expect(settingsOf(options).environment).toEqual(expected);
  });
});

describe('credentials', () => {
  test('are wrapped at once, and taken wrapped', () => {
    const made = settingsOf({ credentials: { ...credentials, secret: new Secret(CANARY) } }).credentials;
    expect(made?.secret.reveal()).toBe(CANARY);
    expect(JSON.stringify(made)).not.toContain(CANARY);
  });

  test('of an RSA key are tried at once', () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const secret = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    expect(() => settingsOf({ credentials: { ...credentials, kind: 'rsa', secret } })).not.toThrow();
    expect(refusalOf({ credentials: { ...credentials, kind: 'rsa' } })).toMatch(/RSA private key in PEM form/);
  });
});

test.each([
  [{ network: 'live' }, 'network: "live" is not allowed; expected mainnet | testnet'],
  [{ network: 'toString' }, 'network: "toString" is not allowed; expected mainnet | testnet'],
  [{ network: 'mainnet', baseUrl: 'https://x.example' }, /network: .* either network or baseUrl/],
  [{ socketOrigin: 'wss://x.example' }, /socketOrigin: .* expected a baseUrl beside it/],
  [{ isDemoTrading: true }, /isDemoTrading: .* expected a baseUrl beside it/],
  [{ baseUrl: 'api.bitget.com' }, /baseUrl: .* scheme, host and port alone/],
  [{ baseUrl: 'https://x.example/api' }, /baseUrl: .* scheme, host and port alone/],
  [{ baseUrl: 'https://x.example', socketOrigin: 'https://x.example' }, /socketOrigin: /],
  [{ orderPath: 'post' }, 'orderPath: "post" is not allowed; expected rest | socket | auto'],
  [{ timeoutMs: 0 }, 'timeoutMs: 0 is not allowed; expected a number above 0'],
  [{ requestsPerSecondMax: '5' }, /requestsPerSecondMax: "5" .* a number above 0/],
  [{ limitFactor: Number.NaN }, /limitFactor: NaN/],
  [{ apiSecret: CANARY }, /option apiSecret: .* expected one of network, baseUrl/],
  [{ credentials: CANARY }, /credentials: .* expected \{ key, secret, passphrase \}/],
  [{ credentials: { ...credentials, key: '' } }, /credentials\.key/],
  [{ credentials: { ...credentials, secret: '' } }, /credentials\.secret: .* text that is not empty/],
  [{ credentials: { ...credentials, secret: [CANARY] } }, /credentials\.secret: .* text that is not empty/],
  [{ credentials: { key: 'k', secret: CANARY } }, /credentials\.passphrase: missing/],
  [{ credentials: { ...credentials, kind: 'ed25519' } }, /credentials\.kind: "ed25519" .* hmac \| rsa/],
  [{ credentials: { ...credentials, password: CANARY } }, /credentials password: .* one of key, secret/],
])('%j is refused without showing a secret', (options, message) => {
  const said = refusalOf(options);
  expect(said).toMatch(message);
  expect(said).not.toContain(CANARY);
});
