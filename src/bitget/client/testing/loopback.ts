/**
 * A real HTTP and WebSocket server on a free port whose answers a test writes: late, empty, cut, or as documented.
 * Invariant: test support only; it closes after the test that opened it.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';

export type Asked = {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** As it arrived, with "?". */
  readonly search: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
};

export type Reply =
  | { readonly data: unknown }
  | { readonly code: string; readonly msg?: string; readonly status?: number }
  | { readonly text: string; readonly status?: number; readonly headers?: Readonly<Record<string, string>> }
  /** Closes the connection without an answer. */
  | 'cut'
  /** Never answers. */
  | 'silence';

export type Loopback = {
  readonly url: string;
  readonly socketUrl: string;
  /** Every REST request, in order. */
  readonly asked: readonly Asked[];
  /** Every text frame of every client, in order. */
  readonly heard: readonly string[];
  /** The connected clients, oldest first. */
  readonly clients: readonly WebSocket[];
  /** How often a client has connected. */
  connections(): number;
};

export type Script = {
  readonly answer?: (asked: Asked) => Reply;
  readonly onText?: (client: WebSocket, text: string) => void;
};

export async function loopback({ answer = () => 'cut', onText = acknowledge }: Script = {}): Promise<Loopback> {
  const asked: Asked[] = [];
  const heard: string[] = [];
  const clients: WebSocket[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    void read(request).then((question) => {
      asked.push(question);
      reply(request, response, answer(question));
    });
  });
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (client) => {
    connections++;
    clients.push(client);
    client.on('close', () => clients.splice(clients.indexOf(client), 1));
    client.on('message', (data) => {
      heard.push(String(data));
      onText(client, String(data));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const client of clients) client.terminate();
    server.closeAllConnections();
    server.close();
  });
  const authority = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${authority}`,
    socketUrl: `ws://${authority}`,
    asked,
    heard,
    clients,
    connections: () => connections,
  };
}

async function read(request: IncomingMessage): Promise<Asked> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const { pathname, search, searchParams } = new URL(request.url ?? '', 'http://127.0.0.1');
  const { method = '', headers } = request;
  return { method, path: pathname, search, query: Object.fromEntries(searchParams), body, headers };
}

function reply(request: IncomingMessage, response: ServerResponse, answer: Reply): void {
  if (answer === 'silence') return;
  if (answer === 'cut') {
    request.socket.destroy();
    return;
  }
  if ('text' in answer) {
    response.writeHead(answer.status ?? 200, answer.headers).end(answer.text);
    return;
  }
  const envelope =
    'data' in answer ? { code: '00000', msg: 'success', data: answer.data } : { msg: '', data: null, ...answer };
  response
    .writeHead('data' in answer ? 200 : (answer.status ?? 400))
    .end(JSON.stringify({ requestTime: 1, ...envelope }));
}

/** What Bitget says to login, subscribe, unsubscribe, ping and an order over the socket. */
export function acknowledge(client: WebSocket, text: string): void {
  if (text === 'ping') return client.send('pong');
  const { op, args, id, topic } = JSON.parse(text) as { op: string; args: object[]; id?: string; topic?: string };
  if (op === 'login') return client.send('{"event":"login","code":0,"connId":"c-1"}');
  if (op === 'trade') {
    const acks = args.map((arg) => ({ ...arg, orderId: '77' }));
    return client.send(JSON.stringify({ event: 'trade', id, topic, args: acks, code: '0', msg: 'success', ts: '1' }));
  }
  for (const arg of args) client.send(JSON.stringify({ event: op, arg }));
}
