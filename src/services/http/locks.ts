/**
 * What the web server needs to know who may do what: tokens, a place for the audit, names that it answers to.
 * Invariant: types and defaults only; without tokens a service is open to whoever sits at this machine, and to nobody else.
 */
import type { AuditSink, TokenKeeper } from '../../ports/index.ts';
import { DEFAULT_RATES, type RateLimits } from './rate-limits.ts';

export type Tls = {
  readonly cert: string;
  readonly key: string;
  /** Calls `use` with every later pair until it is closed; absent: this one stays. */
  readonly follow?: ((use: (pair: Pick<Tls, 'cert' | 'key'>) => void) => { close(): void }) | undefined;
};

export type Listening = {
  /** An address of this machine. */
  readonly host: string;
  readonly tls: Tls | undefined;
  /** Host names, with a port or without, that it answers to beside those of loopback and `host`. */
  readonly allowedHosts: readonly string[];
};

export type Timeouts = { readonly headersMs: number; readonly requestMs: number; readonly checkEveryMs: number };

export type Locks = {
  readonly tokens: TokenKeeper;
  readonly audit: AuditSink;
  readonly listening: Listening;
  readonly rates: RateLimits;
  readonly timeouts: Timeouts;
};

/** Loopback alone, no token, no audit. */
export const OPEN_LOCKS: Locks = {
  tokens: { isRequired: () => false, check: () => ({ ok: false, reason: 'unknown' }), holder: () => undefined },
  audit: { write: () => {} },
  listening: { host: '127.0.0.1', tls: undefined, allowedHosts: [] },
  rates: DEFAULT_RATES,
  timeouts: { headersMs: 5_000, requestMs: 10_000, checkEveryMs: 1_000 },
};
