/**
 * All services as one object: a method for each route, and the live stream of each.
 * Invariant: runs in a browser; made from the very routes that the servers serve, so that the two cannot differ.
 */
import {
  type CallOptions,
  createClient,
  type FetchLike,
  type InputOf,
  type ResponseOf,
  type RouteSpec,
  readStream,
  SERVICES,
  type ServiceClient,
  type ServiceKey,
  type ServiceName,
  type StreamFetch,
  type StreamFrame,
  type StreamOptions,
} from '../contract/index.ts';
import { ROUTES } from './routes.ts';

type Routes = typeof ROUTES;

/** Nothing, where the route needs no input. */
type Arguments<Input> =
  Record<never, never> extends Input ? [input?: Input, options?: CallOptions] : [input: Input, options?: CallOptions];

type Method<R> = R extends RouteSpec ? (...given: Arguments<InputOf<R>>) => Promise<ResponseOf<R>> : never;

type Methods<Service> = {
  readonly [Name in keyof Service as Service[Name] extends RouteSpec ? Name : never]: Method<Service[Name]>;
};

export type StreamWish = Omit<StreamOptions, 'baseUrl' | 'fetch' | 'token'>;

export type ViperClient = {
  readonly [Key in ServiceKey]: Methods<Routes[Key]> & {
    /** Endless: connects again by itself and resumes. @throws ServiceError where asking again is no use. */
    stream(wish?: StreamWish): AsyncGenerator<StreamFrame, void, undefined>;
  };
};

export type ViperClientOptions = {
  /** Where each service is; default: `http://127.0.0.1` and its usual port. */
  readonly addresses?: Partial<Readonly<Record<ServiceKey, string>>>;
  /** Of `viper token create`; none where none is asked for. */
  readonly token?: string | undefined;
  /** How long a call may take, default 15,000. Not for streams. */
  readonly timeoutMs?: number;
  /** Default: the one of this runtime. */
  readonly fetch?: FetchLike & StreamFetch;
};

const TIMEOUT_MS = 15_000;
const ownFetch: FetchLike & StreamFetch = (url: string, init: RequestInit) => fetch(url, init);

/** Calls @throws ServiceError: its `outcome` says what is known of a change that got no answer. */
export function createViperClient(options: ViperClientOptions = {}): ViperClient {
  const { addresses = {}, token, timeoutMs = TIMEOUT_MS, fetch: chosen = ownFetch } = options;
  const services = (Object.keys(SERVICES) as ServiceName[]).map((name) => {
    const { key, port } = SERVICES[name];
    const baseUrl = addresses[key] ?? `http://127.0.0.1:${port}`;
    const client = createClient({ baseUrl, token, timeoutMs, fetch: chosen });
    const stream = (wish: StreamWish = {}) =>
      readStream({ ...wish, baseUrl, fetch: chosen, ...(token !== undefined && { token }) });
    return [key, { ...methodsOf(ROUTES[key], client), stream }] as const;
  });
  return Object.fromEntries(services) as ViperClient;
}

const isRoute = (value: unknown): value is RouteSpec =>
  typeof value === 'object' && value !== null && 'path' in value && 'method' in value;

function methodsOf(service: object, client: ServiceClient): Readonly<Record<string, unknown>> {
  const methods = Object.entries(service).flatMap(([name, route]: [string, unknown]) =>
    isRoute(route)
      ? [
          [
            name,
            (input: object = {}, call?: CallOptions) => client.call(route, input as InputOf<typeof route>, call),
          ] as const,
        ]
      : [],
  );
  return Object.fromEntries(methods);
}
