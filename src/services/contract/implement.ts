/**
 * Ties a route to the function that answers it.
 * Invariant: a handler gets validated input and answers with the declared shape, a `Problem`, or by throwing an edge failure.
 */
import type { EngineApi } from '../../engine/api.ts';
import type { Clock, Monitor } from '../../ports/index.ts';
import type { MarketDesk } from '../market/index.ts';
import type { Problem } from './problem.ts';
import type { InputOf, ResponseOf, RouteSpec } from './route.ts';

export type HandlerContext = {
  readonly engine: EngineApi;
  /** Public market data. */
  readonly market: MarketDesk;
  readonly clock: Clock;
  /** Absent where nobody watches the run. */
  readonly monitor?: Monitor | undefined;
  /** The caller's Idempotency-Key, or one made for this call; empty for a read, of which nothing is remembered. */
  readonly requestId: string;
};

export type Answer<R extends RouteSpec> = ResponseOf<R> | Problem;

export type Handler<R extends RouteSpec> = (
  input: InputOf<R>,
  context: HandlerContext,
) => Answer<R> | Promise<Answer<R>>;

/** A route with its handler, the input type erased: the server validates before it calls. */
export type Implementation = {
  readonly route: RouteSpec;
  readonly handle: (input: unknown, context: HandlerContext) => unknown;
};

export const implement = <R extends RouteSpec>(route: R, handle: Handler<R>): Implementation => ({
  route,
  handle: (input, context) => handle(input as InputOf<R>, context),
});
