/**
 * Puts the guard before every request of a web server, and a line into the audit after each that changes something or was
 * turned away.
 * Invariant: a line holds names and outcomes, never a body, a header or a query.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AuditEntry } from '../../ports/index.ts';
import type { RouteScope, ServiceName } from '../contract/index.ts';
import { createGuard, type Guard, type GuardOptions } from './guard.ts';
import type { Caller } from './identity.ts';
import { SECURITY_HEADERS } from './security.ts';
import { sendProblem } from './send-problem.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Of a route that is not made from a RouteSpec; absent: `read` for GET, `admin` for the rest. */
    readonly scope?: RouteScope;
  }
  interface FastifyInstance {
    readonly guard: Guard;
  }
  interface FastifyRequest {
    caller: Caller | undefined;
    /** The caller's Idempotency-Key, or what was made in its place. */
    requestId: string | undefined;
  }
}

export function guardRequests(app: FastifyInstance, options: GuardOptions): void {
  const { service, locks } = options;
  const guard = createGuard(options);
  app.decorate('guard', guard);
  app.decorateRequest('caller', undefined);
  app.decorateRequest('requestId', undefined);
  // Not async: a promise a request would only cost time.
  app.addHook('onRequest', (request, reply, next) => {
    reply.headers(SECURITY_HEADERS);
    const scope = scopeOf(request);
    const admission = guard.admit(request, request.ip, scope);
    request.caller = admission.caller;
    const reason = admission.problem && admission.reason;
    if (reason !== undefined || isChange(request, scope)) {
      // Not `onResponse`: that one stays away when the caller is gone before the answer.
      reply.raw.once('close', () => locks.audit.write(entryOf(service, request, { reply, reason })));
    }
    if (!admission.problem) return next();
    const { status, details } = admission.problem.fields;
    if (status === 401) reply.header('www-authenticate', 'Bearer realm="viper"');
    if (status === 429) reply.header('retry-after', String(details?.retryAfterS));
    sendProblem(reply, admission.problem);
  });
}

const isRead = ({ method }: FastifyRequest): boolean => method === 'GET' || method === 'HEAD';

const scopeOf = (request: FastifyRequest): RouteScope | undefined =>
  request.routeOptions.config?.scope ?? (isRead(request) ? 'read' : undefined);

/** What is sent to be judged, such as a market to be scored, changes nothing. */
const isChange = (request: FastifyRequest, scope: RouteScope | undefined): boolean =>
  !isRead(request) && scope !== 'read';

function entryOf(
  service: ServiceName,
  { caller, ip, method, routeOptions, requestId, headers }: FastifyRequest,
  { reply, reason }: { reply: FastifyReply; reason: string | undefined },
): AuditEntry {
  const status = reply.raw.writableFinished ? reply.raw.statusCode : null;
  return {
    service,
    who: caller?.who ?? 'nobody',
    address: ip,
    method,
    route: routeOptions.url ?? 'none',
    requestId: requestId ?? keyOf(headers['idempotency-key']),
    outcome: reason === undefined ? outcomeOf(status) : 'denied',
    status,
    reason,
  };
}

const keyOf = (key: unknown): string | undefined =>
  typeof key === 'string' && /^[\w.:-]{1,64}$/.test(key) ? key : undefined;

function outcomeOf(status: number | null): AuditEntry['outcome'] {
  if (status === null || status === 504) return 'unknown';
  if (status < 400) return 'done';
  return status < 500 ? 'refused' : 'failed';
}
