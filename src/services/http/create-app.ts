/**
 * The web server before it has routes: bounds, body parsing, validation, problems, security headers.
 * Invariant: nothing is coerced or stripped, and every failure is a problem+json.
 */
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import type { TSchema } from 'typebox';
import { PROBLEM_TYPE, Problem, type ServiceName } from '../contract/index.ts';
import type { Log } from '../log.ts';
import { problemOf } from './problem-of.ts';
import { objectionTo, SECURITY_HEADERS } from './security.ts';
import { validatorOf } from './validate.ts';

const BODY_BYTES_MAX = 256 * 1024;
const REQUEST_TIMEOUT_MS = 10_000;
const KEEP_ALIVE_MS = 5_000;
const CONNECTIONS_MAX = 256;

export function createApp(name: ServiceName, log: Log): FastifyInstance {
  const app = fastify({
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
  });
  app.server.maxConnections = CONNECTIONS_MAX;
  readBodies(app);
  guard(app);
  tellFailures(app, name, log);
  return app;
}

function readBodies(app: FastifyInstance): void {
  app.removeContentTypeParser('text/plain');
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) =>
    text === '' ? done(null, {}) : parseJson(request, text as string, done),
  );
  app.setValidatorCompiler<TSchema>(({ schema }) => {
    const invalid = validatorOf(schema);
    return (given = {}) => {
      const error = invalid(given);
      return error === undefined ? { value: given } : { error };
    };
  });
  app.setSerializerCompiler(() => JSON.stringify);
}

function guard(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(SECURITY_HEADERS);
    const objection = objectionTo(request);
    if (objection !== undefined) return sendProblem(reply, objection);
  });
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

export const sendProblem = (reply: FastifyReply, { fields }: Problem): FastifyReply =>
  reply.code(fields.status).type(PROBLEM_TYPE).serializer(JSON.stringify).send(fields);
