/**
 * The OpenAPI document of a service, and the page that shows it and tries its routes.
 * Invariant: both come from the routes themselves; the page is served from here alone and needs no header to be relaxed.
 */
import swagger, { type FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import fastify, { type FastifyInstance } from 'fastify';
import type { RouteScope } from '../contract/index.ts';
import { addRoute, type RouteOptions } from './add-route.ts';
import { probesOf } from './probes.ts';
import type { Service } from './service.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Of a body that the route takes. */
    readonly example?: object | undefined;
  }
}

const TOKEN = {
  type: 'http',
  scheme: 'bearer',
  description: 'a token of `viper token create`, where they are required',
};
const KEY = {
  type: 'object',
  properties: {
    'Idempotency-Key': {
      type: 'string',
      pattern: '^[\\w.:-]{1,64}$',
      description: 'a repeat of the same request with the same key gives the first answer',
    },
  },
};

type Transform = NonNullable<FastifyDynamicSwaggerOptions['transform']>;

/** Has to be called before the routes are added. */
export async function addOpenApi(
  app: FastifyInstance,
  { name, about }: Pick<Service, 'name' | 'about'>,
): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: name, description: about, version: '1.0.0' },
      components: { securitySchemes: { token: TOKEN as { type: 'http'; scheme: string } } },
    },
    transform: ((given) => ({ ...given, schema: documented(given) })) as Transform,
  });
}

function documented({ schema, route }: Parameters<Transform>[0]): Parameters<Transform>[0]['schema'] {
  const { example, scope } = (route.config ?? {}) as { example?: object; scope?: RouteScope };
  const body = schema?.body as object | undefined;
  return {
    ...schema,
    ...(body && example && { body: { ...body, examples: [example] } }),
    ...(route.method !== 'GET' && { headers: KEY }),
    ...(scope && { security: [{ token: [scope] }] }),
  };
}

/** `/docs`, for whoever may read. */
export async function addDocsPage(app: FastifyInstance): Promise<void> {
  await app.register(async (docs) => {
    docs.addHook('onRoute', (route) => {
      route.config = { ...route.config, scope: 'read' };
    });
    await docs.register(swaggerUi, { routePrefix: '/docs', uiConfig: { tryItOutEnabled: true, validatorUrl: null } });
  });
}

/** The document of a service that does not run. */
export async function openApiOf(service: Service): Promise<object> {
  const app = fastify();
  app.setValidatorCompiler(() => () => true);
  app.setSerializerCompiler(() => JSON.stringify);
  await addOpenApi(app, service);
  // Handlers are not called: nobody listens.
  const nothing = {} as RouteOptions;
  for (const route of [...service.routes, ...probesOf(service.name, service.routes)]) addRoute(app, route, nothing);
  await app.ready();
  const document = app.swagger();
  await app.close();
  return document;
}
