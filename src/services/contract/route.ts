/**
 * What a route is: one object from which the server, the typed client and the OpenAPI document come.
 * Invariant: pure data; nothing here knows a web server or a browser.
 */
import type { Static, TObject, TSchema } from 'typebox';
import type { RouteScope } from './scope.ts';
import type { ServiceName } from './service-name.ts';

export type RouteSpec = {
  readonly service: ServiceName;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Absolute, with parameters as `:name`. */
  readonly path: `/${string}`;
  /** Who may use it: `admin` where none is declared, which a test refuses. */
  readonly scope?: RouteScope;
  /** One sentence for the OpenAPI document. */
  readonly about: string;
  readonly params?: TObject;
  /** All values are text, as they are in a URL. */
  readonly query?: TObject;
  readonly body?: TObject;
  /** Of a body that the route takes, for its documents and their tests. */
  readonly example?: object;
  readonly response: TSchema;
  /** The statuses that come as problem+json beyond the common ones (400, 401, 403, 413, 415, 421, 429, 500). */
  readonly errors: readonly number[];
  /** The HTTP status of an answer; 200 when absent. Health routes use it. */
  readonly statusOf?: (response: never) => number;
};

type Parts = 'params' | 'query' | 'body';

/** What a caller gives: the parts that the route declares, and no other. */
export type InputOf<R extends RouteSpec> = {
  readonly [K in Parts as R[K] extends TSchema ? K : never]: Static<R[K] & TSchema>;
};

export type ResponseOf<R extends RouteSpec> = Static<R['response']>;

/** Declares a route; the types of its handler and of its client call follow from the schemas. */
export const defineRoute = <const R extends RouteSpec>(route: R): R => route;
