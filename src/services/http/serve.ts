/**
 * Serves a service's routes over HTTP, on loopback alone.
 * Invariant: a service that cannot listen leaves nothing behind, and says which port and variable to change.
 */
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { TradingError } from '../../domain/index.ts';
import type { EngineApi } from '../../engine/api.ts';
import type { Clock } from '../../ports/index.ts';
import { type Implementation, SERVICES, type ServiceName } from '../contract/index.ts';
import type { Log } from '../log.ts';
import { addRoute } from './add-route.ts';
import { createApp } from './create-app.ts';
import { createIdempotencyKeys } from './idempotency.ts';

export type Service = {
  readonly name: ServiceName;
  readonly about: string;
  readonly routes: readonly Implementation[];
  /** What is not a JSON route: streams and files. Not in the OpenAPI document. */
  readonly extend?: (app: FastifyInstance) => void | Promise<void>;
};

export type ServeOptions = {
  readonly engine: EngineApi;
  readonly clock: Clock;
  readonly log: Log;
  /** 0: any free one. */
  readonly port: number;
  /** How long a handler may take before the caller is told that the outcome is unknown. */
  readonly answerTimeoutMs: number;
};

export type Serving = { readonly address: string; close(): Promise<void> };

/** @throws TradingError `port-in-use` or `cannot-listen`, naming service, port and variable. */
export async function serve(service: Service, options: ServeOptions): Promise<Serving> {
  const app = createApp(service.name, options.log);
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: service.name, description: service.about, version: '1.0.0' } },
  });
  const keys = createIdempotencyKeys();
  for (const implementation of service.routes) addRoute(app, implementation, { ...options, keys });
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
  await service.extend?.(app);
  try {
    return { address: await app.listen({ host: '127.0.0.1', port: options.port }), close: () => app.close() };
  } catch (cause) {
    await app.close();
    throw listenError(service.name, options.port, cause);
  }
}

function listenError(name: ServiceName, port: number, cause: unknown): TradingError {
  const { variable } = SERVICES[name];
  const details = { service: name, port, variable };
  const isTaken = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE';
  return isTaken
    ? new TradingError(
        'port-in-use',
        `${name}: port ${port} is in use; stop the other program or set ${variable} to a free port`,
        { details, cause },
      )
    : new TradingError(
        'cannot-listen',
        `${name}: cannot listen on 127.0.0.1:${port}; set ${variable} to another port`,
        { details, cause },
      );
}
