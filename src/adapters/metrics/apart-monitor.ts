/**
 * The monitor of a run as its services see it from another thread.
 * Invariant: a run that does not answer is down, and said to be; nobody waits for it longer than a bounded time.
 */
import { Gauge, Registry } from '@prometheus-io/client';
import type { AlertReport, Looked, Monitor, Served } from '../../ports/index.ts';
import { allDown } from './checks.ts';
import { ServedMeters } from './served-meters.ts';

const ANSWER_TIMEOUT_MS = 6_000;
const SILENT_AFTER_MS = 5_000;
/** Whoever asks within this time of another one hears the same. */
const LOOKED_FOR_MS = 200;

export type ApartMonitorOptions = {
  readonly run: Omit<Monitor, 'onServed'>;
  /** Real time since the run was heard of. */
  readonly silentMs: () => number;
};

export class ApartMonitor implements Monitor {
  readonly #options: ApartMonitorOptions;
  readonly #registry = new Registry();
  readonly #served: ServedMeters;
  #looked: { readonly atMs: number; readonly checks: Promise<Looked> } | undefined;
  #scraping: ReturnType<Monitor['metrics']> | undefined;

  constructor(options: ApartMonitorOptions) {
    this.#options = options;
    this.#served = new ServedMeters(this.#registry);
    new Gauge({
      name: 'viper_engine_silent_seconds',
      help: 'How long the services have heard nothing of the engine; it speaks ten times a second.',
      registers: [this.#registry],
      collect() {
        this.set(options.silentMs() / 1_000);
      },
    });
  }

  checks(): Promise<Looked> {
    const nowMs = performance.now();
    if (this.#looked && nowMs - this.#looked.atMs < LOOKED_FOR_MS) return this.#looked.checks;
    const checks = this.#asked((run) => run.checks()).then((found) => found ?? allDown(this.#silence()));
    this.#looked = { atMs: nowMs, checks };
    return checks;
  }

  /** Those of the services alone where the run does not answer. */
  metrics(): ReturnType<Monitor['metrics']> {
    this.#scraping ??= this.#scrape().finally(() => {
      this.#scraping = undefined;
    });
    return this.#scraping;
  }

  async alerts(): Promise<AlertReport> {
    return this.#options.run.alerts();
  }

  onServed(served: Served): void {
    this.#served.onServed(served);
  }

  async #scrape(): ReturnType<Monitor['metrics']> {
    const [run, own] = await Promise.all([this.#asked((run) => run.metrics()), this.#registry.metrics()]);
    return { contentType: this.#registry.contentType, text: run === undefined ? own : `${run.text}\n${own}` };
  }

  /** Undefined where the run has not answered in time. */
  async #asked<T>(ask: (run: ApartMonitorOptions['run']) => Promise<T>): Promise<T | undefined> {
    if (this.#options.silentMs() > SILENT_AFTER_MS) return undefined;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), ANSWER_TIMEOUT_MS);
    });
    try {
      return await Promise.race([ask(this.#options.run), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  #silence(): string {
    return `the engine has not answered; it was last heard of ${(this.#options.silentMs() / 1_000).toFixed(1)} s ago`;
  }
}
