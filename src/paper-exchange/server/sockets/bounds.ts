/**
 * The bounds that sockets are held to, and the count of attempts to open one.
 * Invariant: where limits are off, only what protects the exchange itself is bounded: silence, session, buffer.
 */
import { SOCKET_LIMITS } from '../../../bitget/protocol/index.ts';
import type { PaperServerOptions } from '../options.ts';

export type SocketBounds = {
  /** Without a ping for this long a socket is cut; real time, as all times here. */
  readonly silenceMaxMs: number;
  /** However busy, a socket is cut after this long. */
  readonly sessionMaxMs: number;
  /** Bytes that may wait for a slow reader. */
  readonly sendBufferMax: number;
  readonly messagesPerSecondMax: number;
  readonly subscribesPerHourMax: number;
  /** Sockets that may be open at once. */
  readonly connectionsMax: number;
  /** Sockets that may be opened in five minutes. */
  readonly attemptsMax: number;
};

const SEND_BUFFER_MAX = 4 * 1_024 * 1_024;
const CONNECTIONS_MAX = 100;

type Given = Pick<
  PaperServerOptions,
  'rateLimits' | 'silenceMaxMs' | 'sessionMaxMs' | 'sendBufferMax' | 'subscribesPerHourMax'
>;

export function socketBounds(given: Given): SocketBounds {
  const limited = (max: number): number => (given.rateLimits === 'off' ? Number.POSITIVE_INFINITY : max);
  return {
    silenceMaxMs: given.silenceMaxMs ?? SOCKET_LIMITS.idleMaxMs,
    sessionMaxMs: given.sessionMaxMs ?? SOCKET_LIMITS.ageMaxMs,
    sendBufferMax: given.sendBufferMax ?? SEND_BUFFER_MAX,
    messagesPerSecondMax: limited(SOCKET_LIMITS.messagesPerSecond),
    subscribesPerHourMax: limited(given.subscribesPerHourMax ?? SOCKET_LIMITS.subscriptionsPerHour),
    connectionsMax: limited(CONNECTIONS_MAX),
    attemptsMax: limited(SOCKET_LIMITS.attemptsMax),
  };
}
