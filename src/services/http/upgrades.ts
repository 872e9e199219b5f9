/**
 * The one place where a service turns a request into a WebSocket: by path, after the guard.
 * Invariant: a path that nobody serves is refused, and so is a foreign host or origin, before anything is answered.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { RouteScope } from '../contract/index.ts';

export type Upgrade = {
  readonly path: string;
  readonly scope: RouteScope;
  /** The status line of a refusal, such as "503 Service Unavailable"; undefined for one that may come in. */
  readonly objectionTo: (request: IncomingMessage) => string | undefined;
  readonly accept: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
};

const upgradesOf = new WeakMap<FastifyInstance['server'], Map<string, Upgrade>>();

export function addUpgrade(app: FastifyInstance, upgrade: Upgrade): void {
  const known = upgradesOf.get(app.server) ?? listen(app);
  known.set(upgrade.path, upgrade);
}

function listen(app: FastifyInstance): Map<string, Upgrade> {
  const upgrades = new Map<string, Upgrade>();
  upgradesOf.set(app.server, upgrades);
  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const upgrade = upgrades.get((request.url ?? '').split('?', 1)[0] ?? '');
    const refusal =
      app.guard.refusalOf(request, upgrade?.scope ?? 'public') ??
      (upgrade ? upgrade.objectionTo(request) : '404 Not Found');
    if (refusal !== undefined) refuse(socket, refusal);
    else upgrade?.accept(request, socket, head);
  });
  return upgrades;
}

function refuse(socket: Duplex, status: string): void {
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
