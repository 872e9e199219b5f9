/**
 * Keeps other web pages and other machines away from a service that has no login: it listens on loopback only,
 * answers only to a loopback name (DNS rebinding), and changes nothing for a foreign origin (CSRF).
 * Invariant: no header here is ever relaxed for one route; no CORS header is ever sent.
 */
import type { FastifyRequest } from 'fastify';
import { Problem } from '../contract/index.ts';

const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;

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

/** Why a request is not even looked at, or undefined. */
export function objectionTo({ method, headers }: Pick<FastifyRequest, 'method' | 'headers'>): Problem | undefined {
  const { host = '', origin } = headers;
  if (!LOOPBACK_HOST.test(host)) return foreign(421, 'Host', host, 'localhost, 127.0.0.1 or [::1]');
  if (method === 'GET' || method === 'HEAD') return undefined;
  if (origin !== undefined && origin !== `http://${host}`)
    return foreign(403, 'Origin', origin, `http://${host}, or none`);
  const site = headers['sec-fetch-site'];
  if (typeof site === 'string' && site !== 'same-origin' && site !== 'none') {
    return foreign(403, 'Sec-Fetch-Site', site, 'same-origin or none');
  }
  const contentType = headers['content-type'] ?? '';
  if (method === 'POST' && !/^application\/json\s*(;|$)/i.test(contentType)) {
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
