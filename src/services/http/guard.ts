/**
 * Decides whether a request may pass: by name and origin, by token or session, by scope, by rate.
 * Invariant: a route that declares no scope is for `admin`; what a caller hears never tells whether a token once existed.
 */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { TokenFacts, TokenScope } from '../../ports/index.ts';
import { allows, Problem, type RouteScope, type ServiceName } from '../contract/index.ts';
import type { Locks } from './locks.ts';
import { addressKey, createBuckets } from './rate-limits.ts';
import { type Asked, isForeign, namesOf, objectionTo } from './security.ts';
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

export type Guard = {
  /** @param address of the socket: a header about it is not believed. */
  admit(asked: Asked, address: string, scope: RouteScope | undefined): Admission;
  /** For a WebSocket: the status line of a refusal, such as "401 Unauthorized"; undefined where it may pass. */
  refusalOf(request: IncomingMessage, scope: RouteScope): string | undefined;
  /** For a login: the token, or the problem. */
  login(text: string, address: string): TokenFacts | Problem;
  readonly isOpen: () => boolean;
  readonly isTls: boolean;
  readonly sessions: Sessions;
};

export type GuardOptions = { readonly service: ServiceName; readonly locks: Locks; readonly sessions: Sessions };

const BEARER = /^Bearer ([\w.~+/=-]{1,200})$/i;
const NO_TOKEN = 'no token';
const STATUS_LINES: Readonly<Record<number, string>> = {
  401: '401 Unauthorized',
  403: '403 Forbidden',
  429: '429 Too Many Requests',
};

export function createGuard(
  { service, locks, sessions }: GuardOptions,
  nowMs: () => number = () => performance.now(),
): Guard {
  const { tokens, audit, listening, rates } = locks;
  const names = namesOf(listening);
  const reads = createBuckets(rates.reads);
  const changes = createBuckets(rates.changes);
  const failures = createBuckets(rates.failures);

  /** The token that a text or a cookie stands for, or why not. */
  const tokenOf = (headers: IncomingHttpHeaders): TokenFacts | string | undefined => {
    const { authorization, cookie } = headers;
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

  const identify = (headers: IncomingHttpHeaders, address: string, scope: RouteScope): Admission => {
    const key = addressKey(address);
    const nobody: Caller = { who: 'nobody', scope: undefined, key, token: undefined };
    if (!tokens.isRequired()) return { caller: { ...nobody, who: 'local', scope: 'admin' }, problem: undefined };
    if (scope === 'public') return { caller: nobody, problem: undefined };
    const found = tokenOf(headers);
    if (typeof found === 'string') return { caller: nobody, ...wrong(`token ${found}`, address) };
    if (!found) return { caller: nobody, problem: unauthorized('a token is needed'), reason: NO_TOKEN };
    const isSession = headers.authorization === undefined;
    const who = `${isSession ? 'session of' : 'token'} ${found.name}`;
    return { caller: { who, scope: found.scope, key: `token ${found.id}`, token: found }, problem: undefined };
  };

  const admit: Guard['admit'] = (asked, address, scope = 'admin') => {
    const foreign = objectionTo(asked, names);
    if (foreign) {
      const caller = { who: 'nobody', scope: undefined, key: addressKey(address), token: undefined };
      return { caller, problem: foreign, reason: `not trusted: ${foreign.fields.field}` };
    }
    const admission = identify(asked.headers, address, scope);
    const { caller } = admission;
    const isRead = asked.method === 'GET' || asked.method === 'HEAD' || scope === 'read';
    const waitMs = (isRead ? reads : changes).take(caller.key, nowMs());
    if (waitMs > 0) return { caller, problem: tooMany(waitMs), reason: isRead ? undefined : 'too many requests' };
    if (admission.problem) {
      // A page that asks before its login is nothing to remember.
      const isQuiet = isRead && admission.reason === NO_TOKEN;
      return isQuiet ? { ...admission, reason: undefined } : admission;
    }
    if (scope !== 'public' && !(caller.scope && allows(caller.scope, scope)))
      return { caller, problem: tooNarrow(caller.scope, scope), reason: `needs scope ${scope}` };
    return admission;
  };

  return {
    admit,
    refusalOf(request, scope) {
      const { headers, socket, url = '' } = request;
      const address = socket.remoteAddress ?? '';
      const deny = (status: number, who: string, reason: string | undefined): string | undefined => {
        const denied = {
          service,
          who,
          address,
          method: 'GET',
          route: routeIn(url),
          requestId: undefined,
          status,
          reason,
        };
        if (reason !== undefined) audit.write({ ...denied, outcome: 'denied' });
        return STATUS_LINES[status] ?? STATUS_LINES[403];
      };
      if (isForeign(headers, names)) return deny(403, 'nobody', 'not trusted: Host or Origin');
      const admission = admit({ method: 'GET', headers }, address, scope);
      return admission.problem && deny(admission.problem.fields.status, admission.caller.who, admission.reason);
    },
    login(text, address) {
      const verdict = tokens.check(text);
      return verdict.ok ? verdict.token : wrong(verdict.reason, address).problem;
    },
    isOpen: () => !tokens.isRequired(),
    isTls: listening.tls !== undefined,
    sessions,
  };
}

/** The path without its query, as far as a line of the audit needs it. */
const routeIn = (url: string): string => (url.split('?', 1)[0] ?? '').slice(0, 80);

const unauthorized = (detail: string): Problem =>
  new Problem(401, 'token-needed', {
    title: 'Token needed',
    detail: `${detail}; send "Authorization: Bearer <token>" with one of \`viper token create\``,
    field: 'Authorization',
    allowed: 'Bearer and a token',
  });

const tooNarrow = (held: TokenScope | undefined, wanted: RouteScope): Problem =>
  new Problem(403, 'scope-too-narrow', {
    title: 'Not allowed with this token',
    detail: `scope: ${JSON.stringify(held ?? 'none')} is not allowed; expected ${wanted} or a wider one`,
    field: 'scope',
    value: held ?? 'none',
    allowed: wanted,
  });

const tooMany = (waitMs: number): Problem =>
  new Problem(429, 'too-many-requests', {
    title: 'Too many requests',
    detail: `too many requests; the next one is answered in ${Math.ceil(waitMs / 1_000)} s`,
    details: { retryAfterS: Math.ceil(waitMs / 1_000) },
  });
