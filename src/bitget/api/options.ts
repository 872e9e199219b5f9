/**
 * What a client is told, checked before anything is opened.
 * Invariant: a secret is wrapped at once and never shown; an option that does not exist is refused, not ignored.
 */
import { InvalidInput } from '../../domain/index.ts';
import type { Clock } from '../../ports/index.ts';
import {
  type BitgetEnvironment,
  type BitgetRestOptions,
  type BitgetVenueOptions,
  NETWORKS,
  type OrderPath,
  type SocketSettings,
} from '../client/index.ts';
import { type Credentials, Secret, signLogin } from '../signing/index.ts';

/** What Bitget gives for an API key. */
export type PlainCredentials = {
  /** The API key itself, such as bg_… */
  readonly key: string;
  /** The secret of an HMAC key; of an RSA key its private key in PEM form, PKCS#8 or PKCS#1. */
  readonly secret: string | Secret;
  /** The passphrase that was chosen when the key was made. */
  readonly passphrase: string | Secret;
  /** How the key signs. Default: hmac. */
  readonly kind?: 'hmac' | 'rsa' | undefined;
};

export type BitgetClientOptions = {
  /**
   * `testnet`: Bitget's demo trading, with a demo key and play money. `mainnet`: real money. Default: testnet, so that
   * real money has to be asked for.
   */
  readonly network?: 'mainnet' | 'testnet' | undefined;
  /** In place of `network`: another exchange that speaks Bitget, such as http://127.0.0.1:9000. */
  readonly baseUrl?: string | undefined;
  /** Beside `baseUrl`: where its sockets are, such as ws://127.0.0.1:9000. Default: the same host. */
  readonly socketOrigin?: string | undefined;
  /** Beside `baseUrl`: marks every request as demo trading. Default: false. */
  readonly isDemoTrading?: boolean | undefined;
  /** Absent: public calls and channels only. */
  readonly credentials?: PlainCredentials | undefined;
  /** An own cap over all calls together; what lowers a risk is exempt. Default: the documented limit of each call. */
  readonly requestsPerSecondMax?: number | undefined;
  /** Multiplies the documented limits, for accounts of a higher tier. Default: 1. */
  readonly limitFactor?: number | undefined;
  /** Of a call, from handing it to the network until its answer is read; of a socket, for each wait. Default: 5000. */
  readonly timeoutMs?: number | undefined;
  /** The longest wait of an order for the rate limits, and a sixth of it of a query; then it is not sent. Default: 10 000. */
  readonly paceMaxMs?: number | undefined;
  /** Attempts of a call that may be repeated, the first included; others are sent once. Default: 3. */
  readonly attemptsMax?: number | undefined;
  /** Connections kept open for calls. Default: 4. */
  readonly connections?: number | undefined;
  /** How the venue of `open` sends the orders of a Unified account. Default: auto. */
  readonly orderPath?: OrderPath | undefined;
  /** The time of this machine. Default: the system's. */
  readonly clock?: Clock | undefined;
};

export type ClientSettings = {
  readonly environment: BitgetEnvironment;
  readonly credentials: Credentials | undefined;
  readonly rest: Omit<BitgetRestOptions, 'clock' | 'baseUrl' | 'credentials' | 'isDemoTrading'>;
  readonly socket: SocketSettings;
  readonly venue: SocketSettings & Pick<BitgetVenueOptions, 'orderPath'>;
};

const NUMBERS = [
  'requestsPerSecondMax',
  'limitFactor',
  'timeoutMs',
  'paceMaxMs',
  'attemptsMax',
  'connections',
] as const satisfies readonly (keyof BitgetClientOptions)[];

const ORDER_PATHS: readonly OrderPath[] = ['rest', 'socket', 'auto'];

const NAMES: readonly string[] = [
  'network',
  'baseUrl',
  'socketOrigin',
  'isDemoTrading',
  'credentials',
  'orderPath',
  'clock',
  ...NUMBERS,
] satisfies (keyof BitgetClientOptions)[];

