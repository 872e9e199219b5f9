/**
 * Puts one route on the web server: schemas, idempotency, a bound on the answer, the OpenAPI entry.
 * Invariant: a handler that is too slow is `unknown`, never rejected.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { TradingError } from '../../domain/index.ts';
import type { EngineApi } from '../../engine/api.ts';
import type { Clock, Monitor } from '../../ports/index.ts';
import { type Implementation, PROBLEM_TYPE, Problem, ProblemSchema } from '../contract/index.ts';
import type { MarketDesk } from '../market/index.ts';
import type { IdempotencyKeys } from './idempotency.ts';
import { sendProblem } from './send-problem.ts';

/** Any route may answer with these. */
const COMMON_PROBLEMS = [400, 401, 403, 413, 415, 421, 429, 500];

export type RouteOptions = {
  readonly engine: EngineApi;
  readonly market: MarketDesk;
  readonly clock: Clock;
  readonly monitor?: Monitor | undefined;
  readonly keys: IdempotencyKeys;
  /** How long a handler may take before the caller is told that the outcome is unknown. */
  readonly answerTimeoutMs: number;
};

export function addRoute(app: FastifyInstance, implementation: Implementation, options: RouteOptions): void {
  const { route } = implementation;
  const problems = Object.fromEntries([...COMMON_PROBLEMS, ...route.errors].map((status) => [status, problemResponse]));
  const optional = { params: route.params, querystring: route.query, body: route.body };
  app.route({
    method: route.method,
    url: route.path,
    config: { scope: route.scope ?? 'admin', example: route.example },
    schema: {
      summary: route.about,
      ...Object.fromEntries(Object.entries(optional).filter(([, schema]) => schema !== undefined)),
      response: { ...problems, 200: route.response },
    },
    handler: (request, reply) => answer(request, reply, implementation, options),
  });
}

const problemResponse = {
  description: 'A problem (RFC 9457).',
  content: { [PROBLEM_TYPE]: { schema: ProblemSchema } },
};

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  { route, handle }: Implementation,
  { engine, market, clock, monitor, keys, answerTimeoutMs }: RouteOptions,
): Promise<FastifyReply> {
  const { params, query, body, method, url, headers } = request;
  const answering = keys.once({ key: headers['idempotency-key'], method, url, body }, async (requestId) => {
    request.requestId = requestId;
    return handle({ params, query, body }, { engine, market, clock, monitor, requestId });
  });
  const result = await within(answering, answerTimeoutMs);
  if (result instanceof Problem) return sendProblem(reply, result);
  return reply
    .code(route.statusOf?.(result as never) ?? 200)
    .type('application/json; charset=utf-8')
    .send(result);
}

/** @throws TradingError with outcome `unknown` when `answering` takes longer. */
async function within(answering: Promise<unknown>, timeoutMs: number): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const message = `no answer of the engine within ${timeoutMs} ms; repeat with the same Idempotency-Key to learn the outcome`;
    timer = setTimeout(() => reject(new TradingError('no-answer', message, { outcome: 'unknown' })), timeoutMs);
  });
  try {
    return await Promise.race([answering, late]);
  } finally {
    clearTimeout(timer);
  }
}
