/**
 * The monitor of a service of public data without a run.
 * Invariant: a question to the exchange is bounded and never asked twice at a time; it is asked when nothing was heard lately.
 */
import { Registry } from '@prometheus-io/client';
import type { AlertReport, Check, Monitor, PublicCheckName, Served } from '../../ports/index.ts';
import { SILENT_AFTER_MS } from './checks.ts';
import { type Build, measureProcess } from './process-metrics.ts';
import { type CacheReading, type PublicReading, publicChecksOf } from './public-checks.ts';
import { createPublicGauges, type PublicScrape } from './public-gauges.ts';
import { ServedMeters } from './served-meters.ts';
import { elapsedMs, sinceMs, UpstreamMeters } from './upstream-meters.ts';
import { within } from './within.ts';

const PROBE_TIMEOUT_MS = 5_000;
/** Clocks drift slowly. */
const CLOCK_EVERY_MS = 300_000;

export type PublicMonitorOptions = {
  readonly build: Build;
  readonly rest: () => PublicScrape['rest'] & { readonly clockOffsetMs: number };
  readonly cache: () => CacheReading;
  readonly books: () => PublicScrape['books'];
  /** Asks the exchange for its time and compares it with ours. */
  readonly measureClock: () => Promise<void>;
};

export class PublicMonitor implements Monitor {
  readonly upstream: UpstreamMeters;
  readonly #options: PublicMonitorOptions;
  readonly #registry = new Registry();
  readonly #served: ServedMeters;
  readonly #setGauges: (scrape: PublicScrape) => void;
  #probing: Promise<void> | undefined;
  #measuredAt: number | undefined;

  constructor(options: PublicMonitorOptions) {
    this.#options = options;
    this.upstream = new UpstreamMeters(this.#registry, ['public']);
    measureProcess(this.#registry, options.build);
    this.#served = new ServedMeters(this.#registry);
    this.#setGauges = createPublicGauges(this.#registry);
  }

  async checks(): Promise<Readonly<Record<PublicCheckName, Check>>> {
    await this.#hearOfExchange();
    return publicChecksOf(this.#read());
  }

  async metrics(): Promise<{ readonly contentType: string; readonly text: string }> {
    const { rest, books } = this.#options;
    const reading = this.#read();
    this.#setGauges({ ...reading, checks: publicChecksOf(reading), rest: rest(), books: books() });
    return { contentType: this.#registry.contentType, text: await this.#registry.metrics() };
  }

  /** A service without a run tells nobody anything. */
  async alerts(): Promise<AlertReport> {
    return { channels: [], deliveries: [] };
  }

  onServed(served: Served): void {
    this.#served.onServed(served);
  }

  #read(): PublicReading {
    const { rest, cache } = this.#options;
    const measuredMs = sinceMs(this.#measuredAt);
    return {
      answeredMs: this.upstream.answeredMs,
      clock: measuredMs === undefined ? undefined : { offsetMs: rest().clockOffsetMs, measuredMs },
      cache: cache(),
    };
  }

  async #hearOfExchange(): Promise<void> {
    const { answeredMs } = this.upstream;
    const isHeard = answeredMs !== undefined && answeredMs < SILENT_AFTER_MS / 2;
    const clockMs = sinceMs(this.#measuredAt);
    if (isHeard && clockMs !== undefined && clockMs < CLOCK_EVERY_MS) return;
    this.#probing ??= within(this.#measure(), PROBE_TIMEOUT_MS).finally(() => {
      this.#probing = undefined;
    });
    await this.#probing;
  }

  async #measure(): Promise<void> {
    await this.#options.measureClock();
    this.#measuredAt = elapsedMs();
  }
}
