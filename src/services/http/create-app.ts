/**
 * The web server before it has routes: bounds, body parsing, validation, problems, security headers.
 * Invariant: nothing is coerced or stripped, and every failure is a problem+json.
 */
import { Server as TlsServer } from 'node:tls';
import fastify, { type FastifyInstance } from 'fastify';
import type { TSchema } from 'typebox';
import { validatorOf } from '../../domain/index.ts';
import { Problem, type ServiceName } from '../contract/index.ts';
import type { Log } from '../log.ts';
import { guardRequests } from './guard-requests.ts';
import type { Locks, Tls } from './locks.ts';
import { problemOf } from './problem-of.ts';
import { sendProblem } from './send-problem.ts';
import type { Sessions } from './sessions.ts';

const BODY_BYTES_MAX = 256 * 1024;
const KEEP_ALIVE_MS = 5_000;
const CONNECTIONS_MAX = 256;

export type AppOptions = { readonly log: Log; readonly locks: Locks; readonly sessions: Sessions };

export function createApp(name: ServiceName, { log, locks, sessions }: AppOptions): FastifyInstance {
  const { timeouts, listening } = locks;
  // Node's own check of half-sent requests comes every half minute: too late for one who sends them on purpose.
  const bounds = { headersTimeout: timeouts.headersMs, connectionsCheckingInterval: timeouts.checkEveryMs };
  const { tls } = listening;
  const server = tls
    ? { https: { ...bounds, ...secured(tls), handshakeTimeout: timeouts.headersMs } as const }
    : { http: bounds };
  const app: FastifyInstance = fastify({
    ...(server as { http: typeof bounds }),
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: timeouts.requestMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    schemaController: { compilersFactory: { buildValidator: notOurs, buildSerializer: notOurs } },
  });
  app.server.maxConnections = CONNECTIONS_MAX;
  followTls(app, tls);
  readBodies(app);
  guardRequests(app, { service: name, locks, sessions });
  tellFailures(app, name, log);
  return app;
}

/** Fastify's own compilers, which are not even loaded: both are set below. */
const notOurs = (): never => {
  throw new RangeError('schemas are checked by the compilers of this server');
};

const secured = ({ cert, key }: Pick<Tls, 'cert' | 'key'>) => ({ cert, key, minVersion: 'TLSv1.2' }) as const;

/** A renewed certificate is for those who connect from then on; connections that are open go on. */
function followTls(app: FastifyInstance, tls: Tls | undefined): void {
  const { server } = app;
  if (!tls?.follow || !(server instanceof TlsServer)) return;
  const following = tls.follow((pair) => server.setSecureContext(secured(pair)));
  app.addHook('onClose', () => following.close());
}

function readBodies(app: FastifyInstance): void {
  app.removeContentTypeParser('text/plain');
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) =>
    text === '' ? done(null, {}) : parseJson(request, text as string, done),
  );
  app.setValidatorCompiler<TSchema>(({ schema }) => {
    let invalid: ReturnType<typeof validatorOf> | undefined;
    return (given = {}) => {
      // Compiled with the first request: a run has a hundred routes, and is asked for a few.
      invalid ??= validatorOf(schema);
      const error = invalid(given);
      return error === undefined ? { value: given } : { error };
    };
  });
  app.setSerializerCompiler(() => JSON.stringify);
}

function tellFailures(app: FastifyInstance, service: ServiceName, log: Log): void {
  app.setErrorHandler((error, { method, url }, reply) => {
    const problem = problemOf(error);
    if (problem.fields.status >= 500) log.error({ err: error, service, method, url }, 'request failed');
    return sendProblem(reply, problem);
  });
  app.setNotFoundHandler(({ method, url }, reply) => {
    const detail = `no route ${method} ${url.slice(0, 200)}`;
    return sendProblem(reply, new Problem(404, 'not-found', { title: 'Not found', detail }));
  });
}
