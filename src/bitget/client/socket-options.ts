/**
 * What a WebSocket to Bitget that stays up promises, and how it is set.
 * Invariant: after every reconnect all subscriptions are up again before `onGap` tells of it; a message is handed on in
 * the order of its arrival; a renewal loses nothing.
 */
import type { Clock } from '../../ports/index.ts';
import type { ChannelArg, Dialect, EventFrame, PushFrame } from '../protocol/index.ts';
import type { Credentials } from '../signing/index.ts';
import type { ConnectAttempts } from './connect-attempts.ts';
import type { SocketRequest } from './connection.ts';

/** `up`: connected, logged in where it has to be, and subscribed; `down`: lost; `renewed`: another took over without a gap. */
export type SocketState = 'up' | 'down' | 'renewed';

export type BitgetSocketOptions<Arg = ChannelArg> = {
  /** Such as wss://ws.bitget.com/v2/ws/public. */
  readonly url: string;
  /** Present: logs in after connecting. */
  readonly credentials?: Credentials | undefined;
  /** The exchange's time, for the login. */
  readonly clock: Clock;
  /** Uniform in [0, 1): spreads reconnects and renewals. */
  readonly random: () => number;
  /** Reads the text of a frame; undefined for what is none. Default: as JSON, with sequence numbers as text. */
  readonly readFrame?: (text: string) => unknown;
  readonly onPush: (push: PushFrame<Arg>) => void;
  /** The connection was lost and is up again, or a message could not be read: something may be missing. */
  readonly onGap: (reason: string) => void;
  /** Another connection has taken over without a gap: what both have told comes twice. */
  readonly onRenewed?: () => void;
  /** Told of every change of the connection, with the socket's address; for people who watch. */
  readonly onState?: ((url: string, state: SocketState) => void) | undefined;
  /** For every wait: connect, login, subscribe, pong, answer. Default 10 000. */
  readonly timeoutMs?: number;
  /** Default 25 000; the exchange cuts a connection after 120 000 without one. */
  readonly pingEveryMs?: number;
  /** Default 10, what the exchange allows; Infinity for an exchange that sets no limit. */
  readonly messagesPerSecond?: number;
  /** Subscribe and unsubscribe frames of one connection; default 240. Beyond them a fresh connection takes over. */
  readonly subscriptionsPerHour?: number;
  /** The first wait before reconnecting, doubled each time up to 30 s. Default 500. */
  readonly backoffMs?: number;
  /** The age at which a fresh connection takes over; default 23 h, an hour before the exchange would cut. */
  readonly renewEveryMs?: number;
  /** Ends a connection that answers pings and pushes nothing for this long. Default: never. */
  readonly silenceMaxMs?: number;
  /** Counts attempts to connect. Default: one count for all sockets of the process, none for this machine. */
  readonly attempts?: ConnectAttempts | undefined;
};

/** What the owner of a venue or feed may set of its socket. */
export type SocketSettings = Partial<
  Pick<BitgetSocketOptions, 'timeoutMs' | 'messagesPerSecond' | 'renewEveryMs' | 'attempts' | 'onState'>
>;

/** The settings among other options, without those that are not set. */
export function socketSettings(options: SocketSettings): SocketSettings {
  const { timeoutMs, messagesPerSecond, renewEveryMs, attempts, onState } = options;
  return {
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(messagesPerSecond !== undefined && { messagesPerSecond }),
    ...(renewEveryMs !== undefined && { renewEveryMs }),
    ...(attempts !== undefined && { attempts }),
    ...(onState !== undefined && { onState }),
  };
}

export interface BitgetSocket<Arg = ChannelArg> {
  /** Resolves when connected and logged in. @throws BitgetError. Aborting the signal closes for good. */
  connect(signal: AbortSignal): Promise<void>;
  /** Resolves when every subscription is acknowledged. @throws BitgetError when one is refused; InvalidInput. */
  subscribe(args: readonly Arg[]): Promise<void>;
  unsubscribe(args: readonly Arg[]): Promise<void>;
  /** Subscribes anew what is subscribed, for a new snapshot; where that fails, the whole connection is renewed. */
  renew(args: readonly Arg[]): Promise<void>;
  /** Sends once. @throws BitgetError that says whether it was carried out; nothing is sent again by itself. */
  request(request: SocketRequest): Promise<EventFrame<Arg>>;
  /** Resolves when all that the exchange had sent before this call has been handed on. @throws BitgetError. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

export type DialectOptions<Arg> = BitgetSocketOptions<Arg> & { readonly dialect: Dialect<Arg> };
