/**
 * The V1 paths on the exchange connector: requests and bodies reach the gateway byte for byte, because they are signed.
 * Invariant: the checks of host, origin and size hold here as on every other route.
 */
import type { FastifyInstance } from 'fastify';
import type { V1Gateway } from './gateway-port.ts';

const PATHS = ['/api/mix/v1/*', '/api/spot/v1/*'];

export const addV1Routes = (app: FastifyInstance, gateway: V1Gateway): Promise<void> =>
  Promise.resolve(
    app.register(async (routes) => {
      routes.removeContentTypeParser('application/json');
      routes.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) =>
        done(null, text),
      );
      for (const url of PATHS) {
        routes.route({
          method: ['GET', 'POST'],
          url,
          schema: { hide: true },
          // Its programs sign each request with a key of their own.
          config: { scope: 'public' },
          handler: async (request, reply) => {
            const { method, url: asked, headers, body } = request;
            const { status, body: text } = await gateway.answer({
              method: method === 'POST' ? 'POST' : 'GET',
              url: asked,
              headers,
              body: typeof body === 'string' ? body : '',
            });
            return reply.code(status).type('application/json; charset=utf-8').serializer(String).send(text);
          },
        });
      }
    }),
  );
