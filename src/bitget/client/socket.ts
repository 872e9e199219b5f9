/**
 * A WebSocket to Bitget that stays up: login, subscriptions, ping, watchdog, reconnect, resubscribe.
 * Invariant: after every reconnect all subscriptions are up again before `onGap` tells of it; a message is handed on in
 * the order of its arrival.
 */
import { TradingError } from '../../domain/index.ts';
import type { Clock } from '../../ports/index.ts';
import { type ChannelArg, CLASSIC, type Dialect, type PushFrame } from '../protocol/index.ts';
import type { Credentials } from '../signing/index.ts';
import { Connection, type ConnectionOptions } from './connection.ts';
import { secureUrl } from './secure-url.ts';

export type BitgetSocketOptions<Arg = ChannelArg> = {
  /** Such as wss://ws.bitget.com/v2/ws/public. */
  readonly url: string;
  /** Present: logs in after connecting. */
  readonly credentials?: Credentials | undefined;
  /** The exchange's time, for the login. */
  readonly clock: Clock;
  /** Uniform in [0, 1): spreads reconnects. */
  readonly random: () => number;
  readonly onPush: (push: PushFrame<Arg>) => void;
  /** The connection was lost and is up again, or a message could not be read: something may be missing. */
  readonly onGap: (reason: string) => void;
  /** For every wait: connect, login, subscribe, pong. Default 10 000. */
  readonly timeoutMs?: number;
  /** Default 25 000; the exchange cuts a connection after 120 000 without one. */
  readonly pingEveryMs?: number;
  /** Default 10, what the exchange allows; Infinity for an exchange that sets no limit. */
  readonly messagesPerSecond?: number;
  /** The first wait before reconnecting, doubled each time up to 30 s. Default 500. */
  readonly backoffMs?: number;
};

export interface BitgetSocket<Arg = ChannelArg> {
  /** Resolves when connected and logged in. @throws BitgetError. Aborting the signal closes for good. */
  connect(signal: AbortSignal): Promise<void>;
  /** Resolves when every subscription is acknowledged. @throws BitgetError when one is refused. */
  subscribe(args: readonly Arg[]): Promise<void>;
  unsubscribe(args: readonly Arg[]): Promise<void>;
  /** Subscribes anew what is subscribed, for a new snapshot; where that fails, the whole connection is renewed. */
  renew(args: readonly Arg[]): Promise<void>;
  /** Resolves when all that the exchange had sent before this call has been handed on. @throws BitgetError. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** A socket of the Classic API. @throws InvalidInput for a URL that is plain text to another machine. */
export const createBitgetSocket = (options: BitgetSocketOptions): BitgetSocket =>
  new ReconnectingSocket({ ...options, dialect: CLASSIC });

/** A socket of the family that writes its subscriptions in `dialect`. */
export const createSocket = <Arg>(options: DialectOptions<Arg>): BitgetSocket<Arg> => new ReconnectingSocket(options);

type DialectOptions<Arg> = BitgetSocketOptions<Arg> & { readonly dialect: Dialect<Arg> };

const BACKOFF_MAX_MS = 30_000;

class ReconnectingSocket<Arg> implements BitgetSocket<Arg> {
  readonly #options: DialectOptions<Arg>;
  readonly #subscriptions = new Map<string, Arg>();
  #connection: Connection<Arg> | undefined;
  #isClosed = false;
  #retryTimer: NodeJS.Timeout | undefined;

  constructor(options: DialectOptions<Arg>) {
    secureUrl(options.url);
    this.#options = options;
  }

  async connect(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    signal.addEventListener('abort', () => void this.close(), { once: true });
    await this.#open();
  }

  async subscribe(args: readonly Arg[]): Promise<void> {
    for (const arg of args) this.#subscriptions.set(this.#options.dialect.keyOf(arg), arg);
    try {
      await this.#up().subscribe(args);
    } catch (error) {
      for (const arg of args) this.#subscriptions.delete(this.#options.dialect.keyOf(arg));
      throw error;
    }
  }

  async unsubscribe(args: readonly Arg[]): Promise<void> {
    for (const arg of args) this.#subscriptions.delete(this.#options.dialect.keyOf(arg));
    await this.#up().unsubscribe(args);
  }

  async renew(args: readonly Arg[]): Promise<void> {
    const connection = this.#connection;
    if (!connection?.isOpen) return;
    try {
      await connection.unsubscribe(args);
      await connection.subscribe(args);
    } catch (error) {
      connection.abandon(`a subscription could not be renewed: ${(error as Error).message}`);
    }
  }

  async settle(): Promise<void> {
    await this.#up().ping();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#retryTimer);
    await this.#connection?.close();
  }

  #up(): Connection<Arg> {
    if (this.#connection?.isOpen) return this.#connection;
    throw new TradingError('socket-down', `${this.#options.url}: the socket is not connected`, { outcome: 'not-sent' });
  }

  /** Opens a connection with all subscriptions and takes it into use. */
  async #open(): Promise<void> {
    const connection = await Connection.open(this.#connectionOptions());
    try {
      await connection.subscribe([...this.#subscriptions.values()]);
    } catch (error) {
      await connection.close();
      throw error;
    }
    if (this.#isClosed) return connection.close();
    this.#connection = connection;
    connection.onClosed((reason) => this.#retry(reason, 0));
  }

  #retry(reason: string, attempt: number): void {
    if (this.#isClosed) return;
    const full = Math.min((this.#options.backoffMs ?? 500) * 2 ** attempt, BACKOFF_MAX_MS);
    const waitMs = full * (0.5 + this.#options.random() / 2);
    this.#retryTimer = setTimeout(() => void this.#reopen(reason, attempt), waitMs);
  }

  async #reopen(reason: string, attempt: number): Promise<void> {
    try {
      await this.#open();
    } catch {
      return this.#retry(reason, attempt + 1);
    }
    if (!this.#isClosed) this.#options.onGap(reason);
  }

  #connectionOptions(): ConnectionOptions<Arg> {
    const { dialect, url, credentials, clock, onPush, onGap } = this.#options;
    return {
      dialect,
      url,
      credentials,
      clock,
      onPush,
      onUnreadable: onGap,
      timeoutMs: this.#options.timeoutMs ?? 10_000,
      pingEveryMs: this.#options.pingEveryMs ?? 25_000,
      messagesPerSecond: this.#options.messagesPerSecond ?? 10,
    };
  }
}
