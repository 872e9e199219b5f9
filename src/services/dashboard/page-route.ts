/**
 * The page itself: the built files, or a plain page that says what is missing.
 */
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Dashboard, type DashboardState, NO_VITE } from './ensure-dashboard.ts';

const WORDS: Readonly<Record<Exclude<DashboardState, 'ready'>, string>> = {
  building: 'The dashboard is being built. This page reloads by itself in a few seconds; trading is not affected.',
  'no-vite': `${NO_VITE[0]?.toUpperCase()}${NO_VITE.slice(1)}. Trading is not affected.`,
  failed: 'The dashboard could not be built; the log says why. Trading is not affected, and the API works.',
};

/** The page holds no data: it asks for them, and for a token where one is needed. */
const PAGE = { schema: { hide: true }, config: { scope: 'public' } } as const;

export async function addPageRoutes(app: FastifyInstance, dashboard: Dashboard): Promise<void> {
  await app.register(fastifyStatic, { root: dashboard.folder, serve: false, cacheControl: false });
  app.get('/', PAGE, (_request, reply) => sendPage(reply, dashboard));
  // Vite names these files after their content, so that they never change.
  app.get<{ Params: { file: string } }>('/assets/:file', PAGE, (request, reply) =>
    reply.header('cache-control', 'public, max-age=31536000, immutable').sendFile(`assets/${request.params.file}`),
  );
  app.get('/favicon.svg', PAGE, (_request, reply) => reply.sendFile('favicon.svg'));
}

function sendPage(reply: FastifyReply, dashboard: Dashboard): FastifyReply {
  const state = dashboard.state();
  return state === 'ready'
    ? reply.sendFile('index.html')
    : reply.code(503).type('text/html; charset=utf-8').send(waitingPage(state));
}

const waitingPage = (state: Exclude<DashboardState, 'ready'>): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Viper</title>
${state === 'building' ? '<meta http-equiv="refresh" content="2">' : ''}
<style>
  body { background: #0b0e11; color: #c9d1d9; font: 16px/1.5 system-ui, sans-serif; display: grid; place-items: center; min-height: 100vh; margin: 0 }
  main { max-width: 34rem; padding: 2rem }
</style>
</head>
<body><main><h1>Viper</h1><p role="status">${WORDS[state]}</p></main></body>
</html>
`;
