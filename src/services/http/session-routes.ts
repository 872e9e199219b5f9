/**
 * The login of a browser: a token is given once and a cookie comes back that no script can read.
 * Invariant: the cookie is good for what its token is good for, and no longer; on an open service there is nothing to log in to.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { InvalidInput } from '../../domain/index.ts';
import { Problem } from '../contract/index.ts';
import { sendProblem } from './send-problem.ts';
import { cookieHeader, cookieOf } from './sessions.ts';

export const SESSION_PATH = '/api/session';

const TOKEN_LENGTH_MAX = 200;

export function addSessionRoutes(app: FastifyInstance): void {
  const options = { schema: { hide: true }, config: { scope: 'public' } } as const;
  app.post(SESSION_PATH, options, (request, reply) => login(app, request, reply));
  app.delete(SESSION_PATH, options, (request, reply) => {
    const cookie = cookieOf(request.headers.cookie);
    if (cookie !== undefined) app.guard.sessions.close(cookie);
    return reply.header('set-cookie', cookieHeader(undefined, app.guard.isTls)).send({ loggedIn: false });
  });
}

function login(app: FastifyInstance, { body, ip }: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { guard } = app;
  const text = tokenIn(body);
  if (guard.isOpen()) return reply.send({ loggedIn: true, scope: 'admin' });
  const token = guard.login(text, ip);
  if (token instanceof Problem) return sendProblem(reply, token);
  reply.header('set-cookie', cookieHeader(guard.sessions.open(token.id), guard.isTls));
  return reply.send({ loggedIn: true, scope: token.scope });
}

/** @throws InvalidInput; what was given is not shown. */
function tokenIn(body: unknown): string {
  const isAlone = typeof body === 'object' && body !== null && Object.keys(body).join() === 'token';
  const token = isAlone && 'token' in body ? body.token : undefined;
  if (typeof token === 'string' && token.length <= TOKEN_LENGTH_MAX) return token;
  throw new InvalidInput('token', 'what was given', 'a token of `viper token create`, and nothing beside it');
}
