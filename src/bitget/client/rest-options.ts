/**
 * What a REST client is told, and what follows from where the exchange is.
 * Invariant: the limits of an address and the circuit hold for exchanges of others; one on this machine has neither,
 * unless it is asked for.
 */
import type { Clock } from '../../ports/index.ts';
import type { Credentials } from '../signing/index.ts';
import type { CircuitOptions } from './circuit.ts';
import { monotonicMs } from './monotonic.ts';
import type { PacingOptions } from './pacing.ts';
import { isLoopback } from './secure-url.ts';

export type BitgetRestOptions = {
  /** Such as https://api.bitget.com; plain http only to this machine, such as http://127.0.0.1:4000. */
  readonly baseUrl: string;
  /** Absent: public endpoints only. */
  readonly credentials?: Credentials | undefined;
  readonly clock: Clock;
  /** Sends every request to the demo environment of the same host. */
  readonly isDemoTrading?: boolean;
  /** From handing the request to the network until the whole answer is read; default 5000. */
  readonly timeoutMs?: number;
  /** Attempts for calls that may be repeated; default 3. */
  readonly attemptsMax?: number;
  /** The wait before the second attempt, doubled up to ten times itself; default 200. */
  readonly retryWaitMs?: number;
  /** Connections kept open; default 4. */
  readonly connections?: number;
  /** The longest wait of an order for the rate limits; a query waits up to six times as long. After it, the call is not sent. Default 10 000. */
  readonly paceMaxMs?: number;
  /** Multiplies the documented limits: for higher account tiers, or an exchange that sets none. Default 1. */
  readonly limitFactor?: number;
  /** Our own cap over all endpoints; calls that lower a risk are exempt. Default: none. */
  readonly requestsPerSecondMax?: number;
  /** The limit of the address over all endpoints. Default 6000, and none for an exchange on this machine. */
  readonly requestsPerMinuteMax?: number;
  /**
   * When to stop asking a host that does not answer; calls that lower a risk are always tried. Default: after 5 failures
   * for 60 seconds, and never for an exchange on this machine.
   */
  readonly circuit?: Omit<CircuitOptions, 'now'>;
};

/** The wait before the second attempt. */
export const RETRY_WAIT_MS = 200;
const PACE_MAX_MS = 10_000;
const PER_MINUTE_MAX = 6_000;
const CIRCUIT = { failuresMax: 5, openMs: 60_000 };

export const pacingOf = (options: BitgetRestOptions, url: URL): PacingOptions => ({
  limitFactor: options.limitFactor ?? 1,
  perMinuteMax: options.requestsPerMinuteMax ?? (isLoopback(url) ? undefined : PER_MINUTE_MAX),
  perSecondMax: options.requestsPerSecondMax,
  patienceMs: options.paceMaxMs ?? PACE_MAX_MS,
  backOffMs: (options.retryWaitMs ?? RETRY_WAIT_MS) * 5,
  now: monotonicMs,
});

/** Undefined: the host is asked whatever happens. */
export function circuitOf(options: BitgetRestOptions, url: URL): CircuitOptions | undefined {
  const circuit = options.circuit ?? (isLoopback(url) ? undefined : CIRCUIT);
  return circuit && { ...circuit, now: monotonicMs };
}
