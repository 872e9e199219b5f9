/** The environment: defaults, bounds, and errors that name variable, value and what is allowed. */
import { describe, expect, it } from 'vitest';
import { money, rate } from '../../domain/index.ts';
import {
  checkNetwork,
  readAddressOverride,
  readCredentials,
  readEnv,
  readRequestsPerSecond,
  requireCredentials,
} from './index.ts';

describe('readEnv', () => {
  it('has defaults for everything', () => {
    const expected = {
      ports: {
        exchangeConnector: 8000,
        marketDataManager: 8001,
        liveTradingEngine: 8002,
        viperScoring: 8009,
        dashboard: 8080,
      },
      logLevel: 'info',
      reconcileEveryMs: 30_000,
      journalBytesMax: 2 ** 30,
      risk: {
        leverageMax: 125,
        riskPerTrade: rate('0.02'),
        positionsMax: 10,
        dailyLossMax: money('1000'),
        lossesMax: 5,
        cooldownMs: 3_600_000,
      },
      orders: { leverage: 20, size: money('100') },
    };
    expect(readEnv({})).toEqual(expected);
    expect(readEnv({ DASHBOARD_PORT: '', MAX_DAILY_LOSSES: '' })).toEqual(expected);
  });

  it('reads what is set', () => {
    const env = readEnv({
      EXCHANGE_CONNECTOR_PORT: '0',
      MARKET_DATA_MANAGER_PORT: '0',
      DASHBOARD_PORT: '65535',
      LOG_LEVEL: 'DEBUG',
      MAX_LEVERAGE: '10',
      RISK_PER_TRADE: '0.015',
      MAX_CONCURRENT_POSITIONS: '3',
      MAX_DAILY_LOSSES: '250.75',
      MAX_CONSECUTIVE_LOSSES: '2',
      CIRCUIT_BREAKER_COOLDOWN: '60',
      VIPER_RECONCILE_EVERY: '600',
      VIPER_JOURNAL_MAX_MB: '64',
    });
    expect(env).toMatchObject({
      ports: { exchangeConnector: 0, marketDataManager: 0, dashboard: 65_535 },
      logLevel: 'debug',
      reconcileEveryMs: 600_000,
      journalBytesMax: 64 * 2 ** 20,
      risk: {
        leverageMax: 10,
        riskPerTrade: rate('0.015'),
        positionsMax: 3,
        dailyLossMax: money('250.75'),
        lossesMax: 2,
        cooldownMs: 60_000,
      },
    });
  });

  it.each([
    ['DASHBOARD_PORT', '65536', '0 to 65535'],
    ['DASHBOARD_PORT', '80a', 'whole number'],
    ['DASHBOARD_PORT', '8000', 'EXCHANGE_CONNECTOR_PORT'],
    ['EXCHANGE_CONNECTOR_PORT', '-1', 'whole number'],
    ['LOG_LEVEL', 'loud', 'debug, info, warn, error, silent'],
    ['MAX_LEVERAGE', '126', '1 to 125'],
    ['MAX_LEVERAGE', '0', '1 to 125'],
    ['MAX_LEVERAGE', '2.5', 'whole number'],
    ['RISK_PER_TRADE', '0.2', '0.0001 to 0.1'],
    ['RISK_PER_TRADE', '2%', 'decimal'],
    ['RISK_PER_TRADE', '0', '0.0001'],
    ['MAX_CONCURRENT_POSITIONS', '0', '1 to 100'],
    ['MAX_DAILY_LOSSES', '-5', '0.01'],
    ['MAX_DAILY_LOSSES', '1e3', 'decimal'],
    ['MAX_CONSECUTIVE_LOSSES', 'five', 'whole number'],
    ['CIRCUIT_BREAKER_COOLDOWN', '0', '1 to 604800'],
    ['VIPER_RECONCILE_EVERY', '4', '5 to 600'],
    ['VIPER_JOURNAL_MAX_MB', '63', '64 to 10000000'],
    ['VIPER_RECONCILE_EVERY', '601', '5 to 600'],
    ['VIPER_RECONCILE_EVERY', '7.5', 'whole number'],
  ])('refuses %s=%s', (name, value, allowed) => {
    expect(() => readEnv({ [name]: value })).toThrow(
      expect.objectContaining({
        code: 'invalid-input',
        details: { field: name, value: JSON.stringify(value), allowed: expect.stringContaining(allowed) },
      }),
    );
  });
});

