/**
 * A running engine: recovers, connects, reconciles, trades, stops. The same for every mode; the ports differ.
 * Invariant: no market event reaches the kernel before the first reconcile after a start has succeeded.
 */
import { type Command, type Event, type MarketEvent, refused, type SessionConfig } from '../domain/index.ts';
import { Kernel, type Reply, type StrategyLookup } from '../kernel/index.ts';
import type { Alarms, Clock, Journal, MarketFeed, Universe, Venue } from '../ports/index.ts';
import { Dispatcher } from './dispatcher.ts';
import { Inbox, type InboxVitals, type Step } from './inbox.ts';
import { RECONCILE_ALARM, Reconciler } from './reconciler.ts';
import { type ReplayResult, recover } from './replay.ts';
import { Replies } from './replies.ts';
import { createRetry } from './retry.ts';
import { sessionSymbols } from './session-symbols.ts';
import { Snapshots } from './snapshots.ts';
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

/** Questions without an answer after which a stop goes on: a silent venue must not keep an engine from its end. */
const STOP_ATTEMPTS = 3;

export class Engine {
  readonly kernel: Kernel;
  readonly #options: EngineOptions;
  readonly #inbox: Inbox;
  readonly #dispatcher: Dispatcher;
  readonly #reconciler: Reconciler;
  readonly #follower: SymbolFollower;
  readonly #snapshots: Snapshots;
  readonly #replies = new Replies();
  readonly #abort = new AbortController();
  readonly #warmUp: (symbol: string) => Promise<void>;
  #isOpen = false;
  #isLive = false;
  #isStopping = false;
  #isStopped = false;
  #failure: unknown;

  constructor(options: EngineOptions) {
    this.#options = options;
    const { clock, journal } = options;
    const kernel = new Kernel(options.strategies);
    const now = (): number => clock.now();
    const push = (event: Event): void => this.push(event);
    const onError = (error: unknown): void => this.#fail(error);
    const retry = createRetry({ ...options, mayAsk: (failures) => this.#mayAsk(failures) });
    this.kernel = kernel;
    this.#warmUp = (symbol) => warmUp({ ...options, kernel, push, retry }, symbol);
    this.#follower = new SymbolFollower({ ...options, now, push, warmUp: this.#warmUp, retry, onError });
    this.#dispatcher = new Dispatcher({
      ...options,
      now,
      push: (event) => this.#onMessage(event),
      billsSince: () => kernel.state.portfolio.ledger.questions().billsSince,
      onReply: (requestId, reply) => this.#replies.settle(requestId, reply),
      onReconcile: () => void this.reconcile(),
      onFollow: (effect) => this.#follower.carryOut(effect),
      onError,
    });
    this.#reconciler = new Reconciler({
      ...options,
      everyMs: options.reconcileEveryMs,
      state: () => kernel.state,
      settled: () => this.#dispatcher.idle(),
      retry,
      push,
      hasEnded: () => this.#isStopped,
      onError,
    });
    this.#inbox = new Inbox({
      kernel,
      journal,
      clock,
      onStep: (step) => this.#onStep(step),
      dispatch: (effects) => this.#dispatcher.dispatch(effects),
    });
    this.#snapshots = new Snapshots({ ...options, kernel, flush: () => this.#inbox.flush(), push });
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
    return this.#dispatcher.isIdle && this.#reconciler.isIdle && this.#follower.isIdle;
  }

  /** Rebuilds the state from the journal. @returns what was replayed. */
  recover(onStep?: (step: Step) => void): ReplayResult {
    const result = recover(this.kernel, this.#options.journal, onStep ? { onStep } : {});
    this.#inbox.resumeAt(result.lastAt);
    this.#snapshots.resume();
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
    this.#reconciler.schedule();
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
    const awaited = this.#replies.awaited(event.requestId);
    if (awaited) return awaited;
    if (this.#isStopped) return Promise.resolve(refused('engine-stopped'));
    if (!this.#isLive) return Promise.resolve(refused('engine-starting'));
    const reply = this.#replies.wait(event.requestId);
    this.push(event);
    return reply;
  }

  /** Asks the venue for the whole truth; requests that come while one runs share the next one. */
  reconcile(): Promise<void> {
    return this.#reconciler.reconcile();
  }

  /** Resolves when nothing is under way: no request, no question, no reconcile. */
  async settle(): Promise<void> {
    while (!this.isIdle) await Promise.all([this.#dispatcher.idle(), this.#reconciler.idle(), this.#follower.idle()]);
  }

  /**
   * Stops taking market data, finishes what is under way, reconciles once more, and saves. Positions and stops stay.
   * @param options.lastly a command that is carried out when no market event can come any more
   */
  async stop({ lastly }: { readonly lastly?: Command } = {}): Promise<void> {
    if (this.#isStopped) return;
    this.#isStopping = true;
    const { feed, venue, clock } = this.#options;
    this.#reconciler.unschedule();
    // What is unknown stays so in the journal, and is asked about by the last reconcile and by the next start.
    this.#dispatcher.close();
    await feed.close();
    await this.settle();
    await this.reconcile();
    await this.settle();
    if (lastly) this.push({ type: 'command', at: clock.now(), requestId: `stop-${this.seq}`, command: lastly });
    this.#end();
    await venue.close();
    this.#snapshots.saveLast();
  }

  get #symbols(): readonly string[] {
    return this.kernel.state.config?.symbols ?? [];
  }

  /** What the venue says, pushed or as an answer. */
  #onMessage(event: Event): void {
    this.#reconciler.onMessage();
    this.push(event);
  }

  #onMarket(event: MarketEvent): void {
    const chosen = this.#options.universe?.before(event);
    if (chosen) this.push(chosen);
    this.push(event);
  }

  /** After a cut of the public stream: the candles that were missed. */
  #refill(): void {
    const refilling = (async () => {
      for (const symbol of this.#symbols) await this.#warmUp(symbol);
    })();
    refilling.catch((error) => this.#fail(error));
  }

  /** An engine that stops asks once more by itself: an alarm that asked again and again would keep it from its end. */
  #onAlarm(name: string, at: number): void {
    if (this.#isStopping) return;
    if (name === RECONCILE_ALARM) this.#reconciler.onAlarm();
    else this.push({ type: 'alarm', at, name });
  }

  /** A view that fails is a nuisance; trading goes on. */
  #onStep(step: Step): void {
    try {
      this.#options.onStep?.(step);
    } catch (error) {
      this.#options.onWarning('view-failed', error);
    }
    this.#snapshots.onStep(step);
  }

  #mayAsk(failures: number): boolean {
    return !this.#isStopped && !(this.#isStopping && failures >= STOP_ATTEMPTS);
  }

  #fail(error: unknown): void {
    if (this.#isStopped) return;
    this.#failure = error;
    this.#end();
    this.#options.onFatal(error);
  }

  /** From here on nothing reaches the kernel, and nobody waits any more. */
  #end(): void {
    this.#isStopped = true;
    this.#abort.abort();
    this.#dispatcher.close();
    this.#options.alarms.close();
    this.#replies.abandon();
  }
}
