/**
 * The typed client of all services, for CLI and UI; runs wherever there is something like `fetch`.
 * Invariant: a failed call says what is known about it; a lost answer to a change is `unknown`, never `rejected`.
 */
import { type Outcome, TradingError } from '../../domain/index.ts';
import { PROBLEM_TYPE, type ProblemFields } from './problem.ts';
import type { InputOf, ResponseOf, RouteSpec } from './route.ts';

export type FetchLike = (
  url: string,
  init: { method: string; headers: Record<string, string>; signal: AbortSignal; body?: string },
) => Promise<{
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}>;

export type CallOptions = {
  /** Makes a repeat of a change safe: the engine gives the first answer again. */
  readonly idempotencyKey?: string;
};

export type ServiceClient = {
  /** @throws ServiceError for a problem, a lost answer or none within `timeoutMs`. */
  call<R extends RouteSpec>(route: R, input: InputOf<R>, options?: CallOptions): Promise<ResponseOf<R>>;
};

/** `problem` is undefined when no service has spoken. */
export class ServiceError extends TradingError {
  readonly problem: ProblemFields | undefined;

  constructor(code: string, message: string, options: { outcome: Outcome; problem?: ProblemFields; cause?: unknown }) {
    super(code, message, options);
    this.problem = options.problem;
  }
}

type LooseInput = { params?: Record<string, string>; query?: Record<string, string | undefined>; body?: unknown };

export type ClientOptions = {
  /** Such as `http://127.0.0.1:8000`; empty for the page's own origin. */
  readonly baseUrl: string;
  readonly fetch: FetchLike;
  readonly timeoutMs: number;
  /** Of `viper token create`; none where none is asked for. */
  readonly token?: string | undefined;
};

export function createClient(options: ClientOptions): ServiceClient {
  return {
    async call<R extends RouteSpec>(route: R, input: InputOf<R>, call: CallOptions = {}): Promise<ResponseOf<R>> {
      const { params = {}, query = {}, body } = input as LooseInput;
      const url = options.baseUrl + pathOf(route, params) + searchOf(query);
      const headers: Record<string, string> = { accept: 'application/json' };
      if (route.method !== 'GET') headers['content-type'] = 'application/json';
      if (options.token !== undefined) headers.authorization = `Bearer ${options.token}`;
      if (call.idempotencyKey !== undefined) headers['idempotency-key'] = call.idempotencyKey;
      const signal = AbortSignal.timeout(options.timeoutMs);
      const init = {
        method: route.method,
        headers,
        signal,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      };
      try {
        const answer = await options.fetch(url, init);
        return decode(
          route,
          answer.status,
          answer.headers.get('content-type') ?? '',
          await answer.text(),
        ) as ResponseOf<R>;
      } catch (cause) {
        throw cause instanceof ServiceError ? cause : noAnswer(route, url, cause);
      }
    },
  };
}

function decode(route: RouteSpec, status: number, contentType: string, text: string): unknown {
  const isJson = contentType.includes('json');
  const value: unknown = isJson ? JSON.parse(text) : undefined;
  if (contentType.startsWith(PROBLEM_TYPE)) throw problemError(value as ProblemFields, lostOutcome(route));
  if (!isJson) {
    const message = `${route.method} ${route.path}: status ${status} without JSON; is this a Viper service?`;
    throw new ServiceError('bad-answer', message, { outcome: lostOutcome(route) });
  }
  return value;
}

/** @param lost what is known where the problem does not say it and the service failed. */
export function problemError(problem: ProblemFields, lost: Outcome = 'not-sent'): ServiceError {
  const outcome = problem.outcome ?? (problem.status < 500 ? 'rejected' : lost);
  return new ServiceError(problem.type.slice(problem.type.lastIndexOf(':') + 1), problem.detail, { outcome, problem });
}

function noAnswer(route: RouteSpec, url: string, cause: unknown): ServiceError {
  const outcome = isRefusedConnection(cause) ? 'not-sent' : lostOutcome(route);
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new ServiceError('no-answer', `${route.service}: no answer from ${url}: ${reason}`, { outcome, cause });
}

/** A read changes nothing, so that a lost answer leaves nothing in doubt. */
const lostOutcome = (route: RouteSpec): Outcome => (route.method === 'GET' ? 'not-sent' : 'unknown');

const isRefusedConnection = (error: unknown): boolean =>
  error instanceof Error && ('code' in error ? error.code === 'ECONNREFUSED' : isRefusedConnection(error.cause));

const pathOf = (route: RouteSpec, params: Record<string, string>): string =>
  route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));

function searchOf(query: Record<string, string | undefined>): string {
  const pairs = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}
