/**
 * Bitget's REST APIs: who asks, how often, what, and the envelope of the answer.
 * Invariant: a request is authenticated over the bytes that arrived, then counted, then validated, then carried out.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Endpoint, HEADERS, SUCCESS } from '../../../bitget/protocol/index.ts';
import { type Details, TradingError } from '../../../domain/index.ts';
import type { Desk } from '../desk.ts';
import type { KeyRight, Log } from '../options.ts';
import { ApiError } from './api-error.ts';
import type { Caller, KeyRing } from './authenticate.ts';
import { AddressLimiter } from './rate-limit.ts';
import { asApiError, type Service, type Services } from './service.ts';

export type RestOptions = {
  readonly services: Services;
  readonly desk: Desk;
  readonly keys: KeyRing;
  readonly isLimited: boolean;
  readonly log: Log;
};

/** Paths of the first generation, which is shut off: /api/mix/v1 and its neighbours of other products. */
const FIRST_GENERATION = /^\/api\/[a-z]+\/v1(\/|$|\?)/;

const JSON_TYPE = 'application/json; charset=utf-8';

/** Registers every endpoint that is served, and the answers to everything else. */
export function registerRest(app: FastifyInstance, options: RestOptions): void {
  const { services, desk, isLimited, log } = options;
  const addresses = isLimited ? new AddressLimiter() : undefined;
  const checkAddress = ({ ip }: FastifyRequest) => {
    if (addresses && !addresses.take(ip, desk.now())) throw new ApiError('429');
  };
  for (const service of services.all()) register(app, service, { ...options, checkAddress });
  app.setNotFoundHandler((request) => {
    checkAddress(request);
    throw new ApiError(FIRST_GENERATION.test(request.raw.url ?? '') ? '30032' : '40404');
  });
  app.setErrorHandler((error, _request, reply) => {
    const answer = asApiError(error);
    if (answer.status >= 500) log('error', 'request failed', describe(error));
    return reply
      .code(answer.status)
      .send({ code: answer.apiCode, msg: answer.message, requestTime: desk.saidNow(), data: null });
  });
}

type RouteOptions = RestOptions & { readonly checkAddress: (request: FastifyRequest) => void };

function register(app: FastifyInstance, service: Service, options: RouteOptions): void {
  const { endpoint } = service;
  const { desk, checkAddress } = options;
  const isPrivate = endpoint.auth === 'private';
  const parametersOf = endpoint.method === 'GET' ? queryOf : jsonOf;
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    handler: (request, reply) => {
      checkAddress(request);
      const caller = isPrivate ? identify(request, service, options) : undefined;
      const who = caller instanceof ApiError || caller === undefined ? request.ip : caller.apiKey;
      count(service, who, reply);
      if (caller instanceof ApiError) throw caller;
      const data = service.carryOut(caller, parametersOf(request));
      return reply.header('content-type', JSON_TYPE).send(success(data, desk.saidNow()));
    },
  });
}

const success = (data: unknown, requestTime: number): string =>
  JSON.stringify({ code: SUCCESS, msg: 'success', requestTime, data });

/** Tells how many calls are left, on every answer of a limited endpoint. @throws ApiError 429. */
function count(service: Service, who: string, reply: FastifyReply): void {
  const left = service.count(who);
  if (left === undefined) return;
  void reply.header(HEADERS.remaining, String(Math.max(left, 0)));
  if (left < 0) throw new ApiError('429');
}

/** By the names that Node gives them. */
const NAMES = {
  key: HEADERS.key.toLowerCase(),
  sign: HEADERS.sign.toLowerCase(),
  timestamp: HEADERS.timestamp.toLowerCase(),
  passphrase: HEADERS.passphrase.toLowerCase(),
  demo: HEADERS.demo.toLowerCase(),
} as const;

const header = (request: FastifyRequest, name: string): string => String(request.headers[name] ?? '');

/** The body as it arrived; empty for a GET. */
const bodyOf = (request: FastifyRequest): string => (typeof request.body === 'string' ? request.body : '');

/** The caller, or why the signature, the key or its environment is refused: that, too, is counted. */
function identify(
  request: FastifyRequest,
  { family, endpoint }: Service,
  { keys, desk }: RestOptions,
): Caller | ApiError {
  const claim = {
    apiKey: header(request, NAMES.key),
    passphrase: header(request, NAMES.passphrase),
    signature: header(request, NAMES.sign),
    timestamp: header(request, NAMES.timestamp),
    method: request.method === 'POST' ? 'POST' : 'GET',
    path: request.raw.url ?? '',
    body: bodyOf(request),
  } as const;
  try {
    return keys.authenticate(claim, {
      now: desk.saidNow(),
      family,
      environment: header(request, NAMES.demo) === '1' ? 'demo' : 'live',
      address: request.ip,
      right: rightFor(endpoint),
    });
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}

/** A key may always ask what it may do. */
const rightFor = ({ name, method }: Endpoint): KeyRight | undefined =>
  name.endsWith('account/info') ? undefined : method === 'GET' ? 'read' : 'trade';

const queryOf = (request: FastifyRequest): unknown => request.query;

function jsonOf(request: FastifyRequest): unknown {
  if (!header(request, 'content-type').startsWith('application/json')) throw new ApiError('40007');
  try {
    return JSON.parse(bodyOf(request));
  } catch {
    throw new ApiError('40409');
  }
}

function describe(error: unknown): Details {
  if (error instanceof TradingError) return { ...error.details, code: error.code, reason: error.message };
  return { reason: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
