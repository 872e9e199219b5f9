/**
 * The monitor of one run: meters that are told, gauges that are read, and the checks of /health.
 * Invariant: many readers at once cost one reading; a question to the exchange is bounded and never asked twice at a time.
 */
import { Registry } from '@prometheus-io/client';
import type { AlertReport, Checks, Monitor, Served } from '../../ports/index.ts';
import { allDown, checksOf, SILENT_AFTER_MS } from './checks.ts';
import { ExchangeMeters } from './exchange-meters.ts';
import { ProcessMeters } from './process-meters.ts';
import type { Build } from './process-metrics.ts';
import { createRunGauges, type Scrape } from './run-gauges.ts';
import type { RunReading } from './run-reading.ts';
import { ServedMeters } from './served-meters.ts';
import { within } from './within.ts';

const PROBE_TIMEOUT_MS = 5_000;

export type RunMonitorOptions = {
  readonly build: Build;
  readonly read: () => Promise<RunReading>;
  /** Any signed question to the exchange: it is asked when nothing was heard of it lately. */
  readonly probe: () => Promise<unknown>;
  /** True where the services measure what they answer themselves. */
  readonly areServicesApart?: boolean;
  /** What became of the alerts; unless given, nobody is told. */
  readonly alerts?: (() => AlertReport) | undefined;
};

export class RunMonitor implements Monitor {
  readonly exchange: ExchangeMeters;
  readonly process: ProcessMeters;
  readonly #options: RunMonitorOptions;
  readonly #served: ServedMeters | undefined;
  readonly #registry = new Registry();
  readonly #setGauges: (scrape: Scrape) => void;
  #probing: Promise<void> | undefined;
  #scraping: Promise<{ readonly contentType: string; readonly text: string }> | undefined;

  constructor(options: RunMonitorOptions) {
    this.#options = options;
    this.exchange = new ExchangeMeters(this.#registry);
    this.process = new ProcessMeters(this.#registry, options.build);
    this.#served = options.areServicesApart ? undefined : new ServedMeters(this.#registry);
    this.#setGauges = createRunGauges(this.#registry);
  }

  async checks(): Promise<Checks> {
    await this.#hearOfExchange();
    try {
      return this.#check(await this.#options.read());
    } catch (error) {
      return allDown(`the run cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  metrics(): Promise<{ readonly contentType: string; readonly text: string }> {
    this.#scraping ??= this.#scrape().finally(() => {
      this.#scraping = undefined;
    });
    return this.#scraping;
  }

  async alerts(): Promise<AlertReport> {
    return this.#options.alerts?.() ?? { channels: [], deliveries: [] };
  }

  onServed(served: Served): void {
    this.#served?.onServed(served);
  }

  async #scrape(): Promise<{ readonly contentType: string; readonly text: string }> {
    const reading = await this.#options.read();
    const { successRatio: orderSuccess } = this.exchange;
    this.#setGauges({ ...reading, checks: this.#check(reading), orderSuccess });
    return { contentType: this.#registry.contentType, text: await this.#registry.metrics() };
  }

  #check(reading: RunReading): Checks {
    return checksOf(reading, { ...this.exchange.ages(), isPrivateUp: this.exchange.isUp('private') });
  }

  /** Asks something signed when the last good answer to such is old, so that what is said of signing is true now. */
  async #hearOfExchange(): Promise<void> {
    const { signedOkMs } = this.exchange.ages();
    if (signedOkMs !== undefined && signedOkMs < SILENT_AFTER_MS / 2) return;
    this.#probing ??= within(this.#options.probe(), PROBE_TIMEOUT_MS).finally(() => {
      this.#probing = undefined;
    });
    await this.#probing;
  }
}
