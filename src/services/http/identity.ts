/**
 * Who a caller is: the holder of a token, of a login that stands for one, or nobody.
 * Invariant: what a caller hears never tells whether a token once existed; wrong ones are slowed down by address.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { TokenFacts, TokenKeeper, TokenScope } from '../../ports/index.ts';
import { Problem, type RouteScope } from '../contract/index.ts';
import { addressKey, createBuckets, type Rate } from './rate-limits.ts';
import { cookieOf, type Sessions } from './sessions.ts';

export type Caller = {
  /** As the audit has it. */
  readonly who: string;
  readonly scope: TokenScope | undefined;
  /** Whose rate counts. */
  readonly key: string;
  /** Undefined where no token is asked for. */
  readonly token: TokenFacts | undefined;
};

export type Admission =
  | { readonly caller: Caller; readonly problem: undefined }
  /** `reason` is for the audit; undefined: not worth a line. */
  | { readonly caller: Caller; readonly problem: Problem; readonly reason: string | undefined };

export type Identity = {
  identify(headers: IncomingHttpHeaders, address: string, scope: RouteScope): Admission;
  /** The token, or the problem. */
  login(text: string, address: string): TokenFacts | Problem;
};

export type IdentityOptions = {
  readonly tokens: TokenKeeper;
  readonly sessions: Sessions;
  /** Of wrong tokens. */
  readonly rate: Rate;
  readonly nowMs: () => number;
};

export const NO_TOKEN = 'no token';
const BEARER = /^Bearer ([\w.~+/=-]{1,200})$/i;

export function createIdentity({ tokens, sessions, rate, nowMs }: IdentityOptions): Identity {
  const failures = createBuckets(rate);

  /** The token that a text or a cookie stands for, or why not. */
  const tokenOf = ({ authorization, cookie }: IncomingHttpHeaders): TokenFacts | string | undefined => {
    if (authorization !== undefined) {
      const verdict = tokens.check(BEARER.exec(authorization)?.[1] ?? '');
      return verdict.ok ? verdict.token : verdict.reason;
    }
    const session = cookieOf(cookie);
    const id = session === undefined ? undefined : sessions.tokenOf(session);
    return id === undefined ? undefined : tokens.holder(id);
  };

  const wrong = (reason: string, address: string): { problem: Problem; reason: string } => {
    const waitMs = failures.take(addressKey(address), nowMs());
    return { problem: waitMs > 0 ? tooMany(waitMs) : unauthorized('the token is not good (any more)'), reason };
  };

  return {
    identify(headers, address, scope) {
      const nobody: Caller = { who: 'nobody', scope: undefined, key: addressKey(address), token: undefined };
      if (!tokens.isRequired()) return { caller: { ...nobody, who: 'local', scope: 'admin' }, problem: undefined };
      if (scope === 'public') return { caller: nobody, problem: undefined };
      const found = tokenOf(headers);
      if (typeof found === 'string') return { caller: nobody, ...wrong(`token ${found}`, address) };
      if (!found) return { caller: nobody, problem: unauthorized('a token is needed'), reason: NO_TOKEN };
      const isSession = headers.authorization === undefined;
      const who = `${isSession ? 'session of' : 'token'} ${found.name}`;
      return { caller: { who, scope: found.scope, key: `token ${found.id}`, token: found }, problem: undefined };
    },
    login(text, address) {
      const verdict = tokens.check(text);
      return verdict.ok ? verdict.token : wrong(verdict.reason, address).problem;
    },
  };
}

const unauthorized = (detail: string): Problem =>
  new Problem(401, 'token-needed', {
    title: 'Token needed',
    detail: `${detail}; send "Authorization: Bearer <token>" with one of \`viper token create\``,
    field: 'Authorization',
    allowed: 'Bearer and a token',
  });

export const tooMany = (waitMs: number): Problem =>
  new Problem(429, 'too-many-requests', {
    title: 'Too many requests',
    detail: `too many requests; the next one is answered in ${Math.ceil(waitMs / 1_000)} s`,
    details: { retryAfterS: Math.ceil(waitMs / 1_000) },
  });
