/**
 * A WebSocket to Bitget that stays up: login, subscriptions, reconnect, and renewal before the exchange cuts it.
 * Invariant: one connection at a time is handed on from; in a renewal the old one is left only when the fresh one has
 * every subscription and all that was sent before has arrived.
 */
import { InvalidInput, TradingError } from '../../domain/index.ts';
import { type EventFrame, SOCKET_LIMITS } from '../protocol/index.ts';
import { attemptsFor, type ConnectAttempts } from './connect-attempts.ts';
import { Connection, type ConnectionOptions, type SocketRequest } from './connection.ts';
import { Inlet } from './inlet.ts';
import { parseFrame } from './parse-frame.ts';
import { secureUrl } from './secure-url.ts';
import type { BitgetSocket, BitgetSocketOptions, DialectOptions, SocketState } from './socket-options.ts';
import { type SubscriptionOp, subscriptionFrames } from './subscription-frames.ts';

type Link<Arg> = {
  readonly connection: Connection<Arg>;
  readonly inlet: Inlet<Parameters<BitgetSocketOptions<Arg>['onPush']>[0]>;
};

const BACKOFF_MAX_MS = 30_000;
const RENEW_EVERY_MS = SOCKET_LIMITS.ageMaxMs - 3_600_000;
/** Sockets that were opened together are renewed apart: up to this share of the interval earlier. */
const RENEW_SPREAD = 0.02;

export class ReconnectingSocket<Arg> implements BitgetSocket<Arg> {
  readonly #options: DialectOptions<Arg>;
  readonly #attempts: ConnectAttempts | undefined;
  readonly #subscriptions = new Map<string, Arg>();
  readonly #stop = new AbortController();
  /** Connections that were left and still wait for answers. */
  readonly #leaving = new Set<Connection<Arg>>();
  #link: Link<Arg> | undefined;
  #replacing: Promise<void> | undefined;
  #retryTimer: NodeJS.Timeout | undefined;
  #renewTimer: NodeJS.Timeout | undefined;

  constructor(options: DialectOptions<Arg>) {
    const url = secureUrl(options.url);
    this.#options = options;
    this.#attempts = options.attempts ?? attemptsFor(url);
  }

  async connect(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    signal.addEventListener('abort', () => void this.close(), { once: true });
    this.#take(await this.#dial(false));
    this.#tell('up');
  }

