/**
 * What supervisors and collectors ask of every service: whether it lives, whether it is ready, and its metrics.
 * Invariant: `/live` depends on nothing but this process; `/ready` says what the service's own health says.
 */
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import type { Monitor } from '../../ports/index.ts';
import { defineRoute, type Implementation, implement, Problem, type ServiceName } from '../contract/index.ts';
import { sendProblem } from './send-problem.ts';

/** @param routes of the service: its own health decides whether it is ready. */
export const probesOf = (service: ServiceName, routes: readonly Implementation[]): readonly Implementation[] => [
  liveRoute(service),
  readyRoute(
    service,
    routes.find(({ route }) => route.path === '/health'),
  ),
];

const liveRoute = (service: ServiceName): Implementation =>
  implement(
    defineRoute({
      service,
      method: 'GET',
      path: '/live',
      scope: 'public',
      about: 'Whether the process answers; a supervisor restarts it when it does not.',
      response: Type.Object({ status: Type.Literal('alive'), service: Type.Literal(service) }),
      errors: [],
    }),
    () => ({ status: 'alive' as const, service }),
  );

const readyCode = ({ status }: { readonly status: 'ready' | 'not-ready' }): number => (status === 'ready' ? 200 : 503);

function readyRoute(service: ServiceName, health: Implementation | undefined): Implementation {
  const route = defineRoute({
    service,
    method: 'GET',
    path: '/ready',
    scope: 'public',
    about: 'Whether the service can do its work; 503 when its health says no. /health says why.',
    response: Type.Object({ status: Type.Enum(['ready', 'not-ready']), service: Type.Literal(service) }),
    errors: [503],
    statusOf: readyCode,
  });
  return implement(route, async (_input, context) => {
    const said = await health?.handle({}, context);
    const isReady = health === undefined || (health.route.statusOf?.(said as never) ?? 200) === 200;
    return { status: isReady ? ('ready' as const) : ('not-ready' as const), service };
  });
}

/** Metrics in the text format of Prometheus; every service of a process gives those of the whole process. */
export function addMetrics(app: FastifyInstance, service: ServiceName, monitor: Monitor | undefined): void {
  app.get('/metrics', { schema: { hide: true }, config: { scope: 'read' } }, async (_request, reply) => {
    if (!monitor) return sendProblem(reply, notWatched(service));
    const { contentType, text } = await monitor.metrics();
    return reply.type(contentType).send(text);
  });
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    const { statusCode: status, elapsedTime: tookMs } = reply;
    monitor?.onServed({ service, method: request.method, route, status, tookMs });
    done();
  });
}

const notWatched = (service: ServiceName): Problem =>
  new Problem(503, 'not-watched', {
    title: 'No metrics',
    detail: `${service} runs without an engine, and nobody measures it; ask a service of the run`,
  });
