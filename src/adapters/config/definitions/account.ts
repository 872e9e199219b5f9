/**
 * Keys, and the network that they belong to.
 * Invariant: every name that is in use for the same thing is listed, the usual one first.
 */
import { type Definition, hidden, plain, type Section, whole, word } from '../definition.ts';

export type Network = 'testnet' | 'mainnet';

export type KeyNames = {
  readonly key: readonly string[];
  readonly secret: readonly string[];
  readonly passphrase: readonly string[];
};

/** @param start such as "BITGET_TESTNET_". */
const namesFrom = (start: string): KeyNames => ({
  key: [`${start}API_KEY`],
  secret: [`${start}SECRET_KEY`, `${start}API_SECRET`],
  passphrase: [`${start}PASSPHRASE`, `${start}API_PASSPHRASE`, `${start}API_PASSWORD`],
});

export const KEY_NAMES: Readonly<Record<Network | 'any', KeyNames>> = {
  testnet: namesFrom('BITGET_TESTNET_'),
  mainnet: namesFrom('BITGET_MAINNET_'),
  any: namesFrom('BITGET_'),
};

const ABOUT: Readonly<Record<keyof KeyNames, string>> = {
  key: 'API key',
  secret: 'secret; of an RSA key its private key in PEM form, lines joined by \\n',
  passphrase: 'passphrase that was chosen when the key was made',
};

const OF: Readonly<Record<Network | 'any', string>> = {
  testnet: 'demo trading',
  mainnet: 'mainnet, real money',
  any: 'whichever network is asked for and has none of its own',
};

/** The usual name of each, then the others as its aliases. */
const keyDefinitions = (network: Network | 'any'): Definition[] =>
  (['key', 'secret', 'passphrase'] as const).flatMap((part) => {
    const [usual = '', ...others] = KEY_NAMES[network][part];
    const isIdentifier = part === 'key';
    return [
      hidden(usual, { about: `${OF[network]}: ${ABOUT[part]}`, isIdentifier }),
      ...others.map((name) => hidden(name, { about: `another name of ${usual}`, aliasOf: usual, isIdentifier })),
    ];
  });

export const NETWORK_NAMES: readonly Network[] = ['testnet', 'mainnet'];

const SWITCH = ['true', '1', 'yes', 'on', 'false', '0', 'no', 'off'] as const;

export const network = {
  name: word<Network>('BITGET_NETWORK', {
    allowed: NETWORK_NAMES,
    about: 'the network that runs must be on; it objects to the other one and never chooses',
  }),
  useTestnet: word('BITGET_USE_TESTNET', { allowed: SWITCH, about: 'the same as true (testnet) or false (mainnet)' }),
  useTestnetShort: word('USE_TESTNET', {
    allowed: SWITCH,
    about: 'another name of BITGET_USE_TESTNET',
    aliasOf: 'BITGET_USE_TESTNET',
  }),
  baseUrl: plain('BITGET_BASE_URL', {
    allowed: 'an address such as https://host; http only on this machine',
    check: /^https?:\/\/[^\s?#@]+$/,
    about: 'REST address instead of that of Bitget: a proxy, or an exchange on this machine',
  }),
  socketUrl: plain('BITGET_SOCKET_URL', {
    allowed: 'an address such as wss://host, without a path; ws only on this machine',
    check: /^wss?:\/\/[^\s/?#@]+\/?$/,
    about: 'socket address beside BITGET_BASE_URL (default: the same host)',
  }),
  requestsPerSecond: whole('RATE_LIMIT_REQUESTS_PER_SECOND', {
    default: 2,
    min: 1,
    max: 100,
    about: 'requests a second to a real network; those that lower a risk are exempt',
  }),
  reconcileEveryS: whole('VIPER_RECONCILE_EVERY', {
    default: 30,
    min: 5,
    max: 600,
    about: 'seconds between two comparisons with the account that nothing has asked for',
  }),
};

const gateway = {
  key: hidden('VIPER_GATEWAY_KEY', { about: 'key that bots of the V1 API show to this machine', isIdentifier: true }),
  secret: hidden('VIPER_GATEWAY_SECRET', {
    about: 'secret of 16 characters or more that they sign with',
    isIdentifier: false,
  }),
  passphrase: hidden('VIPER_GATEWAY_PASSPHRASE', { about: 'passphrase that they send', isIdentifier: false }),
};

export const accountSections: readonly Section[] = [
  {
    title: 'Keys',
    about: 'Three belong together. The testnet never reads those of the mainnet, nor the other way round.',
    definitions: [...keyDefinitions('testnet'), ...keyDefinitions('mainnet'), ...keyDefinitions('any')],
  },
  { title: 'Network', about: 'Where an account is, and how fast it is asked.', definitions: Object.values(network) },
  {
    title: 'V1 gateway',
    about: 'All three or none: without them the gateway is off.',
    definitions: Object.values(gateway),
  },
];
