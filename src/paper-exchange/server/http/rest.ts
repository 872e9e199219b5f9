/**
 * Bitget's REST by the protocol's endpoint definitions: who asks, how often, what, and the envelope of the answer.
 * Invariant: a request is authenticated over the bytes that arrived, then counted, then validated, then carried out.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  decodeRequest,
  type Endpoint,
  type EndpointKey,
  endpoints,
  HEADERS,
  SUCCESS,
} from '../../../bitget/protocol/index.ts';
import { type Details, InvalidInput, TradingError } from '../../../domain/index.ts';
import type { Desk } from '../desk.ts';
import type { Log } from '../options.ts';
import { Call, handlers } from '../routes/index.ts';
import { ApiError } from './api-error.ts';
import type { Caller, KeyRing } from './authenticate.ts';
import { RateLimiter } from './rate-limit.ts';

export type RestOptions = {
  readonly desk: Desk;
  readonly keys: KeyRing;
  readonly isLimited: boolean;
  readonly log: Log;
};

type AnyHandler = (request: unknown, call: Call) => unknown;

/** Registers every endpoint, and the answers to what is none. */
export function registerRest(app: FastifyInstance, options: RestOptions): void {
  const { desk, log } = options;
  const limiter = new RateLimiter();
  for (const key of Object.keys(endpoints) as EndpointKey[]) {
    const endpoint: Endpoint = endpoints[key];
    const handler = handlers[key] as AnyHandler;
    app.route({
      method: endpoint.method,
      url: endpoint.path,
      handler: (request, reply) => {
        const caller = endpoint.auth === 'private' ? identify(request, options) : undefined;
        if (options.isLimited) limit(endpoint, { limiter, reply, who: caller?.apiKey ?? request.ip, at: desk.now() });
        const asked = decodeRequest(endpoint, parametersOf(endpoint, request));
        return success(desk, handler(asked, new Call(desk, caller?.account)));
      },
    });
  }
  app.all('/api/mix/v1/*', () => {
    throw new ApiError('30032');
  });
  app.setNotFoundHandler(() => {
    throw new ApiError('40404');
  });
  app.setErrorHandler((error, _request, reply) => {
    const answer = asApiError(error);
    if (answer.status >= 500) log('error', 'request failed', describe(error));
    return reply
      .code(answer.status)
      .send({ code: answer.apiCode, msg: answer.message, requestTime: desk.now(), data: null });
  });
}

const success = (desk: Desk, data: unknown) => ({ code: SUCCESS, msg: 'success', requestTime: desk.now(), data });

const header = (request: FastifyRequest, name: string): string => String(request.headers[name.toLowerCase()] ?? '');

/** The body as it arrived; empty for a GET. */
const bodyOf = (request: FastifyRequest): string => (typeof request.body === 'string' ? request.body : '');

/** @throws ApiError when the signature, the key or its environment is wrong. */
function identify(request: FastifyRequest, { keys, desk }: RestOptions): Caller {
  const caller = keys.authenticate(
    {
      apiKey: header(request, HEADERS.key),
      passphrase: header(request, HEADERS.passphrase),
      signature: header(request, HEADERS.sign),
      timestamp: header(request, HEADERS.timestamp),
      method: request.method === 'POST' ? 'POST' : 'GET',
      path: request.raw.url ?? '',
      body: bodyOf(request),
    },
    desk.now(),
  );
  if (caller.isDemo !== (header(request, HEADERS.demo) === '1')) throw new ApiError('40099');
  return caller;
}

type Counted = {
  readonly limiter: RateLimiter;
  readonly reply: FastifyReply;
  readonly who: string;
  readonly at: number;
};

/** @throws ApiError 429. */
function limit(endpoint: Endpoint, { limiter, reply, who, at }: Counted): void {
  const left = limiter.take(`${endpoint.name}|${who}`, endpoint.limit.perSecond, at);
  void reply.header(HEADERS.remaining, String(Math.max(left, 0)));
  if (left < 0) throw new ApiError('429');
}

function parametersOf(endpoint: Endpoint, request: FastifyRequest): unknown {
  if (endpoint.method === 'GET') return request.query;
  if (!header(request, 'content-type').startsWith('application/json')) throw new ApiError('40007');
  try {
    return JSON.parse(bodyOf(request));
  } catch {
    throw new ApiError('40409');
  }
}

function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof InvalidInput) {
    const field = String(error.details.field ?? '').replace(/^.* request\/?/, '');
    return new ApiError(field === 'granularity' ? '400171' : '400172', field);
  }
  if (isClientError(error)) return new ApiError('40017', error.message);
  return new ApiError('40015');
}

/** What the HTTP layer refuses by itself: a body that is too large or cut. */
const isClientError = (error: unknown): error is Error & { statusCode: number } =>
  error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' && error.statusCode < 500;

function describe(error: unknown): Details {
  if (error instanceof TradingError) return { ...error.details, code: error.code, reason: error.message };
  return { reason: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
