/**
 * Counts attempts to connect: the exchange refuses an address that tries too often.
 * Invariant: within any span no more attempts begin than are allowed; `shared` counts for every socket of the process.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { neverSent } from '../errors/index.ts';
import { SOCKET_LIMITS } from '../protocol/index.ts';
import { monotonicMs } from './monotonic.ts';
import { isLoopback } from './secure-url.ts';
import { Window, type WindowOptions } from './window.ts';

export class ConnectAttempts {
  readonly #window: Window;

  constructor(options: WindowOptions) {
    this.#window = new Window(options);
  }

  /** Resolves when the next attempt may begin; it then counts. @throws BitgetError (not-sent) when aborted meanwhile. */
  async turn(url: string, signal: AbortSignal): Promise<void> {
    for (let wait = this.#window.waitMs(); wait > 0; wait = this.#window.waitMs()) {
      try {
        await sleep(Math.ceil(wait), undefined, { signal });
      } catch (cause) {
        throw neverSent(url, 'closed', { says: 'closed while it waited for its turn to connect', cause });
      }
    }
    this.#window.depart();
  }
}

/** A little more than the exchange's span, for what the network squeezes together. */
const SPAN_MS = SOCKET_LIMITS.attemptsSpanMs + 1_000;

const shared = new ConnectAttempts({ count: SOCKET_LIMITS.attemptsMax, spanMs: SPAN_MS, now: monotonicMs });

/** What counts for a URL: nothing on this machine, one count over all else. */
export const attemptsFor = (url: URL): ConnectAttempts | undefined => (isLoopback(url) ? undefined : shared);
