/**
 * The sockets of the exchange: logins, subscriptions, pings, and the fan-out of pushes.
 * Invariant: a frame is made once and only when somebody reads its topic; private topics need a login.
 */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { LoginArg, PING, PONG, SOCKET_LIMITS, validator } from '../../../bitget/protocol/index.ts';
import type { Caller } from '../http/authenticate.ts';
import type { Log } from '../options.ts';
import type { SocketBounds } from './bounds.ts';
import { Connection } from './connection.ts';
import { ackFrame, errorFrame, loginFrame, type SocketErrorCode } from './frames.ts';
import type { Readers } from './readers.ts';

/** Of any frame: a batch of orders is larger. */
const FRAME_BYTES_MAX = 65_536;
const TRADE = /"op"\s*:\s*"trade"/;

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
  /** A frame with more arguments ends the connection. */
  readonly argsMax: number;
  /** Undefined: the argument has not the API's form. */
  readonly wishOf: (arg: unknown) => Wish | undefined;
  /** Carries out orders that come by this socket; absent where there are none. @returns the frames that answer. */
  readonly trade?: (caller: Caller, request: SocketRequest) => readonly string[];
};

export type HubOptions = {
  readonly readers: Readers;
  readonly gates: readonly Gate[];
  /** @returns who it is, or why not. */
  readonly login: (args: LoginArg) => Caller | SocketErrorCode;
  readonly bounds: SocketBounds;
  /** Whether nobody is let in for now. */
  readonly isClosed: () => boolean;
  readonly log: Log;
};

export class SocketHub {
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: FRAME_BYTES_MAX, perMessageDeflate: false });
  readonly #connections = new Map<Connection, Gate>();
  readonly #options: HubOptions;
  readonly #relief: NodeJS.Timeout;
  #lastId = 0;
  #attempts = 0;

  constructor(options: HubOptions) {
    this.#options = options;
    this.#relief = setInterval(() => {
      this.#attempts = 0;
    }, SOCKET_LIMITS.attemptsSpanMs);
    this.#relief.unref();
  }

  /** Takes over the upgrades of an HTTP server. */
  attach(server: Server): void {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      const path = (request.url ?? '').split('?', 1)[0];
      const gate = this.#options.gates.find((known) => known.path === path);
      socket.on('error', () => socket.destroy());
      if (!gate) return refuse(socket, '404 Not Found');
      if (this.#options.isClosed()) return refuse(socket, '503 Service Unavailable');
      if (this.#isFull()) return refuse(socket, '429 Too Many Requests');
      this.#server.handleUpgrade(request, socket, head, (webSocket) => this.#open(webSocket, { raw: socket, gate }));
    });
  }

  /** Cuts every connection, as a maintenance window does. */
  cutAll(reason: string): void {
    for (const connection of [...this.#connections.keys()]) connection.cut(reason);
  }

  close(): void {
    clearInterval(this.#relief);
    for (const connection of this.#connections.keys()) connection.release();
    for (const socket of this.#server.clients) socket.terminate();
    this.#server.close();
  }

  /** All clients share the loopback address, so that its bounds are those of the hub. */
  #isFull(): boolean {
    const { connectionsMax, attemptsMax } = this.#options.bounds;
    this.#attempts++;
    return this.#attempts > attemptsMax || this.#connections.size >= connectionsMax;
  }

  #open(socket: WebSocket, { raw, gate }: { raw: Duplex; gate: Gate }): void {
    this.#lastId++;
    const { bounds, log } = this.#options;
    const id = `c${this.#lastId}`;
    const onCut = (reason: string) => log('warn', 'socket cut', { id, reason });
    const connection = new Connection(socket, { id, raw, bounds, onCut });
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
    const text = String(data);
    if (text === PING) connection.pinged();
    if (connection.isTooLoud()) {
      connection.send(errorFrame(30006));
      connection.cut('too many messages in a second');
      return;
    }
    if (text === PING) connection.send(PONG);
    else if (text.length > SOCKET_LIMITS.bytesPerFrame && !TRADE.test(text))
      connection.drop('a frame that is too large');
    else this.#onRequest(connection, parseRequest(text));
  }

  #onRequest(connection: Connection, request: SocketRequest | SocketErrorCode): void {
    const gate = this.#connections.get(connection);
    if (typeof request === 'number' || !gate)
      connection.send(errorFrame(typeof request === 'number' ? request : 30002));
    else if (request.args.length > gate.argsMax) connection.drop('too many arguments in a frame');
    else if (request.op === 'login') this.#onLogin(connection, request.args);
    else if (request.op === 'subscribe') this.#onSubscribe(connection, gate, request);
    else if (request.op === 'unsubscribe') this.#onWishes(connection, gate, request);
    else if (request.op === 'trade' && gate.trade) this.#onTrade(connection, gate.trade, request);
    else connection.send(errorFrame(30003, { op: request.op }));
  }

  #onTrade(connection: Connection, trade: NonNullable<Gate['trade']>, request: SocketRequest): void {
    if (!connection.caller) connection.send(errorFrame(30004, { op: request.op }));
    else for (const frame of trade(connection.caller, request)) connection.send(frame);
  }

  #onSubscribe(connection: Connection, gate: Gate, request: SocketRequest): void {
    if (connection.isTooEager()) {
      connection.send(errorFrame(30007, { op: request.op }));
      connection.cut('too many subscribe requests in an hour');
    } else this.#onWishes(connection, gate, request);
  }

  #onLogin(connection: Connection, args: readonly unknown[]): void {
    const claim = args[0];
    const outcome = isLogin(claim) ? this.#options.login(claim) : (30016 as const);
    if (typeof outcome === 'number') {
      connection.send(errorFrame(outcome, { op: 'login' }));
      connection.cut('login failed');
      return;
    }
    connection.caller = outcome;
    connection.send(loginFrame(connection.id));
  }

  #onWishes(connection: Connection, gate: Gate, { op, args }: SocketRequest): void {
    for (const arg of args) {
      const wish = gate.wishOf(arg);
      if (!wish) connection.send(errorFrame(30016, { op }));
      else if (op === 'subscribe') this.#subscribe(connection, gate, wish);
      else this.#unsubscribe(connection, wish);
    }
  }

  #subscribe(connection: Connection, gate: Gate, wish: Wish): void {
    const refuse = (code: SocketErrorCode) => connection.send(wish.refusal(code));
    if (wish.isPrivate && !connection.account) return refuse(30004);
    const topic = wish.isPrivate === gate.isPrivate ? wish.topicOf(connection.account) : undefined;
    if (topic === undefined) return refuse(30001);
    if (connection.topics.size >= SOCKET_LIMITS.channelsMax) {
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

/** What a client asks; `id`, `topic` and `category` come with orders alone. */
export type SocketRequest = {
  readonly op: string;
  readonly args: readonly unknown[];
  readonly id?: unknown;
  readonly topic?: unknown;
  readonly category?: unknown;
};

function parseRequest(text: string): SocketRequest | SocketErrorCode {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 30002;
  }
  if (!isRecord(value) || typeof value.op !== 'string') return 30002;
  if (!Array.isArray(value.args)) return 30016;
  return { ...value, op: value.op, args: value.args };
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isLogin = validator(LoginArg, 'login').check;
