/**
 * Serves a service's routes over HTTP or HTTPS, on loopback unless its locks say where.
 * Invariant: a service that cannot listen leaves nothing behind, and says which port and variable to change.
 */
import { TradingError } from '../../domain/index.ts';
import type { EngineApi } from '../../engine/api.ts';
import type { Clock, Monitor } from '../../ports/index.ts';
import { SERVICES, type ServiceName } from '../contract/index.ts';
import type { Log } from '../log.ts';
import { MarketDesk } from '../market/index.ts';
import { addStreams, type BookSource, type ScoreSource, type StreamEngine } from '../streams/index.ts';
import { addRoute } from './add-route.ts';
import { createApp } from './create-app.ts';
import { createIdempotencyKeys } from './idempotency.ts';
import { type Locks, OPEN_LOCKS } from './locks.ts';
import { addDocsPage, addOpenApi } from './open-api.ts';
import { addMetrics, probesOf } from './probes.ts';
import type { Service } from './service.ts';
import { createSessions, type Sessions } from './sessions.ts';

export type ServeOptions = {
  readonly engine: EngineApi;
  /** Unless given, what the engine follows is all that is known of the market. */
  readonly market?: MarketDesk;
  readonly clock: Clock;
  /** Measures the run and looks after its health. */
  readonly monitor?: Monitor | undefined;
  /** Order books for the live stream; unless given it has none. */
  readonly books?: BookSource | undefined;
  /** Scores for the live stream; unless given it has none. */
  readonly scores?: ScoreSource | undefined;
  /** What the live stream reads where there is no engine; the engine unless given. */
  readonly live?: StreamEngine | undefined;
  readonly log: Log;
  /** 0: any free one. */
  readonly port: number;
  /** How long a handler may take before the caller is told that the outcome is unknown. */
  readonly answerTimeoutMs: number;
  /** Unless given: loopback alone, no token, no audit. */
  readonly locks?: Partial<Locks> | undefined;
  /** Shared, so that one login is good for all services. */
  readonly sessions?: Sessions | undefined;
};

export type Serving = { readonly address: string; close(): Promise<void> };

/** @throws TradingError `port-in-use` or `cannot-listen`, naming service, port and variable. */
export async function serve(service: Service, options: ServeOptions): Promise<Serving> {
  const { log, sessions = createSessions() } = options;
  const locks: Locks = { ...OPEN_LOCKS, ...options.locks };
  const app = createApp(service.name, { log, locks, sessions });
  await addOpenApi(app, service);
  const keys = createIdempotencyKeys();
  const { engine, clock } = options;
  const market = options.market ?? new MarketDesk({ clock, live: engine, upstream: undefined });
  addMetrics(app, service.name, options.monitor);
  const probes = probesOf(service.name, service.routes);
  for (const implementation of [...service.routes, ...probes])
    addRoute(app, implementation, { ...options, market, keys });
  app.get('/openapi.json', { schema: { hide: true }, config: { scope: 'read' } }, () => app.swagger());
  await addDocsPage(app);
  addStreams(app, { ...options, service: service.name });
  await service.extend?.(app);
  try {
    const { host } = locks.listening;
    return { address: await app.listen({ host, port: options.port }), close: () => app.close() };
  } catch (cause) {
    await app.close();
    throw listenError(service.name, `${locks.listening.host}:${options.port}`, cause);
  }
}

function listenError(name: ServiceName, place: string, cause: unknown): TradingError {
  const port = Number(place.slice(place.lastIndexOf(':') + 1));
  const { variable } = SERVICES[name];
  const details = { service: name, port, variable };
  const isTaken = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE';
  return isTaken
    ? new TradingError(
        'port-in-use',
        `${name}: port ${port} is in use; stop the other program or set ${variable} to a free port`,
        { details, cause },
      )
    : new TradingError('cannot-listen', `${name}: cannot listen on ${place}; set ${variable} to another port`, {
        details,
        cause,
      });
}
