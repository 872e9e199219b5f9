/**
 * One WebSocket connection to Bitget, from opening to its end; it never comes back.
 * Invariant: every wait ends by an answer, by `timeoutMs`, or by the end of the connection.
 */
import { WebSocket } from 'ws';
import type { Clock } from '../../ports/index.ts';
import { lostAnswer, neverSent, refusedByBitget } from '../errors/index.ts';
import { type Dialect, type EventFrame, PING, PONG, type PushFrame, SOCKET_LIMITS } from '../protocol/index.ts';
import { type Credentials, signLogin } from '../signing/index.ts';
import { monotonicMs } from './monotonic.ts';
import { parseFrame } from './parse-frame.ts';
import { RateLimiter } from './rate-limiter.ts';
import { Waits } from './waits.ts';

export type ConnectionOptions<Arg> = {
  readonly dialect: Dialect<Arg>;
  readonly url: string;
  readonly credentials: Credentials | undefined;
  readonly clock: Clock;
  readonly onPush: (push: PushFrame<Arg>) => void;
  readonly onUnreadable: (reason: string) => void;
  readonly timeoutMs: number;
  readonly pingEveryMs: number;
  readonly messagesPerSecond: number;
};

const LOGIN = 'login';
const isSuccess = (code: string | number | undefined): boolean => code === undefined || /^0+$/.test(String(code));

export class Connection<Arg> {
  readonly #socket: WebSocket;
  readonly #options: ConnectionOptions<Arg>;
  /** Pending acknowledgements by channel or "login"; pings in order of sending. */
  readonly #acks: Waits;
  readonly #pongs: Waits;
  readonly #limiter: RateLimiter | undefined;
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
    this.#acks = new Waits(url, timeoutMs);
    this.#pongs = new Waits(url, timeoutMs);
    if (Number.isFinite(messagesPerSecond)) {
      this.#limiter = new RateLimiter({ name: url, perSecond: messagesPerSecond, queueMax: 200, now: monotonicMs });
    }
    this.#socket = new WebSocket(url, { handshakeTimeout: timeoutMs, perMessageDeflate: false });
    this.#socket.on('message', (data, isBinary) => this.#receive(isBinary ? '' : String(data)));
    this.#socket.on('close', (code, why) =>
      this.#end(`closed by the other side (${code}${why.length > 0 ? ` ${why}` : ''})`),
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

  subscribe(args: readonly Arg[]): Promise<void> {
    return this.#change('subscribe', args);
  }

  unsubscribe(args: readonly Arg[]): Promise<void> {
    return this.#change('unsubscribe', args);
  }

  /**
   * Resolves with the pong: all that was sent before it has been received by then. A pong that does not come ends the
   * connection: it is dead though it looks open, and a late pong would answer the next ping too early.
   */
  async ping(): Promise<void> {
    await this.#turn();
    const pong = this.#pongs.add(PONG);
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
    const answer = this.#acks.add(LOGIN);
    await this.#sendFrame({ op: 'login', args: [arg] }, [answer]);
  }

  async #change(op: 'subscribe' | 'unsubscribe', args: readonly Arg[]): Promise<void> {
    for (let from = 0; from < args.length; from += SOCKET_LIMITS.argsPerFrame) {
      const some = args.slice(from, from + SOCKET_LIMITS.argsPerFrame);
      const answers = some.map((arg) => this.#acks.add(`${op} ${this.#options.dialect.keyOf(arg)}`));
      await this.#sendFrame({ op, args: some }, answers);
    }
  }

  /** Sends a frame and waits for what it asks for. */
  async #sendFrame(frame: { op: string; args: readonly unknown[] }, answers: readonly Promise<void>[]): Promise<void> {
    const all = Promise.all(answers);
    all.catch(() => undefined);
    await this.#turn();
    this.#sendText(JSON.stringify(frame));
    await all;
  }

  /** Waits for the rate limit. @throws BitgetError (not-sent) when the connection has ended meanwhile. */
  async #turn(): Promise<void> {
    await this.#limiter?.take();
    if (this.#closed) throw neverSent(this.#options.url, 'connection-cut', { says: this.#closed.reason });
  }

  #sendText(text: string): void {
    if (this.isOpen) this.#socket.send(text);
  }

  #receive(text: string): void {
    if (this.#closed) return;
    if (text === PONG) this.#pongs.resolve(PONG);
    else {
      const frame = parseFrame(text);
      if (this.#options.dialect.isPush(frame)) this.#options.onPush(frame);
      else if (this.#options.dialect.isEvent(frame)) this.#onEvent(frame);
      else this.#options.onUnreadable(`a message that cannot be read: ${text.slice(0, 120)}`);
    }
  }

  #onEvent({ event, arg, code, msg, op }: EventFrame<Arg>): void {
    const { keyOf } = this.#options.dialect;
    if (event !== 'error' && isSuccess(code)) {
      this.#acks.resolve(event === LOGIN ? LOGIN : `${event} ${arg ? keyOf(arg) : ''}`);
      return;
    }
    const error = refusedByBitget(`socket ${op ?? event}`, { code: String(code), msg: msg ?? '' });
    // An error that names no channel answers whatever was asked last; all that wait are told.
    if (!arg || !this.#acks.reject(`${op ?? 'subscribe'} ${keyOf(arg)}`, error)) this.#acks.rejectAll(error);
  }

  /** Pings at intervals: the exchange asks for it, and it finds dead connections. */
  #keepAlive(): void {
    this.#pingTimer = setInterval(() => {
      this.ping().catch((error: Error) => this.#end(error.message));
    }, this.#options.pingEveryMs);
  }

  #end(reason: string): void {
    if (this.#closed) return;
    this.#closed = { reason };
    clearInterval(this.#pingTimer);
    this.#socket.terminate();
    const error = lostAnswer(this.#options.url, 'connection-cut', { says: `the connection ended (${reason})` });
    this.#acks.rejectAll(error);
    this.#pongs.rejectAll(error);
    this.#onClosed?.(reason);
  }
}
