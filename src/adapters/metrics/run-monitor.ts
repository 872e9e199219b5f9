/**
 * The monitor of one run: meters that are told, gauges that are read, and the checks of /health.
 * Invariant: many readers at once cost one reading; a question to the exchange is bounded and never asked twice at a time.
 */
import { Registry } from '@prometheus-io/client';
import type { Check, CheckName, Checks, Monitor, Served } from '../../ports/index.ts';
import { CHECK_NAMES } from '../../ports/index.ts';
import { checksOf, SILENT_AFTER_MS } from './checks.ts';
import { ExchangeMeters } from './exchange-meters.ts';
import { type Build, ProcessMeters } from './process-meters.ts';
import { createRunGauges, type Scrape } from './run-gauges.ts';
import type { RunReading } from './run-reading.ts';

const PROBE_TIMEOUT_MS = 5_000;

export type RunMonitorOptions = {
  readonly build: Build;
  readonly read: () => Promise<RunReading>;
  /** Any signed question to the exchange: it is asked when nothing was heard of it lately. */
  readonly probe: () => Promise<unknown>;
};

export class RunMonitor implements Monitor {
  readonly exchange: ExchangeMeters;
  readonly process: ProcessMeters;
  readonly #options: RunMonitorOptions;
  readonly #registry = new Registry();
  readonly #setGauges: (scrape: Scrape) => void;
  #probing: Promise<void> | undefined;
  #scraping: Promise<{ readonly contentType: string; readonly text: string }> | undefined;

  constructor(options: RunMonitorOptions) {
    this.#options = options;
    this.exchange = new ExchangeMeters(this.#registry);
    this.process = new ProcessMeters(this.#registry, options.build);
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

  onServed(served: Served): void {
    this.process.onServed(served);
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

/** Resolves when the question was answered in whatever way, or after the time-out: the meters have seen the rest. */
async function within(asking: Promise<unknown>, timeoutMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMs);
  });
  await Promise.race([asking.catch(() => undefined), late]);
  clearTimeout(timer);
}

function allDown(reason: string): Checks {
  const check: Check = { status: 'down', reason };
  return Object.fromEntries(CHECK_NAMES.map((name) => [name, check])) as Record<CheckName, Check>;
}
