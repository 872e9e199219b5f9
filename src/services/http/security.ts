/**
 * Keeps other web pages and other names away from a service: it answers only to the names it is told (DNS rebinding),
 * and changes nothing for a foreign origin (CSRF).
 * Invariant: no header here is ever relaxed for one route; no CORS header is ever sent.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { Problem } from '../contract/index.ts';
import type { Listening } from './locks.ts';

const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;
/** Every address of the machine: no name that a caller could ask for. */
const WILDCARDS = ['0.0.0.0', '::'];

export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  // Mantine and the chart write style elements; scripts come from this origin alone.
  'content-security-policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

export type Names = {
  isKnown(host: string): boolean;
  /** Whether a page of this origin is the service's own, when it is asked for as `host`. */
  isOwn(origin: string, host: string): boolean;
  /** For people. */
  readonly text: string;
};

export function namesOf({ host: listenHost, tls, allowedHosts }: Listening): Names {
  const own = WILDCARDS.includes(listenHost) ? [] : [listenHost.includes(':') ? `[${listenHost}]` : listenHost];
  const known = new Set([...own, ...allowedHosts].map((name) => name.toLowerCase()));
  const isKnown = (host: string): boolean => {
    const name = host.toLowerCase();
    return LOOPBACK_HOST.test(name) || known.has(name) || known.has(name.replace(/:\d{1,5}$/, ''));
  };
  return {
    isKnown,
    isOwn(origin, host) {
      if (origin === `${tls ? 'https' : 'http'}://${host}`) return true;
      // A proxy on this machine may speak TLS for a name that was allowed.
      return !LOOPBACK_HOST.test(host) && isKnown(host) && origin === `https://${host}`;
    },
    text: ['localhost, 127.0.0.1 or [::1]', ...known].join(', '),
  };
}

export type Asked = { readonly method: string; readonly headers: IncomingHttpHeaders };

/** Why a request is not even looked at, or undefined. */
export function objectionTo({ method, headers }: Asked, names: Names): Problem | undefined {
  const { host = '', origin } = headers;
  if (!names.isKnown(host)) return foreign(421, 'Host', host, names.text);
  if (method === 'GET' || method === 'HEAD') return undefined;
  if (origin !== undefined && !names.isOwn(origin, host))
    return foreign(403, 'Origin', origin, `that of ${host}, or none`);
  const site = headers['sec-fetch-site'];
  if (typeof site === 'string' && site !== 'same-origin' && site !== 'none') {
    return foreign(403, 'Sec-Fetch-Site', site, 'same-origin or none');
  }
  const contentType = headers['content-type'] ?? '';
  if ((method === 'POST' || method === 'PATCH') && !/^application\/json\s*(;|$)/i.test(contentType)) {
    return foreign(415, 'Content-Type', contentType, 'application/json');
  }
  return undefined;
}

const foreign = (status: number, field: string, value: string, allowed: string): Problem =>
  new Problem(status, 'not-trusted', {
    title: 'Request not trusted',
    detail: `${field}: ${JSON.stringify(value.slice(0, 80))} is not allowed; expected ${allowed}`,
    field,
    value: value.slice(0, 80),
    allowed,
  });

/** Whether a socket is asked for by a name that is not ours or from another page; programs send no origin. */
export const isForeign = ({ host = '', origin }: IncomingHttpHeaders, names: Names): boolean =>
  !names.isKnown(host) || (origin !== undefined && !names.isOwn(origin, host));
