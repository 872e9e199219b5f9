/**
 * Decides whether a request may pass: by name and origin, by token or session, by scope, by rate.
 * Invariant: a route that declares no scope is for `admin`; what a caller hears never tells whether a token once existed.
 */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { AuditEntry, TokenFacts, TokenScope } from '../../ports/index.ts';
import { allows, Problem, type RouteScope, type ServiceName } from '../contract/index.ts';
import { type Admission, createIdentity, NO_TOKEN, tooMany } from './identity.ts';
import type { Locks } from './locks.ts';
import { addressKey, createBuckets } from './rate-limits.ts';
import { type Asked, isForeign, namesOf, objectionTo } from './security.ts';
import type { Sessions } from './sessions.ts';

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
  const identity = createIdentity({ tokens, sessions, rate: rates.failures, nowMs });

  const admit: Guard['admit'] = (asked, address, scope = 'admin') => {
    const foreign = objectionTo(asked, names);
    if (foreign) {
      const caller = { who: 'nobody', scope: undefined, key: addressKey(address), token: undefined };
      return { caller, problem: foreign, reason: `not trusted: ${foreign.fields.field}` };
    }
    const admission = identity.identify(asked.headers, address, scope);
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

  const socketRefusal = (headers: IncomingHttpHeaders, address: string, scope: RouteScope): SocketRefusal => {
    if (isForeign(headers, names)) return { status: 403, who: 'nobody', reason: 'not trusted: Host or Origin' };
    const admission = admit({ method: 'GET', headers }, address, scope);
    const { problem, caller } = admission;
    return problem ? { status: problem.fields.status, who: caller.who, reason: admission.reason } : PASSED;
  };

  return {
    admit,
    refusalOf(request, scope) {
      const address = request.socket.remoteAddress ?? '';
      const { status, who, reason } = socketRefusal(request.headers, address, scope);
      if (status === undefined) return undefined;
      if (reason !== undefined) audit.write(deniedSocket(request, { service, who, address, status, reason }));
      return STATUS_LINES[status] ?? STATUS_LINES[403];
    },
    login: identity.login,
    isOpen: () => !tokens.isRequired(),
    isTls: listening.tls !== undefined,
    sessions,
  };
}

type SocketRefusal = { readonly status: number | undefined; readonly who: string; readonly reason: string | undefined };

const PASSED: SocketRefusal = { status: undefined, who: '', reason: undefined };

/** Of the path as much as a line of the audit needs, and no query. */
const deniedSocket = (
  { url = '' }: IncomingMessage,
  denied: Pick<AuditEntry, 'service' | 'who' | 'address' | 'status' | 'reason'>,
): AuditEntry => ({
  ...denied,
  method: 'GET',
  route: (url.split('?', 1)[0] ?? '').slice(0, 80),
  requestId: undefined,
  outcome: 'denied',
});

const tooNarrow = (held: TokenScope | undefined, wanted: RouteScope): Problem =>
  new Problem(403, 'scope-too-narrow', {
    title: 'Not allowed with this token',
    detail: `scope: ${JSON.stringify(held ?? 'none')} is not allowed; expected ${wanted} or a wider one`,
    field: 'scope',
    value: held ?? 'none',
    allowed: wanted,
  });
