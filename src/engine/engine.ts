/**
 * A running engine: recovers, connects, reconciles, trades, stops. The same for every mode; the ports differ.
 * Invariant: no market event reaches the kernel before the first reconcile after a start has succeeded.
 */
import {
  type Command,
  type Event,
  InvalidInput,
  type MarketEvent,
  refused,
  type SessionConfig,
  TradingError,
} from '../domain/index.ts';
import { Kernel, type Reply, type StrategyLookup } from '../kernel/index.ts';
import type { Alarms, Clock, Journal, MarketFeed, Universe, Venue } from '../ports/index.ts';
import { Dispatcher } from './dispatcher.ts';
import { Inbox, type InboxVitals, type Step } from './inbox.ts';
import { fetchVenueState } from './reconcile.ts';
import { type ReplayResult, recover } from './replay.ts';
import { sessionSymbols } from './session-symbols.ts';
import { SymbolFollower } from './symbol-follower.ts';
import { warmUp } from './warm-up.ts';

export type EngineOptions = {
  readonly config: SessionConfig;
  readonly strategies: StrategyLookup;
  readonly journal: Journal;
  readonly venue: Venue;
  readonly feed: MarketFeed;
  readonly clock: Clock;
  readonly alarms: Alarms;
  readonly sleep: (delayMs: number) => Promise<void>;
  readonly lanes: 'one' | 'per-symbol';
  /** Which of the symbols may be entered, chosen again over time; undefined: all of them, always. */
  readonly universe?: Universe | undefined;
  /** Makes the venue list a symbol that was asked for by hand; absent where it lists what it lists. */
  readonly list?: ((symbol: string) => Promise<void>) | undefined;
  /** Time between two unasked reconciles; undefined: only when something asks for one. */
  readonly reconcileEveryMs: number | undefined;
  readonly onStep?: (step: Step) => void;
  /** Told once, when the engine cannot go on. */
  readonly onFatal: (error: unknown) => void;
  readonly onWarning: (code: string, error: unknown) => void;
};

/** `lanes`: requests that are under way or wait, in each lane that has any. */
export type EngineVitals = InboxVitals & { readonly lanes: readonly number[] };

const SNAPSHOT_EVERY = 20_000;
const RETRY_MS = [500, 1_000, 2_000, 5_000, 10_000] as const;
const PERIODIC = 'engine:periodic';
/** A venue that does not answer must not keep an engine from stopping. */
const STOP_ATTEMPTS = 3;

export class Engine {
  readonly kernel: Kernel;
  readonly #options: EngineOptions;
  readonly #inbox: Inbox;
  readonly #dispatcher: Dispatcher;
  readonly #follower: SymbolFollower;
  readonly #abort = new AbortController();
  readonly #waiting = new Map<string, PromiseWithResolvers<Reply>>();
  #messages = 0;
  #reconciling: Promise<void> | undefined;
  #isReconcileWanted = false;
  #snapshotSeq = 0;
  #isOpen = false;
  #isLive = false;
  #isStopping = false;
  #isStopped = false;
  #failure: unknown;

