/**
 * The V1 socket on the exchange connector's own port.
 * Invariant: loopback names alone, no foreign origin; a program that is silent, loud or slow is cut.
 */
import type { FastifyInstance } from 'fastify';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import { addUpgrade } from '../../http/upgrades.ts';
import type { V1Gateway } from './gateway-port.ts';

export const V1_SOCKET_PATH = '/mix/v1/stream';

const FRAME_BYTES_MAX = 4_096;
const PROGRAMS_MAX = 100;
const SEND_BUFFER_MAX = 4 * 1_024 * 1_024;
/** V1's programs ping every 30 seconds at the latest. */
const SILENCE_MAX_MS = 120_000;
const MESSAGES_PER_SECOND_MAX = 10;
const POLICY = 1008;

export function addV1Socket(app: FastifyInstance, gateway: V1Gateway): void {
  const server = new WebSocketServer({ noServer: true, maxPayload: FRAME_BYTES_MAX });
  addUpgrade(app, {
    path: V1_SOCKET_PATH,
    scope: 'public',
    objectionTo: () => (server.clients.size >= PROGRAMS_MAX ? '503 Service Unavailable' : undefined),
    accept: (request, socket, head) => server.handleUpgrade(request, socket, head, (opened) => serve(opened, gateway)),
  });
  app.addHook('preClose', async () => {
    await gateway.close();
    for (const client of server.clients) client.terminate();
    server.close();
  });
}

function serve(socket: WebSocket, gateway: V1Gateway): void {
  let messages = 0;
  const silence = setTimeout(() => socket.close(POLICY, 'silent for too long'), SILENCE_MAX_MS);
  const relief = setInterval(() => {
    messages = 0;
  }, 1_000);
  for (const timer of [silence, relief]) timer.unref();
  const session = gateway.connect({
    send: (text) => {
      if (socket.readyState !== WebSocket.OPEN) return;
      if (socket.bufferedAmount > SEND_BUFFER_MAX) socket.terminate();
      else socket.send(text);
    },
    close: (code, reason) => socket.close(code, reason),
  });
  socket.on('message', (data: RawData, isBinary) => {
    silence.refresh();
    messages++;
    if (messages > MESSAGES_PER_SECOND_MAX) socket.close(POLICY, 'too many messages');
    else if (isBinary) socket.close(POLICY, 'text alone');
    else session.receive(String(data));
  });
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    clearTimeout(silence);
    clearInterval(relief);
    session.closed();
  });
}
