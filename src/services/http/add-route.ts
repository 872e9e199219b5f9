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
import { problemIn } from './send-problem.ts';

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

type Answering = (request: FastifyRequest, reply: FastifyReply) => unknown;

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
    handler: answering(implementation, options),
  });
}

const problemResponse = {
  description: 'A problem (RFC 9457).',
  content: { [PROBLEM_TYPE]: { schema: ProblemSchema } },
};

/** What is to be sent, with status and type already set; a promise of it where the handler has to wait. */
function answering({ route, handle }: Implementation, options: RouteOptions): Answering {
  const { engine, market, clock, monitor, keys, answerTimeoutMs } = options;
  const shared = { engine, market, clock, monitor };
  const sent = (reply: FastifyReply, result: unknown): unknown => {
    if (result instanceof Problem) return problemIn(reply, result);
    reply.code(route.statusOf?.(result as never) ?? 200).type('application/json; charset=utf-8');
    return result;
  };
  const answered = (reply: FastifyReply, result: unknown): unknown =>
    result instanceof Promise
      ? within(result, answerTimeoutMs).then((value) => sent(reply, value))
      : sent(reply, result);
  // Reads are many: what is known at once is sent at once, without a key, a timer or a turn of the event loop.
  const forRead = { ...shared, requestId: '' };
  if (route.method === 'GET')
    return ({ params, query }, reply) => answered(reply, handle({ params, query, body: undefined }, forRead));
  return (request, reply) => {
    const { params, query, body, method, url, headers } = request;
    const result = keys.once({ key: headers['idempotency-key'], method, url, body }, async (requestId) => {
      request.requestId = requestId;
      return handle({ params, query, body }, { ...shared, requestId });
    });
    return answered(reply, result);
  };
}

/** @throws TradingError with outcome `unknown` when `result` takes longer. */
function within(result: Promise<unknown>, timeoutMs: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(noAnswer(timeoutMs)), timeoutMs);
    void result.then(resolve, reject).then(() => clearTimeout(timer));
  });
}

const noAnswer = (timeoutMs: number): TradingError => {
  const message = `no answer of the engine within ${timeoutMs} ms; repeat with the same Idempotency-Key to learn the outcome`;
  return new TradingError('no-answer', message, { outcome: 'unknown' });
};
