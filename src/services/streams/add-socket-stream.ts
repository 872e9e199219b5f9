/**
 * The stream over WebSocket: the same frames, one in each line of a message, and a subscription that messages change.
 * Invariant: whoever is loud, long or slow is cut with a reason; a message that cannot be read changes nothing.
 */
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import { STREAM_PATH } from '../contract/index.ts';
import { problemOf } from '../http/problem-of.ts';
import { addUpgrade } from '../http/upgrades.ts';
import { controlLine } from './frame.ts';
import type { Reader } from './readers.ts';
import type { StreamHub } from './stream-hub.ts';
import { type Asked, askedOf } from './stream-query.ts';
import { parseMessage } from './subscription.ts';

const MESSAGE_BYTES_MAX = 8_192;
const MESSAGES_PER_SECOND_MAX = 20;
const [GOING_AWAY, POLICY, TRY_LATER] = [1001, 1008, 1013];
/** Of a reason in a closing frame. */
const REASON_CHARS_MAX = 120;
const DENIED = /^40[13] /;

export function addSocketStream(app: FastifyInstance, hub: StreamHub, now: () => number): void {
  const server = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_BYTES_MAX, perMessageDeflate: false });
  addUpgrade(app, {
    path: STREAM_PATH,
    scope: 'read',
    objectionTo: (request) => (isReadable(hub, request) ? undefined : '400 Bad Request'),
    accept: (request, socket, head) => {
      const isAllowed = (): boolean => !DENIED.test(app.guard.refusalOf(request, 'read') ?? '');
      const asked = askOf(hub, request);
      server.handleUpgrade(request, socket, head, (opened) => serve(hub, { socket: opened, asked, isAllowed, now }));
    },
  });
  app.addHook('preClose', async () => {
    hub.close();
    for (const client of server.clients) client.terminate();
    server.close();
  });
}

const askOf = (hub: StreamHub, { url = '', headers }: IncomingMessage): Asked =>
  askedOf(hub.offer, { url, lastEventId: headers['last-event-id'] });

function isReadable(hub: StreamHub, request: IncomingMessage): boolean {
  try {
    askOf(hub, request);
    return true;
  } catch {
    return false;
  }
}

type Opened = {
  readonly socket: WebSocket;
  readonly asked: Asked;
  readonly isAllowed: () => boolean;
  readonly now: () => number;
};

function serve(hub: StreamHub, { socket, asked, isAllowed, now }: Opened): void {
  const reader = readerOf(socket, isAllowed);
  socket.on('error', () => socket.terminate());
  if (!hub.join(reader, asked.subscription, asked.after)) {
    socket.close(TRY_LATER, 'too many readers');
    return;
  }
  let messages = 0;
  const relief = setInterval(() => {
    messages = 0;
  }, 1_000);
  relief.unref();
  socket.on('message', (data: RawData, isBinary) => {
    messages++;
    if (messages > MESSAGES_PER_SECOND_MAX) socket.close(POLICY, 'too many messages');
    else if (isBinary) socket.close(POLICY, 'text alone');
    else receive(hub, reader, { text: String(data), now });
  });
  socket.on('close', () => {
    clearInterval(relief);
    hub.leave(reader);
  });
}

function receive(hub: StreamHub, reader: Reader, { text, now }: { text: string; now: () => number }): void {
  try {
    const message = parseMessage(text);
    if (message.op === 'ping') hub.say(reader, controlLine('pong', { at: now() }));
    else hub.change(reader, message);
  } catch (error) {
    hub.say(reader, controlLine('error', problemOf(error).fields));
  }
}

const readerOf = (socket: WebSocket, isAllowed: () => boolean): Reader => ({
  transport: 'socket',
  get unsentBytes() {
    return socket.bufferedAmount;
  },
  send: (bytes) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(bytes, { binary: false });
  },
  end: (bytes, reason) => {
    if (socket.readyState !== WebSocket.OPEN) return;
    socket.send(bytes, { binary: false });
    socket.close(reason === 'closing' ? GOING_AWAY : POLICY, reason.slice(0, REASON_CHARS_MAX));
  },
  destroy: () => socket.terminate(),
  isAllowed,
});
