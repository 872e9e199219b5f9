/**
 * The sockets of the exchange: logins, subscriptions, pings, and the fan-out of pushes.
 * Invariant: a frame is made once and only when somebody reads its topic; private topics need a login.
 */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { LoginArg, PING, PONG, validator } from '../../../bitget/protocol/index.ts';
import type { Log } from '../options.ts';
import { Connection } from './connection.ts';
import { ackFrame, errorFrame, loginFrame, type SocketErrorCode } from './frames.ts';
import type { Readers } from './readers.ts';

const MESSAGE_BYTES_MAX = 4_096;
const CONNECTIONS_MAX = 100;
const TOPICS_MAX = 1_000;

/** What a subscription asks for, as one API understands its argument. */
export type Wish = {
  /** As it was sent: acknowledgements repeat it. */
  readonly arg: object;
  readonly isPrivate: boolean;
  /** Where its pushes go: a topic key; `silent` is acknowledged and never pushed; undefined does not exist. */
  readonly topicOf: (account: string | undefined) => string | 'silent' | undefined;
  /** The first push of a fresh subscription, if the channel has one. */
  readonly firstFrame: (account: string | undefined) => string | undefined;
  readonly refusal: (code: SocketErrorCode) => string;
};

/** A socket's door: its path, and what may be read behind it; the hub itself knows no channel. */
export type Gate = {
  readonly path: string;
  readonly isPrivate: boolean;
  /** Undefined: the argument has not the API's form. */
  readonly wishOf: (arg: unknown) => Wish | undefined;
};

export type HubOptions = {
  readonly readers: Readers;
  readonly gates: readonly Gate[];
  /** @returns the account's name, or why not. */
  readonly login: (args: LoginArg) => string | SocketErrorCode;
  readonly silenceMaxMs: number;
  readonly sendBufferMax: number;
  readonly log: Log;
};

export class SocketHub {
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_BYTES_MAX });
  readonly #connections = new Map<Connection, Gate>();
  readonly #options: HubOptions;
  #lastId = 0;

  constructor(options: HubOptions) {
    this.#options = options;
  }

  /** Takes over the upgrades of an HTTP server. */
  attach(server: Server): void {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      const path = (request.url ?? '').split('?', 1)[0];
      const gate = this.#options.gates.find((known) => known.path === path);
      if (!gate || this.#connections.size >= CONNECTIONS_MAX) {
        socket.end(`HTTP/1.1 ${gate ? '429 Too Many Requests' : '404 Not Found'}\r\n\r\n`);
        return;
      }
      this.#server.handleUpgrade(request, socket, head, (webSocket) => this.#open(webSocket, gate));
    });
  }

  /** Cuts every connection, as a maintenance window does. */
  cutAll(reason: string): void {
    for (const connection of [...this.#connections.keys()]) connection.cut(reason);
  }

  close(): void {
    for (const connection of this.#connections.keys()) connection.release();
    for (const socket of this.#server.clients) socket.terminate();
    this.#server.close();
  }

  #open(socket: WebSocket, gate: Gate): void {
    this.#lastId++;
    const { silenceMaxMs, sendBufferMax, log } = this.#options;
    const id = `c${this.#lastId}`;
    const onCut = (reason: string) => log('warn', 'socket cut', { id, reason });
    const connection = new Connection(socket, { id, silenceMaxMs, sendBufferMax, onCut });
    this.#connections.set(connection, gate);
    socket.on('message', (data) => this.#onMessage(connection, data));
    socket.on('error', (error) => log('warn', 'socket error', { id, reason: error.message }));
    socket.on('close', () => this.#forget(connection));
  }

  #forget(connection: Connection): void {
    connection.release();
    this.#connections.delete(connection);
    for (const topic of [...connection.topics]) this.#options.readers.leave(connection, topic);
  }

  #onMessage(connection: Connection, data: RawData): void {
    connection.heard();
    const text = String(data);
    if (text === PING) {
      connection.send(PONG);
      return;
    }
    if (connection.isTooLoud()) {
      connection.send(errorFrame(30006));
      connection.cut('too many messages in a second');
      return;
    }
    const request = parseRequest(text);
    if (typeof request === 'number') connection.send(errorFrame(request));
    else if (request.op === 'login') this.#onLogin(connection, request.args);
    else if (request.op === 'subscribe' || request.op === 'unsubscribe') this.#onWishes(connection, request);
    else connection.send(errorFrame(30003, { op: request.op }));
  }

  #onLogin(connection: Connection, args: readonly unknown[]): void {
    const claim = args[0];
    const outcome = isLogin(claim) ? this.#options.login(claim) : (30016 as const);
    if (typeof outcome === 'number') {
      connection.send(errorFrame(outcome, { op: 'login' }));
      connection.cut('login failed');
      return;
    }
    connection.account = outcome;
    connection.send(loginFrame(connection.id));
  }

  #onWishes(connection: Connection, { op, args }: SocketRequest): void {
    const gate = this.#connections.get(connection);
    for (const arg of args) {
      const wish = gate?.wishOf(arg);
      if (!gate || !wish) connection.send(errorFrame(30016, { op }));
      else if (op === 'subscribe') this.#subscribe(connection, gate, wish);
      else this.#unsubscribe(connection, wish);
    }
  }

  #subscribe(connection: Connection, gate: Gate, wish: Wish): void {
    const refuse = (code: SocketErrorCode) => connection.send(wish.refusal(code));
    if (wish.isPrivate && !connection.account) return refuse(30004);
    const topic = wish.isPrivate === gate.isPrivate ? wish.topicOf(connection.account) : undefined;
    if (topic === undefined) return refuse(30001);
    if (connection.topics.size >= TOPICS_MAX) {
      refuse(30007);
      return connection.cut('too many subscriptions');
    }
    connection.send(ackFrame('subscribe', wish.arg));
    if (topic === 'silent') return;
    const first = wish.firstFrame(connection.account);
    if (first !== undefined) connection.send(first);
    this.#options.readers.join(connection, topic);
  }

  #unsubscribe(connection: Connection, wish: Wish): void {
    const topic = wish.topicOf(connection.account);
    if (topic !== undefined) this.#options.readers.leave(connection, topic);
    connection.send(ackFrame('unsubscribe', wish.arg));
  }
}

type SocketRequest = { readonly op: string; readonly args: readonly unknown[] };

function parseRequest(text: string): SocketRequest | SocketErrorCode {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 30002;
  }
  if (!isRecord(value) || typeof value.op !== 'string') return 30002;
  if (!Array.isArray(value.args)) return 30016;
  return { op: value.op, args: value.args };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isLogin = validator(LoginArg, 'login').check;
