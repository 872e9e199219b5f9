/**
 * Bitget's REST APIs by the protocol's endpoint definitions: who asks, how often, what, and the envelope of the answer.
 * Invariant: a request is authenticated over the bytes that arrived, then counted, then validated, then carried out.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { decodeRequest, type Endpoint, HEADERS, SUCCESS } from '../../../bitget/protocol/index.ts';
import { assert, type Details, InvalidInput, TradingError } from '../../../domain/index.ts';
import type { Desk } from '../desk.ts';
import type { AccountFamily, Log } from '../options.ts';
import type { RefusalTranslator } from '../refusals.ts';
import { Call } from '../routes/index.ts';
import { ApiError } from './api-error.ts';
import type { Caller, KeyRing } from './authenticate.ts';
import { RateLimiter } from './rate-limit.ts';

/** One of Bitget's APIs: its endpoints, and what answers those of them that are served. */
export type Api = {
  readonly family: AccountFamily;
  readonly endpoints: Readonly<Record<string, Endpoint>>;
  /** By the endpoint's key. */
  readonly handlers: object;
  readonly refusal: RefusalTranslator;
};

export type RestOptions = {
  readonly apis: readonly Api[];
  readonly desk: Desk;
  readonly keys: KeyRing;
  readonly isLimited: boolean;
  readonly log: Log;
};

type AnyHandler = (request: unknown, call: Call) => unknown;

/** Registers every endpoint that is served, and the answers to everything else. */
export function registerRest(app: FastifyInstance, options: RestOptions): void {
  const { desk, log } = options;
  const limiter = new RateLimiter();
  for (const api of options.apis) registerApi(app, api, { ...options, limiter });
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

function registerApi(app: FastifyInstance, api: Api, options: RestOptions & { readonly limiter: RateLimiter }): void {
  const { desk, isLimited, limiter } = options;
  for (const [key, handler] of Object.entries(api.handlers) as [string, AnyHandler][]) {
    const endpoint = api.endpoints[key];
    assert(endpoint, `there is no endpoint ${key}`);
    app.route({
      method: endpoint.method,
      url: endpoint.path,
      handler: (request, reply) => {
        const caller = endpoint.auth === 'private' ? identify(request, api.family, options) : undefined;
        if (isLimited) limit(endpoint, { limiter, reply, who: caller?.apiKey ?? request.ip, at: desk.now() });
        const asked = decodeRequest(endpoint, parametersOf(endpoint, request));
        return success(desk, handler(asked, new Call(desk, caller?.account, api.refusal)));
      },
    });
  }
}

const success = (desk: Desk, data: unknown) => ({ code: SUCCESS, msg: 'success', requestTime: desk.now(), data });

const header = (request: FastifyRequest, name: string): string => String(request.headers[name.toLowerCase()] ?? '');

/** The body as it arrived; empty for a GET. */
const bodyOf = (request: FastifyRequest): string => (typeof request.body === 'string' ? request.body : '');

/** @throws ApiError when the signature, the key or its environment is wrong. */
function identify(request: FastifyRequest, family: AccountFamily, { keys, desk }: RestOptions): Caller {
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
    { now: desk.now(), family },
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
  const left = limiter.take(`${endpoint.path}|${who}`, endpoint.limit.perSecond, at);
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