/** In place of a value that may be a secret. */
const HIDDEN = new Secret('');

/** @throws InvalidInput naming the option, its value unless that may be a secret, and what is allowed. */
export function settingsOf(options: BitgetClientOptions): ClientSettings {
  refuseUnknown('createBitgetClient option', options, NAMES);
  const rest: Record<string, number> = {};
  for (const name of NUMBERS) {
    const value = options[name];
    if (value !== undefined) rest[name] = positive(name, value);
  }
  const { timeoutMs, orderPath } = options;
  if (orderPath !== undefined && !ORDER_PATHS.includes(orderPath)) {
    throw new InvalidInput('orderPath', orderPath, ORDER_PATHS.join(' | '));
  }
  const socket = timeoutMs === undefined ? {} : { timeoutMs };
  return {
    environment: environmentOf(options),
    credentials: credentialsOf(options.credentials),
    rest,
    socket,
    venue: { ...socket, ...(orderPath !== undefined && { orderPath }) },
  };
}

function environmentOf({ network, baseUrl, socketOrigin, isDemoTrading }: BitgetClientOptions): BitgetEnvironment {
  if (baseUrl === undefined) {
    if (socketOrigin !== undefined) throw new InvalidInput('socketOrigin', socketOrigin, 'a baseUrl beside it');
    if (isDemoTrading !== undefined) throw new InvalidInput('isDemoTrading', isDemoTrading, 'a baseUrl beside it');
    const found = Object.hasOwn(NETWORKS, network ?? 'testnet') ? NETWORKS[network ?? 'testnet'] : undefined;
    if (!found) throw new InvalidInput('network', network, 'mainnet | testnet');
    return found;
  }
  if (network !== undefined) throw new InvalidInput('network', network, 'either network or baseUrl, not both');
  const restUrl = originOf('baseUrl', baseUrl, /^https?:$/);
  const sockets = originOf('socketOrigin', socketOrigin ?? restUrl.replace(/^http/, 'ws'), /^wss?:$/);
  return { restUrl, socketOrigin: sockets, isDemoTrading: isDemoTrading ?? false };
}

/** Without path and final "/". */
function originOf(name: string, value: string, protocol: RegExp): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !protocol.test(url.protocol) || url.pathname !== '/' || url.search !== '' || url.username !== '') {
    throw new InvalidInput(name, value, 'scheme, host and port alone, such as http://127.0.0.1:9000');
  }
  return `${url.protocol}//${url.host}`;
}

function credentialsOf(given: PlainCredentials | undefined): Credentials | undefined {
  if (given === undefined) return undefined;
  if (typeof given !== 'object' || given === null) {
    throw new InvalidInput('credentials', HIDDEN, '{ key, secret, passphrase }');
  }
  refuseUnknown('credentials', given, ['key', 'secret', 'passphrase', 'kind']);
  const { key, kind } = given;
  if (typeof key !== 'string' || key === '') throw new InvalidInput('credentials.key', key, 'the API key as text');
  if (kind !== undefined && kind !== 'hmac' && kind !== 'rsa') {
    throw new InvalidInput('credentials.kind', kind, 'hmac | rsa');
  }
  const secret = wrapped('secret', given.secret);
  const made = { kind, key, secret, passphrase: wrapped('passphrase', given.passphrase) };
  // A key that cannot sign is told now, not with the first order.
  if (kind === 'rsa') signLogin(made, '0');
  return made;
}

function wrapped(name: string, value: unknown): Secret {
  const secret = typeof value === 'string' ? new Secret(value) : value;
  if (secret instanceof Secret && !secret.isEmpty) return secret;
  throw new InvalidInput(`credentials.${name}`, value === undefined ? value : HIDDEN, 'text that is not empty');
}

function positive(name: string, value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value) && value > 0) return value;
  throw new InvalidInput(name, value, 'a number above 0');
}

function refuseUnknown(what: string, given: object, names: readonly string[]): void {
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown !== undefined) throw new InvalidInput(`${what} ${unknown}`, HIDDEN, `one of ${names.join(', ')}`);
}