  async subscribe(args: readonly Arg[]): Promise<void> {
    const { keyOf } = this.#options.dialect;
    const added = args.filter((arg) => !this.#subscriptions.has(keyOf(arg)));
    if (this.#subscriptions.size + added.length > SOCKET_LIMITS.channelsMax) {
      throw new InvalidInput('subscriptions', args.length, `at most ${SOCKET_LIMITS.channelsMax} on one socket`);
    }
    for (const arg of args) this.#subscriptions.set(keyOf(arg), arg);
    try {
      await this.#change('subscribe', args);
    } catch (error) {
      for (const arg of added) this.#subscriptions.delete(keyOf(arg));
      throw error;
    }
  }

  async unsubscribe(args: readonly Arg[]): Promise<void> {
    for (const arg of args) this.#subscriptions.delete(this.#options.dialect.keyOf(arg));
    await this.#change('unsubscribe', args);
  }

  async renew(args: readonly Arg[]): Promise<void> {
    const link = this.#link;
    if (!link?.connection.isOpen) return;
    try {
      await this.#change('unsubscribe', args, 2);
      // A fresh connection that has taken over meanwhile has begun with new snapshots.
      if (this.#link === link) await this.#change('subscribe', args);
    } catch (error) {
      link.connection.abandon(`a subscription could not be renewed: ${(error as Error).message}`);
    }
  }

  request(request: SocketRequest): Promise<EventFrame<Arg>> {
    const link = this.#link;
    return link?.connection.isOpen ? link.connection.request(request) : Promise.reject(this.#isDown());
  }

  async settle(): Promise<void> {
    for (;;) {
      const link = this.#up();
      await link.connection.ping();
      // What came in with a connection that has been left meanwhile was handed on by its successor, or is about to be.
      if (link === this.#link) return;
    }
  }

  async close(): Promise<void> {
    this.#stop.abort();
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#renewTimer);
    await Promise.all([this.#link?.connection.close(), ...[...this.#leaving].map((connection) => connection.close())]);
  }

  get #isClosed(): boolean {
    return this.#stop.signal.aborted;
  }

  #up(): Link<Arg> {
    if (this.#link?.connection.isOpen) return this.#link;
    throw this.#isDown();
  }

  #isDown(): TradingError {
    return new TradingError('socket-down', `${this.#options.url}: the socket is not connected`, {
      outcome: 'not-sent',
    });
  }

  /** @param share how many changes of this size must still fit into the hour */
  async #change(op: SubscriptionOp, args: readonly Arg[], share = 1): Promise<void> {
    await this.#replacing?.catch(() => undefined);
    const { connection } = this.#up();
    const frames = subscriptionFrames(op, args).length;
    // The fresh connection subscribes what is wanted by now, and nothing else.
    if (connection.hasRoomFor(frames * share)) await connection.change(op, args);
    else await this.#replace();
  }

  /** A connection with all subscriptions; while `isHeld`, what it brings waits. */
  async #dial(isHeld: boolean): Promise<Link<Arg>> {
    await this.#attempts?.turn(this.#options.url, this.#stop.signal);
    const inlet: Link<Arg>['inlet'] = new Inlet((push) => this.#options.onPush(push), isHeld);
    const onUnreadable = (reason: string): void => {
      if (!inlet.isLeft) this.#options.onGap(reason);
    };
    const onPush = (push: Parameters<typeof inlet.receive>[0]): void => inlet.receive(push);
    const connection = await Connection.open(connectionOptions(this.#options, { onPush, onUnreadable }));
    try {
      if (this.#isClosed) throw this.#isDown();
      await connection.change('subscribe', [...this.#subscriptions.values()]);
      if (this.#isClosed) throw this.#isDown();
    } catch (error) {
      inlet.leave();
      await connection.close();
      throw error;
    }
    return { connection, inlet };
  }

  #take(link: Link<Arg>): void {
    clearTimeout(this.#retryTimer);
    this.#link = link;
    const age = (this.#options.renewEveryMs ?? RENEW_EVERY_MS) * (1 - RENEW_SPREAD * this.#options.random());
    this.#renewIn(age, 0);
    link.connection.onClosed((reason) => {
      if (this.#link !== link) return;
      this.#tell('down');
      this.#retry(reason, 0);
    });
  }

  #tell(state: SocketState): void {
    this.#options.onState?.(this.#options.url, state);
  }

  #waitMs(attempt: number): number {
    const full = Math.min((this.#options.backoffMs ?? 500) * 2 ** attempt, BACKOFF_MAX_MS);
    return full * (0.5 + this.#options.random() / 2);
  }

  #retry(reason: string, attempt: number): void {
    if (this.#isClosed) return;
    clearTimeout(this.#renewTimer);
    this.#retryTimer = setTimeout(() => void this.#reopen(reason, attempt), this.#waitMs(attempt));
  }

  async #reopen(reason: string, attempt: number): Promise<void> {
    let link: Link<Arg>;
    try {
      link = await this.#dial(false);
    } catch {
      // A renewal may have brought a connection meanwhile.
      if (!this.#link?.connection.isOpen) this.#retry(reason, attempt + 1);
      return;
    }
    if (this.#link?.connection.isOpen) {
      link.inlet.leave();
      await link.connection.close();
      return;
    }
    this.#take(link);
    this.#tell('up');
    this.#options.onGap(reason);
  }

  #renewIn(delayMs: number, attempt: number): void {
    clearTimeout(this.#renewTimer);
    this.#renewTimer = setTimeout(() => {
      this.#replace().catch(() => {
        if (this.#link?.connection.isOpen && !this.#isClosed) this.#renewIn(this.#waitMs(attempt), attempt + 1);
      });
    }, delayMs);
  }

  /** Lets a fresh connection take over; who comes while one does shares it. @throws BitgetError: the old one stays. */
  #replace(): Promise<void> {
    this.#replacing ??= this.#handOver().finally(() => {
      this.#replacing = undefined;
    });
    return this.#replacing;
  }

  async #handOver(): Promise<void> {
    const old = this.#up();
    const fresh = await this.#dial(true);
    // The pong follows all that the exchange had sent on the old connection when the fresh one was subscribed.
    const isWhole = await old.connection.ping().then(
      () => true,
      () => false,
    );
    if (this.#isClosed || this.#link !== old || fresh.inlet.isOverfull || !fresh.connection.isOpen) {
      fresh.inlet.leave();
      await fresh.connection.close();
      throw this.#isDown();
    }
    old.inlet.leave();
    this.#take(fresh);
    fresh.inlet.release();
    this.#leave(old.connection);
    this.#tell('renewed');
    if (isWhole) this.#options.onRenewed?.();
    else this.#options.onGap('the connection was lost while it was renewed');
  }

  #leave(connection: Connection<Arg>): void {
    this.#leaving.add(connection);
    void connection.retire().finally(() => this.#leaving.delete(connection));
  }
}

const connectionOptions = <Arg>(
  options: DialectOptions<Arg>,
  listeners: Pick<ConnectionOptions<Arg>, 'onPush' | 'onUnreadable'>,
): ConnectionOptions<Arg> => ({
  dialect: options.dialect,
  url: options.url,
  credentials: options.credentials,
  clock: options.clock,
  readFrame: options.readFrame ?? parseFrame,
  timeoutMs: options.timeoutMs ?? 10_000,
  pingEveryMs: options.pingEveryMs ?? 25_000,
  messagesPerSecond: options.messagesPerSecond ?? SOCKET_LIMITS.messagesPerSecond,
  subscriptionsPerHour: options.subscriptionsPerHour ?? SOCKET_LIMITS.subscriptionsPerHour,
  silenceMaxMs: options.silenceMaxMs ?? Number.POSITIVE_INFINITY,
  ...listeners,
});
