/**
 * The admin API: every operation behind the bearer token of this start.
 * Invariant: the token is compared in constant time, and a body is checked before anything is done.
 */
import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { validator } from '../../../bitget/protocol/index.ts';
import { InvalidInput, toJson } from '../../../domain/index.ts';
import { type AdminContext, AdminRefusal, type Operation, type Params } from './operation.ts';
import { OPERATIONS } from './operations/index.ts';

export function registerAdmin(app: FastifyInstance, { token, ...context }: AdminContext & { token: string }): void {
  void app.register(
    (admin, _options, done) => {
      admin.addHook('onRequest', async (request, reply) => {
        if (!isToken(request.headers.authorization ?? '', token))
          return reply.code(401).send({ error: 'bearer token needed', code: 'unauthorized' });
        return undefined;
      });
      admin.setErrorHandler(answerError);
      for (const operation of OPERATIONS) register(admin, operation, context);
      done();
    },
    { prefix: '/admin' },
  );
}

function register(app: FastifyInstance, operation: Operation, context: AdminContext): void {
  const { decode } = validator(operation.body, 'body');
  app.route({
    method: operation.method,
    url: operation.path,
    handler: (request, reply) => {
      const answer = operation.run(context, { body: decode(bodyOf(request)), params: request.params as Params });
      return reply.type('application/json; charset=utf-8').send(toJson(answer));
    },
  });
}

function answerError(error: unknown, _request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof InvalidInput)
    return reply.code(400).send({ ...error.details, error: error.message, code: error.code });
  if (error instanceof AdminRefusal) return reply.code(error.status).send({ error: error.message, code: error.code });
  throw error;
}

function isToken(header: string, token: string): boolean {
  const given = Buffer.from(header);
  const expected = Buffer.from(`Bearer ${token}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** @throws InvalidInput when it is no JSON. */
function bodyOf({ body }: FastifyRequest): unknown {
  if (typeof body !== 'string' || body === '') return {};
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new InvalidInput('body', body, 'JSON', cause);
  }
}
