/**
 * One endpoint as the exchange serves it, whichever way its calls come: by REST or as an order over a socket.
 * Invariant: a call is counted before it is read, and what reaches the handler has the endpoint's shape.
 */
import { decodeRequest, type Endpoint } from '../../../bitget/protocol/index.ts';
import { assert, InvalidInput } from '../../../domain/index.ts';
import type { Desk } from '../desk.ts';
import type { AccountFamily } from '../options.ts';
import type { RefusalTranslator } from '../refusal-translator.ts';
import { Call } from '../routes/index.ts';
import { ApiError } from './api-error.ts';
import type { Caller } from './authenticate.ts';
import { readLeniently } from './lenient.ts';
import { RateLimiter } from './rate-limit.ts';
import { wrongRequest } from './wrong-request.ts';

/** One of Bitget's APIs: its endpoints, and what answers them. */
export type Api = {
  readonly family: AccountFamily;
  readonly endpoints: Readonly<Record<string, Endpoint>>;
  /** By the endpoint's key. */
  readonly handlers: object;
  readonly refusal: RefusalTranslator;
};

type AnyHandler = (request: unknown, call: Call) => unknown;

export type ServiceOptions = { readonly desk: Desk; readonly isLimited: boolean };

export class Service {
  readonly endpoint: Endpoint;
  readonly family: AccountFamily;
  readonly #handler: AnyHandler;
  readonly #refusal: RefusalTranslator;
  readonly #desk: Desk;
  readonly #limiter: RateLimiter | undefined;

  constructor(api: Api, key: string, { desk, isLimited }: ServiceOptions) {
    const endpoint = api.endpoints[key];
    assert(endpoint, `there is no endpoint ${key}`);
    this.endpoint = endpoint;
    this.family = api.family;
    this.#handler = (api.handlers as Readonly<Record<string, AnyHandler>>)[key] as AnyHandler;
    this.#refusal = api.refusal;
    this.#desk = desk;
    this.#limiter = isLimited ? new RateLimiter(endpoint.limit.perSecond) : undefined;
  }

  /** Counts a call of `caller`, a key or an address. @returns calls left in this second, −1 when it is one too many; undefined where none are counted. */
  count(caller: string): number | undefined {
    return this.#limiter?.take(caller, this.#desk.now());
  }

  /** @param caller of a private endpoint. @returns the answer's data. @throws ApiError when nothing was carried out. */
  carryOut(caller: Caller | undefined, parameters: unknown): unknown {
    return this.#handler(this.#read(parameters), new Call(this.#desk, caller, this.#refusal));
  }

  #read(parameters: unknown): unknown {
    try {
      return decodeRequest(this.endpoint, parameters);
    } catch (error) {
      const lenient = readLeniently(this.endpoint.request, parameters);
      if (lenient !== undefined) return this.#read(lenient);
      if (error instanceof InvalidInput) throw wrongRequest(this.endpoint.request, parameters, error);
      throw error;
    }
  }
}

/** Every service of the APIs, by family and key. */
export class Services {
  readonly #byName = new Map<string, Service>();

  constructor(apis: readonly Api[], options: ServiceOptions) {
    for (const api of apis) {
      for (const key of Object.keys(api.handlers))
        this.#byName.set(`${api.family} ${key}`, new Service(api, key, options));
    }
  }

  all(): Iterable<Service> {
    return this.#byName.values();
  }

  of(family: AccountFamily, key: string): Service {
    const service = this.#byName.get(`${family} ${key}`);
    assert(service, `the ${family} API serves no ${key}`);
    return service;
  }
}

/** What is no refusal of the exchange's own becomes one. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof InvalidInput) return new ApiError('400172', String(error.details.field ?? ''));
  if (isClientError(error)) return new ApiError('40017', error.message);
  return new ApiError('40015');
}

/** What the HTTP layer refuses by itself: a body that is too large or cut. */
const isClientError = (error: unknown): error is Error & { statusCode: number } =>
  error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' && error.statusCode < 500;
