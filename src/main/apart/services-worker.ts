/**
 * The run's end of the thread of the services: starts it, keeps its mirror of the engine up to date, answers what it asks.
 * Invariant: trading never waits for the thread; what it is told is bounded, and one that does not take it is ended.
 */
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type Link, linkOver } from '../../adapters/thread/index.ts';
import type { Details } from '../../domain/index.ts';
import { type EngineApi, MirrorFeed, type Projections } from '../../engine/index.ts';
import type { Clock, Monitor } from '../../ports/index.ts';
import type { Log, MarketUpstream, ServiceAddresses } from '../../services/index.ts';
import type { ApartPlan, RunSide, ServicesSide } from './sides.ts';

const ENTRY = new URL(`./services-thread${extname(import.meta.url)}`, import.meta.url);
/**
 * A report of a crash tells of every thread: without the environment, which may hold keys. Options that the process itself
 * was given are left out: some of them are none of a thread.
 */
const EXEC_ARGV = ['--report-exclude-env'];
const LOOK_EVERY_MS = 20;
/** The thread hears of the engine this often, whatever happens. */
const WORD_EVERY_MS = 100;
/** Of messages that the thread has not taken. */
const WAITING_MAX = 100_000;
/** Half a minute of this thread's own work: a machine that slept, or a process that was stopped, does not count. */
const LOOKS_MAX = 30_000 / LOOK_EVERY_MS;
const CLOSE_GRACE_MS = 5_000;
/** After a batch that failed. */
const PAUSE_MS = 1_000;

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

/** Loads its modules from the start; listens once it is opened. */
export class ServicesThread {
  /** Resolves with the reason once the thread is no more. */
  readonly ended: Promise<string>;
  readonly #worker = new Worker(ENTRY, { name: 'viper services', execArgv: EXEC_ARGV });
  #link: Link<ServicesSide> | undefined;
  #feed: MirrorFeed | undefined;
  #looking: NodeJS.Timeout | undefined;
  #log: Log | undefined;
  #sentMs = 0;
  #pausedUntilMs = 0;
  /** Batches that the thread has not taken yet, and how often this was seen. */
  #untaken = 0;
  #looks = 0;
  #reason = 'it ended by itself';

  constructor() {
    const { promise, resolve } = Promise.withResolvers<string>();
    this.ended = promise;
    this.#worker.on('error', (error) => {
      this.#reason = error.message;
    });
    this.#worker.once('exit', () => {
      this.#stop();
      resolve(this.#reason);
    });
  }

  /** @throws what `startServices` throws; the thread is no more then. */
  async open(plan: ApartPlan, parts: ApartParts): Promise<ServiceAddresses> {
    const { projections, clock, log } = parts;
    this.#worker.on('error', (error) => log.error({ err: error }, 'the thread of the services failed'));
    const feed = new MirrorFeed({ projections, now: () => clock.now(), realMs: () => performance.now() });
    this.#feed = feed;
    this.#log = log;
    const link = linkOver<ServicesSide, RunSide>(this.#worker, this.#runSide(parts));
    this.#link = link;
    try {
      const opening = link.theirs.open(plan, clock.now(), feed.whole());
      this.#looking = setInterval(() => this.#look(feed), LOOK_EVERY_MS);
      const gone = this.ended.then((reason): never => {
        throw new RangeError(`the thread of the services has ended: ${reason}`);
      });
      return await Promise.race([opening, gone]);
    } catch (error) {
      this.#stop();
      await this.#worker.terminate();
      throw error;
    }
  }

  /** Those who read are told; after a bounded time the thread is ended as it is. */
  async close(): Promise<void> {
    const grace = AbortSignal.timeout(CLOSE_GRACE_MS);
    const late = new Promise<void>((resolve) => grace.addEventListener('abort', () => resolve(), { once: true }));
    this.#hand({ isViewed: true });
    const closing = this.#link?.theirs.close().catch(() => {});
    if (closing) await Promise.race([closing.then(() => this.ended), this.ended, late]);
    await this.#worker.terminate();
  }

  #runSide({ engine, monitor, upstream, log }: ApartParts): RunSide {
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
  #look(feed: MirrorFeed): void {
    if (this.#untaken === 0) {
      if (performance.now() < this.#pausedUntilMs) return;
      if (feed.waiting > 0 || performance.now() - this.#sentMs >= WORD_EVERY_MS) this.#hand();
      return;
    }
    this.#looks += 1;
    if (this.#looks < LOOKS_MAX && feed.waiting < WAITING_MAX) return;
    this.#reason = `it took nothing for ${(this.#looks * LOOK_EVERY_MS) / 1_000} s, with ${feed.waiting} messages waiting`;
    this.#stop();
    void this.#worker.terminate();
  }

  /** A view that fails is a nuisance: trading goes on, commands are answered, and what is shown becomes stale. */
  #hand(wish: { readonly isViewed?: boolean } = {}): void {
    const [link, feed] = [this.#link, this.#feed];
    if (!link || !feed) return;
    this.#sentMs = performance.now();
    try {
      const applied = link.theirs.apply(feed.take(wish));
      this.#untaken += 1;
      applied.then(
        () => {
          this.#untaken -= 1;
          this.#looks = 0;
        },
        (error: unknown) => {
          this.#untaken -= 1;
          this.#onLost(feed, error);
        },
      );
    } catch (error) {
      this.#onLost(feed, error);
    }
  }

  #onLost(feed: MirrorFeed, error: unknown): void {
    if (this.#feed !== feed) return;
    feed.tear();
    this.#pausedUntilMs = performance.now() + PAUSE_MS;
    this.#log?.error({ err: error }, 'the services could not be told how things stand');
  }

  /** From here on nothing is sent, and whatever waits for an answer is unknown. */
  #stop(): void {
    clearInterval(this.#looking);
    this.#feed?.close();
    this.#link?.close(`the services have ended: ${this.#reason}`);
    this.#feed = undefined;
    this.#link = undefined;
  }
}
