/**
 * One WebSocket connection to Bitget, from opening to its end; it never comes back.
 * Invariant: every wait ends by an answer, by `timeoutMs`, or by the end of the connection; a request whose answer is
 * missing, cut or not clear is `unknown`.
 */
import { type RawData, WebSocket } from 'ws';
import type { Clock } from '../../ports/index.ts';
import { lostAnswer, neverSent } from '../errors/index.ts';
import { type Dialect, type EventFrame, PING, PONG, type PushFrame, SOCKET_LIMITS } from '../protocol/index.ts';
import { type Credentials, masked, signLogin } from '../signing/index.ts';
import { ConnectionAnswers } from './connection-answers.ts';
import { monotonicMs } from './monotonic.ts';
import { RateLimiter } from './rate-limiter.ts';
import { SubscriptionBudget, type SubscriptionOp, subscriptionFrames } from './subscription-frames.ts';

export type ConnectionOptions<Arg> = {
  readonly dialect: Dialect<Arg>;
  readonly url: string;
  readonly credentials: Credentials | undefined;
  readonly clock: Clock;
  /** Undefined for text that is no frame. */
  readonly readFrame: (text: string) => unknown;
  readonly onPush: (push: PushFrame<Arg>) => void;
  readonly onUnreadable: (reason: string) => void;
  readonly timeoutMs: number;
  readonly pingEveryMs: number;
  readonly messagesPerSecond: number;
  readonly subscriptionsPerHour: number;
  /** Without a push for this long the connection counts as dead, though it answers pings. */
  readonly silenceMaxMs: number;
};

/** A request that is answered under its own name; `body` is the frame without its id. */
export type SocketRequest = {
  /** For messages. */
  readonly call: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Waits where the limit of messages leaves no room; else it is `not-sent` then. */
  readonly isPatient: boolean;
};

/** No frame of the exchange is larger by far. */
const FRAME_BYTES_MAX = 16 * 1024 * 1024;
const WAITING_MAX = 200;
const SHOWN_MAX = 120;

export class Connection<Arg> {
  readonly #socket: WebSocket;
  readonly #options: ConnectionOptions<Arg>;
  readonly #answers: ConnectionAnswers<Arg>;
  readonly #limiter: RateLimiter | undefined;
  readonly #budget: SubscriptionBudget;
  #requests = 0;
  #heardAtMs = monotonicMs();
  #closed: { readonly reason: string } | undefined;
  #onClosed: ((reason: string) => void) | undefined;
  #pingTimer: NodeJS.Timeout | undefined;

  /** Resolves when connected and, with credentials, logged in. @throws BitgetError. */
  static async open<Arg>(options: ConnectionOptions<Arg>): Promise<Connection<Arg>> {
    const connection = new Connection(options);
    await connection.#connected();
    if (options.credentials) {
      try {
        await connection.#login(options.credentials);
      } catch (error) {
        await connection.close();
        throw error;
      }
    }
    connection.#keepAlive();
    return connection;
  }