describe('readCredentials', () => {
  const set = (prefix: string) => ({
    [`${prefix}API_KEY`]: 'key',
    [`${prefix}SECRET_KEY`]: 'one',
    [`${prefix}PASSPHRASE`]: 'two',
  });
  const hide = (text: string): { length: number } => ({ length: text.length });
  const plain = (text: string): string => text;

  it.each(['BITGET_', 'BITGET_TESTNET_'])('reads %s* for the testnet and hides the secrets', (prefix) => {
    expect(readCredentials('testnet', hide, set(prefix))).toEqual({
      kind: 'hmac',
      key: 'key',
      secret: { length: 3 },
      passphrase: { length: 3 },
    });
  });

  it('prefers the names of the network', () => {
    const both = { ...set('BITGET_'), ...set('BITGET_MAINNET_'), BITGET_MAINNET_SECRET_KEY: 'main' };
    expect(readCredentials('mainnet', plain, both)?.secret).toBe('main');
  });

  it.each(['BITGET_', 'BITGET_TESTNET_'])('reads the other names of the same things after %s', (start) => {
    const secrets = ['SECRET_KEY', 'API_SECRET'];
    for (const secret of secrets) {
      for (const passphrase of ['PASSPHRASE', 'API_PASSPHRASE', 'API_PASSWORD']) {
        const env = { [`${start}API_KEY`]: ' k ', [start + secret]: 's', [start + passphrase]: 'p' };
        expect(readCredentials('testnet', plain, env)).toEqual({
          kind: 'hmac',
          key: 'k',
          secret: 's',
          passphrase: 'p',
        });
      }
    }
  });

  it('refuses two values for one thing, and shows neither', () => {
    const env = { ...set('BITGET_'), BITGET_API_SECRET: 'another' };
    expect(() => readCredentials('mainnet', plain, env)).toThrow(/BITGET_SECRET_KEY and BITGET_API_SECRET/);
    expect(() => readCredentials('mainnet', plain, env)).not.toThrow(/another/);
    expect(readCredentials('mainnet', plain, { ...env, BITGET_API_SECRET: 'one' })?.secret).toBe('one');
  });

  it('reads a private key, on one line or on several, as an RSA key', () => {
    const pem = '-----BEGIN KEY-----\nabc\n-----END KEY-----';
    for (const text of [pem, pem.replaceAll('\n', '\\n')]) {
      const env = { ...set('BITGET_'), BITGET_SECRET_KEY: text };
      expect(readCredentials('mainnet', plain, env)).toMatchObject({ kind: 'rsa', secret: pem });
    }
  });

  it('says which variables are missing, and that those of the other network do not count', () => {
    expect(() => requireCredentials('testnet', plain, {})).toThrow(/BITGET_TESTNET_API_KEY.*BITGET_TESTNET_PASSPHRASE/);
    expect(() => requireCredentials('testnet', plain, {})).not.toThrow(/mainnet/);
    expect(() => requireCredentials('testnet', plain, set('BITGET_MAINNET_'))).toThrow(
      /keys of the mainnet are set and are not used for the testnet/,
    );
    expect(requireCredentials('testnet', plain, set('BITGET_')).key).toBe('key');
  });

  it('never takes keys of the other network', () => {
    expect(readCredentials('testnet', plain, set('BITGET_MAINNET_'))).toBeUndefined();
    expect(readCredentials('mainnet', plain, set('BITGET_TESTNET_'))).toBeUndefined();
    expect(readCredentials('mainnet', plain, {})).toBeUndefined();
  });

  it('refuses half a set instead of mixing two, and shows no value', () => {
    const half = { ...set('BITGET_'), BITGET_MAINNET_API_KEY: 'key' };
    expect(() => readCredentials('mainnet', plain, half)).toThrow(/BITGET_MAINNET_SECRET_KEY/);
    expect(() => readCredentials('mainnet', plain, { BITGET_API_SECRET: 'hidden-one' })).toThrow(
      expect.objectContaining({ code: 'invalid-input', message: expect.not.stringContaining('hidden-one') }),
    );
  });
});

describe('checkNetwork', () => {
  it.each([
    ['testnet', {}],
    ['mainnet', {}],
    ['mainnet', { BITGET_NETWORK: 'Mainnet' }],
    ['mainnet', { USE_TESTNET: 'false' }],
    ['testnet', { BITGET_USE_TESTNET: 'TRUE' }],
    ['mainnet', { BITGET_NETWORK: 'mainnet', USE_TESTNET: '0' }],
  ] as const)('the %s fits %j', (network, env) => {
    expect(() => checkNetwork(network, env)).not.toThrow();
  });

  it.each([
    ['testnet', { BITGET_NETWORK: 'live' }, /BITGET_NETWORK: "live".*testnet, mainnet/],
    ['testnet', { USE_TESTNET: 'maybe' }, /USE_TESTNET: "maybe".*true or false/],
    ['mainnet', { BITGET_NETWORK: 'testnet' }, /BITGET_NETWORK.*"testnet".*mainnet/],
    ['mainnet', { BITGET_NETWORK: 'mainnet', BITGET_USE_TESTNET: 'true' }, /"testnet".*expected mainnet/],
  ] as const)('the %s does not fit %j', (network, env, message) => {
    expect(() => checkNetwork(network, env)).toThrow(message);
  });
});

describe('readAddressOverride', () => {
  it('has nothing to say unless it is set', () => {
    expect(readAddressOverride({})).toEqual({ restUrl: undefined, socketOrigin: undefined });
  });

  it('takes the sockets from the same host unless they are named', () => {
    const base = { BITGET_BASE_URL: ' https://proxy.example:8443/ ' };
    expect(readAddressOverride(base)).toEqual({
      restUrl: 'https://proxy.example:8443',
      socketOrigin: 'wss://proxy.example:8443',
    });
    expect(readAddressOverride({ ...base, BITGET_SOCKET_URL: 'wss://sockets.example' }).socketOrigin).toBe(
      'wss://sockets.example',
    );
    expect(readAddressOverride({ BITGET_SOCKET_URL: 'ws://127.0.0.1:1' }).restUrl).toBeUndefined();
  });
});

describe('readRequestsPerSecond', () => {
  it('is two unless it is set', () => {
    expect(readRequestsPerSecond({})).toBe(2);
    expect(readRequestsPerSecond({ RATE_LIMIT_REQUESTS_PER_SECOND: '20' })).toBe(20);
    expect(() => readRequestsPerSecond({ RATE_LIMIT_REQUESTS_PER_SECOND: '0' })).toThrow(/1 to 100/);
  });
});
