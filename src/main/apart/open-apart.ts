/**
 * Opens the services on a thread of their own, keeps their mirror of the engine up to date, and starts them anew should
 * they fall.
 * Invariant: trading never waits for the services; what they are told is bounded, and a thread that does not take it is
 * ended.
 */
import { extname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { type Link, linkOver } from '../../adapters/thread/index.ts';
import type { Details } from '../../domain/index.ts';
import { type EngineApi, MirrorFeed, type Projections } from '../../engine/index.ts';
import type { Clock, Monitor } from '../../ports/index.ts';
import type { Log, MarketUpstream, RunningServices, ServiceAddresses, ServicePorts } from '../../services/index.ts';
import type { ApartPlan, RunSide, ServicesSide } from './sides.ts';

const ENTRY = new URL(`./services-thread${extname(import.meta.url)}`, import.meta.url);
/** A report of a crash tells of every thread: without the environment, which may hold keys. */
const EXEC_ARGV = [...process.execArgv, '--report-exclude-env'];
const BATCH_EVERY_MS = 20;
/** The thread hears of the engine this often, whatever happens. */
const WORD_EVERY_MS = 100;
/** Of messages that the thread has not taken. */
const WAITING_MAX = 100_000;
const SILENT_MAX_MS = 30_000;
const CLOSE_GRACE_MS = 5_000;
const RESTART_AFTER_MS = 1_000;
const RESTART_AFTER_MAX_MS = 30_000;

export type ApartParts = {
  readonly engine: EngineApi;
  readonly projections: Projections;
  readonly clock: Clock;
  readonly monitor: Monitor;
  readonly upstream: MarketUpstream;
  readonly log: Log;
  /** Something that a person should know. */
  readonly warn: (code: string, details: Details) => void;
};

/** @throws what `startServices` throws; no thread is left then. */
export async function openServicesApart(plan: ApartPlan, parts: ApartParts): Promise<RunningServices> {
  const first = new ServicesThread(plan, parts);
  const addresses = await first.open();
  const kept = new KeptServices(first, { plan: { ...plan, ports: portsOf(addresses, plan.ports) }, parts });
  return { addresses, close: () => kept.close() };
}

/** The same addresses again: whoever knows them must find the services there. */
const portsOf = (addresses: ServiceAddresses, given: ServicePorts | undefined): ServicePorts | undefined => {
  const taken = Object.entries(addresses).filter(([, address]) => address !== undefined);
  const ports = taken.map(([name, address]) => [name, Number(new URL(String(address)).port)]);
  return given && { ...given, ...Object.fromEntries(ports) };
};

/** One thread after the other, each on the addresses of the first. */
class KeptServices {
  readonly #setup: { readonly plan: ApartPlan; readonly parts: ApartParts };
  #thread: ServicesThread;
  #isClosing = false;

  constructor(first: ServicesThread, setup: { readonly plan: ApartPlan; readonly parts: ApartParts }) {
    this.#thread = first;
    this.#setup = setup;
    void this.#keep();
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    await this.#thread.close();
  }

  async #keep(): Promise<void> {
    const { plan, parts } = this.#setup;
    for (let waitMs = RESTART_AFTER_MS; ; ) {
      const reason = await this.#thread.ended;
      if (this.#isClosing) return;
      parts.warn('services-ended', { reason, restartAfterMs: waitMs });
      await sleep(waitMs, undefined, { ref: false });
      if (this.#isClosing) return;
      this.#thread = new ServicesThread(plan, parts);
      const isOpen = await this.#thread.open().then(
        () => true,
        () => false,
      );
      if (isOpen) parts.warn('services-restarted', {});
      waitMs = isOpen ? RESTART_AFTER_MS : Math.min(waitMs * 2, RESTART_AFTER_MAX_MS);
    }
  }
}

class ServicesThread {
  /** Resolves with the reason once the thread is no more. */
  readonly ended: Promise<string>;
  readonly #worker: Worker;
  readonly #link: Link<ServicesSide>;
  readonly #feed: MirrorFeed;
  readonly #parts: ApartParts;
  #batches: NodeJS.Timeout | undefined;
  #sentMs = 0;
  /** When the first batch was sent that is under way; undefined: all were taken. */
  #untakenMs: number | undefined;
  #reason = 'it ended by itself';

  constructor(plan: ApartPlan, parts: ApartParts) {
    this.#parts = parts;
    const { projections, clock } = parts;
    this.#feed = new MirrorFeed({ projections, now: () => clock.now(), realMs: () => performance.now() });
    this.#worker = new Worker(ENTRY, { workerData: plan, name: 'viper services', execArgv: EXEC_ARGV });
    this.#link = linkOver<ServicesSide, RunSide>(this.#worker, this.#runSide());
    this.#worker.on('error', (error) => {
      this.#reason = error.message;
      parts.log.error({ err: error }, 'the thread of the services failed');
    });
    const { promise, resolve } = Promise.withResolvers<string>();
    this.ended = promise;
    this.#worker.once('exit', () => {
      this.#stop();
      resolve(this.#reason);
    });
  }

  async open(): Promise<ServiceAddresses> {
    const { clock } = this.#parts;
    try {
      const opening = this.#link.theirs.open(clock.now(), this.#feed.whole());
      this.#batches = setInterval(() => this.#send(), BATCH_EVERY_MS);
      return await opening;
    } catch (error) {
      await this.#worker.terminate();
      throw error;
    }
  }

  /** Those who read are told; after a bounded time the thread is ended as it is. */
  async close(): Promise<void> {
    const grace = AbortSignal.timeout(CLOSE_GRACE_MS);
    const late = new Promise<void>((resolve) => grace.addEventListener('abort', () => resolve(), { once: true }));
    this.#hand({ isViewed: true });
    const closing = this.#link.theirs.close().catch(() => {});
    await Promise.race([closing.then(() => this.ended), this.ended, late]);
    await this.#worker.terminate();
  }

  #runSide(): RunSide {
    const { engine, monitor, upstream, log } = this.#parts;
    return {
      command: async (command, requestId) => {
        const reply = await engine.command(command, requestId);
        // Whoever reads after the answer finds what was done.
        this.#hand({ isViewed: true });
        return reply;
      },
      assess: (wish) => engine.assess(wish),
      checks: () => monitor.checks(),
      metrics: () => monitor.metrics(),
      alerts: () => monitor.alerts(),
      tickers: () => upstream.tickers(),
      ticker: (symbol) => upstream.ticker(symbol),
      book: (symbol, limit) => upstream.book(symbol, limit),
      candles: (symbol, limit) => upstream.candles(symbol, limit),
      log: (level, details, message) => log[level](details, message),
    };
  }

  /** One batch at a time: a thread that is slow gets larger ones, and is ended where they become too large. */
  #send(): void {
    if (this.#untakenMs === undefined) {
      if (this.#feed.waiting > 0 || performance.now() - this.#sentMs >= WORD_EVERY_MS) this.#hand();
      return;
    }
    const silentMs = performance.now() - this.#untakenMs;
    if (silentMs < SILENT_MAX_MS && this.#feed.waiting < WAITING_MAX) return;
    this.#reason = `it took nothing for ${Math.round(silentMs)} ms, with ${this.#feed.waiting} messages waiting`;
    this.#stop();
    void this.#worker.terminate();
  }

  #hand(wish: { readonly isViewed?: boolean } = {}): void {
    this.#sentMs = performance.now();
    this.#untakenMs ??= this.#sentMs;
    this.#link.theirs.apply(this.#feed.take(wish)).then(
      () => {
        this.#untakenMs = undefined;
      },
      () => {},
    );
  }

  #stop(): void {
    clearInterval(this.#batches);
    this.#feed.close();
    this.#link.close(`the services have ended: ${this.#reason}`);
  }
}
