/**
 * Counts and times what is asked of the exchange and pushed by it: requests, sockets, gaps.
 * Invariant: labels are names of endpoints, kinds and streams; no symbol of a request, no text of an answer.
 */
import type { Registry } from '@prometheus-io/client';
import { createUpstreamMetrics } from './exchange-metrics.ts';

const MS = 1_000;

export type Stream = 'public' | 'private';

/** Elapsed time since some moment, never falling. */
export const elapsedMs = (): number => performance.now();

/** Milliseconds since `at`; undefined where it never was. */
export const sinceMs = (at: number | undefined): number | undefined =>
  at === undefined ? undefined : elapsedMs() - at;

export class UpstreamMeters {
  readonly #metrics;
  readonly #open = new Map<string, boolean>();
  #answeredAt: number | undefined;

  /** @param streams that there are. */
  constructor(registry: Registry, streams: readonly Stream[]) {
    this.#metrics = createUpstreamMetrics(registry);
    for (const stream of streams) {
      this.#metrics.reconnects.inc({ stream }, 0);
      this.#metrics.renewals.inc({ stream }, 0);
      this.#metrics.gaps.inc({ stream }, 0);
      this.#metrics.socketsUp.set({ stream }, 0);
    }
  }

  /** Since anything was answered; undefined before that. */
  get answeredMs(): number | undefined {
    return sinceMs(this.#answeredAt);
  }

  /** Undefined before the first word of the stream's socket. */
  isUp(stream: Stream): boolean | undefined {
    return this.#open.get(stream);
  }

  onExchange(endpoint: string, tookMs: number, isAnswered: boolean): void {
    this.#metrics.responses.observe({ endpoint }, tookMs / MS);
    if (isAnswered) this.#answeredAt = elapsedMs();
  }

  onOutcome(endpoint: string, outcome: string, _isSigned: boolean): void {
    this.#metrics.calls.inc({ endpoint, outcome });
  }

  onSocket(url: string, state: 'up' | 'down' | 'renewed'): void {
    const stream: Stream = url.includes('private') ? 'private' : 'public';
    if (state === 'renewed') return this.#metrics.renewals.inc({ stream });
    this.#setUp(stream, state === 'up');
    if (state === 'down') this.#metrics.reconnects.inc({ stream });
  }

  /** The socket was closed on purpose. */
  onLeft(stream: Stream): void {
    this.#setUp(stream, false);
  }

  onGap(stream: Stream): void {
    this.#metrics.gaps.inc({ stream });
  }

  #setUp(stream: Stream, isUp: boolean): void {
    this.#open.set(stream, isUp);
    this.#metrics.socketsUp.set({ stream }, isUp ? 1 : 0);
  }
}