  private constructor(options: ConnectionOptions<Arg>) {
    this.#options = options;
    const { url, timeoutMs, messagesPerSecond } = options;
    this.#answers = new ConnectionAnswers({ ...options, shown: (text) => this.#shown(text) });
    this.#budget = new SubscriptionBudget(options.subscriptionsPerHour, monotonicMs);
    if (Number.isFinite(messagesPerSecond)) {
      const limit = { name: url, perSecond: messagesPerSecond, queueMax: WAITING_MAX };
      this.#limiter = new RateLimiter({ ...limit, now: monotonicMs });
    }
    const bounds = { handshakeTimeout: timeoutMs, maxPayload: FRAME_BYTES_MAX };
    this.#socket = new WebSocket(url, { ...bounds, perMessageDeflate: false });
    this.#socket.on('message', (data, isBinary) => this.#receive(isBinary ? '' : textOf(data)));
    this.#socket.on('close', (code, why) =>
      this.#end(`closed by the other side (${code}${why.length > 0 ? ` ${this.#shown(String(why))}` : ''})`),
    );
    this.#socket.on('error', (error) => this.#end(error.message));
  }

  get isOpen(): boolean {
    return this.#closed === undefined && this.#socket.readyState === WebSocket.OPEN;
  }

  /** Called once, at the end of the connection; at once when it has ended already. */
  onClosed(listener: (reason: string) => void): void {
    if (this.#closed) listener(this.#closed.reason);
    else this.#onClosed = listener;
  }

  /** Whether the hour still allows this many subscribe and unsubscribe frames. */
  hasRoomFor(frames: number): boolean {
    return this.#budget.hasRoomFor(frames);
  }

  /** Resolves when all are acknowledged. @throws BitgetError. */
  async change(op: SubscriptionOp, args: readonly Arg[]): Promise<void> {
    for (const frame of subscriptionFrames(op, args)) {
      const answers = frame.args.map((arg) => this.#answers.change(op, arg));
      this.#budget.spend();
      await this.#sendFrame(frame.text, answers);
    }
  }

  /** The answer of the exchange. @throws BitgetError that says whether the request was carried out. */
  async request({ call, body, isPatient }: SocketRequest): Promise<EventFrame<Arg>> {
    const id = String(++this.#requests);
    const text = JSON.stringify({ ...body, id });
    if (Buffer.byteLength(text) > SOCKET_LIMITS.bytesPerFrame) {
      throw neverSent(call, 'frame-too-large', { says: `a frame has at most ${SOCKET_LIMITS.bytesPerFrame} bytes` });
    }
    await this.#turnOf(call, isPatient);
    const answer = this.#answers.request(id);
    this.#socket.send(text);
    return this.#answers.agreed(call, await answer);
  }

  /**
   * Resolves with the pong: all that was sent before it has been received by then. A pong that does not come ends the
   * connection: it is dead though it looks open, and a late pong would answer the next ping too early.
   */
  async ping(): Promise<void> {
    await this.#turn();
    const pong = this.#answers.pong();
    this.#sendText(PING);
    try {
      await pong;
    } catch (error) {
      this.#end('no answer to a ping');
      throw error;
    }
  }

  /** Ends the connection as if it had been lost. */
  abandon(reason: string): void {
    this.#end(reason);
  }

  /** Ends the connection without telling `onClosed`. */
  async close(): Promise<void> {
    this.#onClosed = undefined;
    const ended = new Promise<void>((resolve) => {
      if (this.#socket.readyState === WebSocket.CLOSED) resolve();
      else this.#socket.once('close', () => resolve());
    });
    this.#end('closed by us');
    await ended;
  }

  /** As `close`, once everything that was asked is answered or its time is over. */
  async retire(): Promise<void> {
    this.#onClosed = undefined;
    await this.#answers.idle();
    await this.close();
  }

  #connected(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#socket.once('open', resolve);
      this.onClosed((reason) => reject(neverSent(this.#options.url, 'no-connection', { says: reason })));
    });
  }

  async #login(credentials: Credentials): Promise<void> {
    const timestamp = String(Math.floor(this.#options.clock.now() / 1_000));
    const { key, passphrase } = credentials;
    const arg = { apiKey: key, passphrase: passphrase.reveal(), timestamp, sign: signLogin(credentials, timestamp) };
    const answer = this.#answers.login();
    await this.#sendFrame(JSON.stringify({ op: 'login', args: [arg] }), [answer]);
  }

  /** Sends a frame and waits for what it asks for. */
  async #sendFrame(text: string, answers: readonly Promise<void>[]): Promise<void> {
    const all = Promise.all(answers);
    all.catch(() => undefined);
    await this.#turn();
    this.#sendText(text);
    await all;
  }

  /** Waits for the rate limit. @throws BitgetError (not-sent) when the connection has ended meanwhile. */
  async #turn(): Promise<void> {
    await this.#limiter?.take();
    if (this.#closed) throw neverSent(this.#options.url, 'connection-cut', { says: this.#closed.reason });
  }

  /** As `#turn`, for what must leave at once when it leaves. @throws BitgetError (not-sent). */
  async #turnOf(call: string, isPatient: boolean): Promise<void> {
    if (!isPatient && this.#limiter?.tryTake() === false) {
      throw neverSent(call, 'socket-busy', { says: 'the socket may send no more messages in this second' });
    }
    if (isPatient) await this.#limiter?.take();
    if (!this.isOpen)
      throw neverSent(call, 'connection-cut', { says: this.#closed?.reason ?? 'the socket is closing' });
  }

  #sendText(text: string): void {
    if (this.isOpen) this.#socket.send(text);
  }

  #receive(text: string): void {
    if (this.#closed) return;
    if (text === PONG) {
      this.#answers.onPong();
      return;
    }
    const frame = this.#options.readFrame(text);
    if (this.#options.dialect.isPush(frame)) {
      this.#heardAtMs = monotonicMs();
      this.#options.onPush(frame);
    } else if (this.#options.dialect.isEvent(frame)) this.#answers.onEvent(frame);
    else this.#options.onUnreadable(`a message that cannot be read: ${this.#shown(text)}`);
  }

  /** What the other side said, fit for a message: short, and without our secrets if it repeats them. */
  #shown(text: string): string {
    return masked(text, this.#options.credentials).slice(0, SHOWN_MAX);
  }

  /** Pings at intervals: the exchange asks for it, and it finds dead connections. */
  #keepAlive(): void {
    this.#pingTimer = setInterval(() => {
      const silentMs = monotonicMs() - this.#heardAtMs;
      if (silentMs > this.#options.silenceMaxMs) this.#end(`no message for ${Math.round(silentMs / 1_000)} s`);
      else this.ping().catch((error: Error) => this.#end(error.message));
    }, this.#options.pingEveryMs);
  }

  #end(reason: string): void {
    if (this.#closed) return;
    this.#closed = { reason };
    clearInterval(this.#pingTimer);
    this.#socket.terminate();
    this.#answers.end(lostAnswer(this.#options.url, 'connection-cut', { says: `the connection ended (${reason})` }));
    this.#onClosed?.(reason);
  }
}

const textOf = (data: RawData): string => (Array.isArray(data) ? Buffer.concat(data).toString() : data.toString());