  constructor(options: EngineOptions) {
    this.#options = options;
    const { journal, clock, venue, alarms, sleep, lanes } = options;
    this.kernel = new Kernel(options.strategies);
    const push = (event: Event): void => this.#onMessage(event);
    this.#follower = new SymbolFollower({
      ...options,
      now: () => clock.now(),
      push: (event) => this.push(event),
      warmUp: (symbol) => this.#warmUp(symbol),
      retry: this.#retrying,
      onError: (error) => this.#fail(error),
    });
    this.#dispatcher = new Dispatcher({
      venue,
      alarms,
      push,
      sleep,
      lanes,
      now: () => clock.now(),
      billsSince: () => this.kernel.state.portfolio.ledger.questions().billsSince,
      onReply: (requestId, reply) => this.#onReply(requestId, reply),
      onReconcile: () => void this.reconcile(),
      onFollow: (effect) => this.#follower.carryOut(effect),
      onError: (error) => this.#fail(error),
    });
    this.#inbox = new Inbox({
      kernel: this.kernel,
      journal,
      clock,
      onStep: (step) => this.#onStep(step),
      dispatch: (effects) => this.#dispatcher.dispatch(effects),
    });
  }

  get seq(): number {
    return this.#inbox.seq;
  }

  /** How full the engine's queues are. */
  vitals(): EngineVitals {
    return { ...this.#inbox.vitals, lanes: this.#dispatcher.depths };
  }

  /** True when nothing is being sent, asked, reconciled or taken in. */
  get isIdle(): boolean {
    return this.#dispatcher.isIdle && this.#reconciling === undefined && this.#follower.isIdle;
  }

  /** Rebuilds the state from the journal. @returns what was replayed. */
  recover(onStep?: (step: Step) => void): ReplayResult {
    const result = recover(this.kernel, this.#options.journal, onStep ? { onStep } : {});
    this.#inbox.resumeAt(result.lastAt);
    this.#snapshotSeq = this.#options.journal.lastSeq;
    return result;
  }

  /**
   * Asks for the instruments and begins the session: from here on there is a state to show. Nothing is changed at the venue.
   * @throws TradingError when the venue does not answer; InvalidInput when a symbol is not listed.
   */
  async open(): Promise<void> {
    const { config, clock, universe } = this.#options;
    const { symbols, instruments } = await sessionSymbols(this.#options, this.kernel.state);
    const members = this.kernel.state.universe;
    this.push({ type: 'session', at: clock.now(), config: { ...config, symbols }, instruments });
    // Who chooses is asked about the symbols of the start alone: what was added by hand is in by hand.
    const asked = instruments.filter(({ symbol }) => config.symbols.includes(symbol));
    if (universe) this.push(universe.first(clock.now(), asked, members));
    this.#isOpen = true;
  }

  /** Opens where that is still to do, connects, reconciles, warms up, goes live. @throws TradingError when the venue cannot be used. */
  async start(): Promise<void> {
    const { venue, feed, config, alarms } = this.#options;
    const { signal } = this.#abort;
    const { positionMode, marginMode } = config;
    if (!this.#isOpen) await this.open();
    const symbols = this.#symbols;
    await venue.prepare({ symbols, positionMode, marginMode });
    alarms.listen((name, at) => this.#onAlarm(name, at));
    await venue.listen({ onEvent: (event) => this.#onMessage(event), onGap: () => void this.reconcile() }, signal);
    await this.reconcile();
    if (this.#failure !== undefined) throw this.#failure;
    for (const symbol of symbols) await this.#warmUp(symbol);
    const listener = { onEvent: (event: MarketEvent) => this.#onMarket(event), onGap: () => this.#refill() };
    await feed.listen(symbols, listener, signal);
    this.#isLive = true;
    this.#schedulePeriodic();
  }

  get #symbols(): readonly string[] {
    return this.kernel.state.config?.symbols ?? [];
  }

  #onMarket(event: MarketEvent): void {
    const chosen = this.#options.universe?.before(event);
    if (chosen) this.push(chosen);
    this.push(event);
  }

  /** Steps the kernel; a broken invariant stops the engine with its journal intact. */
  push(event: Event): void {
    if (this.#isStopped) return;
    try {
      this.#inbox.push(event);
    } catch (error) {
      this.#fail(error);
    }
  }

  /**
   * The answer to a person's request; a repeated requestId gets the first answer.
   * @throws TradingError with outcome `unknown` when the engine stops before the answer.
   */
  command(event: Extract<Event, { type: 'command' }>): Promise<Reply> {
    const { requestId } = event;
    const open = this.#waiting.get(requestId);
    if (open) return open.promise;
    if (this.#isStopped) return Promise.resolve(refused('engine-stopped'));
    if (!this.#isLive) return Promise.resolve(refused('engine-starting'));
    const answer = Promise.withResolvers<Reply>();
    this.#waiting.set(requestId, answer);
    this.push(event);
    return answer.promise;
  }

  /** Asks the venue for the whole truth; requests that come while one runs share the next one. */
  reconcile(): Promise<void> {
    if (this.#reconciling) {
      this.#isReconcileWanted = true;
      return this.#reconciling;
    }
    this.#reconciling = this.#reconcileUntilDone()
      .catch((error) => this.#fail(error))
      .finally(() => {
        this.#reconciling = undefined;
      });
    return this.#reconciling;
  }

  /** Resolves when nothing is under way: no request, no question, no reconcile. */
  async settle(): Promise<void> {
    while (!this.isIdle) await Promise.all([this.#dispatcher.idle(), this.#reconciling, this.#follower.idle()]);
  }

  /**
   * Stops taking market data, finishes what is under way, reconciles once more, and saves. Positions and stops stay.
   * @param options.lastly a command that is carried out when no market event can come any more
   */
  async stop({ lastly }: { readonly lastly?: Command } = {}): Promise<void> {
    if (this.#isStopped) return;
    this.#isStopping = true;
    const { feed, venue, journal } = this.#options;
    this.#options.alarms.clear(PERIODIC);
    // What is unknown stays so in the journal, and is asked about by the last reconcile and by the next start.
    this.#dispatcher.close();
    await feed.close();
    await this.settle();
    await this.reconcile();
    await this.settle();
    const at = this.#options.clock.now();
    if (lastly) this.push({ type: 'command', at, requestId: `stop-${this.seq}`, command: lastly });
    this.#isStopped = true;
    this.#abort.abort();
    this.#dispatcher.close();
    this.#options.alarms.close();
    this.#abandonWaiting();
    await venue.close();
    journal.saveSnapshot(journal.lastSeq, this.kernel.save());
    journal.flush();
  }

  /** What the venue says, pushed or as an answer: a reconcile that it falls into is asked again. */
  #onMessage(event: Event): void {
    this.#messages += 1;
    this.push(event);
  }

  #onStep(step: Step): void {
    this.#show(step);
    if (step.seq - this.#snapshotSeq < SNAPSHOT_EVERY) return;
    this.#snapshotSeq = step.seq;
    this.#inbox.flush();
    this.#saveSnapshot(step);
  }

  /** A strategy that cannot say its state is stopped; the snapshot is taken once it is. */
  #saveSnapshot({ seq, event: { at } }: Step): void {
    const snapshot = this.kernel.save();
    const unsaved = this.kernel.unsaved();
    if (unsaved.length === 0) return this.#options.journal.saveSnapshot(seq, snapshot);
    this.#snapshotSeq -= SNAPSHOT_EVERY;
    for (const failed of unsaved) this.push({ type: 'strategy-failed', at, ...failed });
  }

  /** A view that fails is a nuisance; trading goes on. */
  #show(step: Step): void {
    try {
      this.#options.onStep?.(step);
    } catch (error) {
      this.#options.onWarning('view-failed', error);
    }
  }

  #onReply(requestId: string, reply: Reply): void {
    this.#waiting.get(requestId)?.resolve(reply);
    this.#waiting.delete(requestId);
  }

  /** What was asked for may still happen at the venue: nobody is told that it will not. */
  #abandonWaiting(): void {
    const error = new TradingError('engine-stopped', 'the engine stopped before the answer', { outcome: 'unknown' });
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }

  async #reconcileUntilDone(): Promise<void> {
    const { venue, clock } = this.#options;
    const options = {
      venue,
      state: () => this.kernel.state,
      messages: () => this.#messages,
      settled: () => this.#dispatcher.idle(),
      now: () => clock.now(),
    };
    do {
      this.#isReconcileWanted = false;
      let askedAt = clock.now();
      const state = await this.#retry('reconcile', () => {
        askedAt = clock.now();
        return fetchVenueState(options);
      });
      if (state) this.push({ type: 'reconciled', at: clock.now(), state, askedAt });
    } while (this.#isReconcileWanted && !this.#isStopped);
  }

  #warmUp(symbol: string): Promise<void> {
    const { feed, clock } = this.#options;
    const { kernel } = this;
    return warmUp({ kernel, feed, clock, push: (event) => this.push(event), retry: this.#retrying }, symbol);
  }

  /** After a cut of the public stream: the candles that were missed. */
  #refill(): void {
    const refilling = (async () => {
      for (const symbol of this.#symbols) await this.#warmUp(symbol);
    })();
    refilling.catch((error) => this.#fail(error));
  }

  readonly #retrying = <T>(what: string, ask: () => Promise<T>): Promise<T | undefined> => this.#retry(what, ask);

  async #retry<T>(what: string, ask: () => Promise<T>): Promise<T | undefined> {
    for (let attempt = 0; !this.#isStopped && !(this.#isStopping && attempt >= STOP_ATTEMPTS); attempt++) {
      try {
        return await ask();
      } catch (error) {
        // What we sent was not in order: asking the same again gives the same again.
        if (!(error instanceof TradingError) || error instanceof InvalidInput) throw error;
        this.#options.onWarning(`${what}-failed`, error);
        await this.#options.sleep(RETRY_MS[attempt] ?? 10_000);
      }
    }
    return undefined;
  }

  /** An engine that stops asks once more by itself: an alarm that asked again and again would keep it from its end. */
  #onAlarm(name: string, at: number): void {
    if (this.#isStopping) return;
    if (name === PERIODIC) this.#onPeriodic();
    else this.push({ type: 'alarm', at, name });
  }

  #onPeriodic(): void {
    void this.reconcile();
    this.#schedulePeriodic();
  }

  #schedulePeriodic(): void {
    const { reconcileEveryMs, alarms, clock } = this.#options;
    if (reconcileEveryMs !== undefined) alarms.set(PERIODIC, clock.now() + reconcileEveryMs);
  }

  #fail(error: unknown): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#failure = error;
    this.#abort.abort();
    this.#dispatcher.close();
    this.#options.alarms.close();
    this.#abandonWaiting();
    this.#options.onFatal(error);
  }
}
