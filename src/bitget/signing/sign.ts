/**
 * Bitget's request signature: base64 of HMAC-SHA256, or of RSA PKCS#1 v1.5 with SHA-256, over timestamp + METHOD +
 * path[?query] + body.
 * Invariant: what is signed is byte for byte what is sent; a query is built here once and used for both.
 */
import { createHmac, createPrivateKey, createSign, type KeyObject, timingSafeEqual } from 'node:crypto';
import { InvalidInput } from '../../domain/index.ts';
import type { Credentials, Secret } from './secret.ts';

export type Signable = {
  /** As in the ACCESS-TIMESTAMP header: epoch milliseconds. */
  readonly timestamp: string;
  readonly method: 'GET' | 'POST';
  /** With "?query" where there is one. */
  readonly path: string;
  /** The exact text of the body; "" without one. */
  readonly body: string;
};

const messageOf = ({ timestamp, method, path, body }: Signable): string => `${timestamp}${method}${path}${body}`;

/** The 44 characters of ACCESS-SIGN of an HMAC key. */
export const sign = (secret: Secret, signable: Signable): string => hmacOf(secret, messageOf(signable));

const hmacOf = (secret: Secret, text: string): string =>
  createHmac('sha256', secret.reveal()).update(text).digest('base64');

/**
 * ACCESS-SIGN by the kind of the key.
 * @throws InvalidInput when the secret of an RSA key is no private key; the secret is not shown.
 */
export const signWith = (credentials: Credentials, signable: Signable): string =>
  signText(credentials, messageOf(signable));

/** Signs any text, as no request has it; for comparing what others sign. @throws InvalidInput as `signWith`. */
export function signText({ kind, secret }: Credentials, text: string): string {
  if (kind !== 'rsa') return hmacOf(secret, text);
  return createSign('sha256').update(text).sign(privateKeyOf(secret), 'base64');
}

/** The sign of a WebSocket login. @param timestamp epoch seconds or milliseconds, as sent beside it. */
export const signLogin = (credentials: Credentials, timestamp: string): string =>
  signWith(credentials, { timestamp, method: 'GET', path: '/user/verify', body: '' });

const privateKeys = new WeakMap<Secret, KeyObject>();

/** Parsed once: reading a key takes longer than signing with it. */
function privateKeyOf(secret: Secret): KeyObject {
  const known = privateKeys.get(secret);
  if (known) return known;
  const made = readPrivateKey(secret);
  if (made?.asymmetricKeyType !== 'rsa') {
    throw new InvalidInput('secret of the RSA key', secret, 'an RSA private key in PEM form');
  }
  privateKeys.set(secret, made);
  return made;
}

function readPrivateKey(secret: Secret): KeyObject | undefined {
  try {
    return createPrivateKey(secret.reveal());
  } catch {
    return undefined;
  }
}

/** What needs no percent-encoding: signed and sent forms then cannot differ. */
const PLAIN = /^[A-Za-z0-9._~:,-]*$/;

/**
 * "?a=1&b=2" with ascending keys, values raw; "" when nothing is set.
 * @throws InvalidInput for a value that would have to be percent-encoded.
 */
export function queryText(params: Readonly<Record<string, string | undefined>>): string {
  const keys = Object.keys(params).filter((key) => params[key] !== undefined);
  if (keys.length === 0) return '';
  const pairs = keys.sort().map((key) => {
    const value = params[key] as string;
    if (!PLAIN.test(value)) throw new InvalidInput(`query ${key}`, value, 'letters, digits and . _ ~ : , -');
    return `${key}=${value}`;
  });
  return `?${pairs.join('&')}`;
}

/** Compares two signatures in a time that does not depend on where they differ. */
export function isSameSign(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}
