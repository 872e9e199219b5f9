/**
 * Drives market, exchange and kernel through recorded time in one synchronous loop.
 * Invariant: no decision sees an update before its time, and no order is filled by the update that caused it.
 */
import { type AlarmClock, createDrivenAlarms, createDrivenClock } from '../adapters/clock/index.ts';
import type { Event, Money, PositionSide, SessionConfig } from '../domain/index.ts';
import { type Effect, Kernel, type StrategyLookup } from '../kernel/index.ts';
import { type MarketSource, type MarketUpdate, PaperExchange } from '../paper-exchange/core/index.ts';
import type { Alarms, Journal, Universe } from '../ports/index.ts';
import { InProcessVenue } from './in-process-venue.ts';
import { marketEvent } from './market-event.ts';

export const BACKTEST_ACCOUNT = 'backtest';

/** Market time from an order's acceptance to its matching: enough that it meets the next price, not the one it saw. */
export const DEFAULT_LATENCY_MS = 1;

export type BacktestOptions = {
  readonly source: MarketSource;
  readonly config: SessionConfig;
  readonly strategies: StrategyLookup;
  readonly balance: Money;
  readonly latencyMs?: number;
  /** Which of the session's symbols may be entered, chosen again over time; undefined: all of them, always. */
  readonly universe?: Universe;
  /** Undefined: nothing is kept. */
  readonly journal?: Pick<Journal, 'append' | 'flush'>;
  readonly onStep?: (step: { seq: number; event: Event; effects: readonly Effect[] }) => void;
  /** Market time reached, every `progressEvery` updates. */
  readonly onProgress?: (at: number, kernel: Kernel) => void;
  /** Default 512. */
  readonly progressEvery?: number;
};

export type BacktestRun = {
  readonly kernel: Kernel;
  readonly exchange: PaperExchange;
  readonly updates: number;
  readonly candles: number;
  readonly entries: number;
  /** Finished trades by side. */
  readonly closed: Readonly<Record<PositionSide, number>>;
  /** Warnings and critical notices, by code. */
  readonly alerts: Readonly<Record<string, number>>;
  /** Strategies that failed and traded no more. */
  readonly stopped: readonly StoppedStrategy[];
};

export type StoppedStrategy = {
  readonly name: string;
  readonly symbol: string;
  /** Epoch ms of the market. */
  readonly at: number;
  /** What it threw. */
  readonly failure: string;
};

const PROGRESS_EVERY = 512;

export function runBacktest(options: BacktestOptions): BacktestRun {
  const loop = new BacktestLoop(options);
  loop.open();
  const { source, onProgress, progressEvery = PROGRESS_EVERY } = options;
  let updates = 0;
  let candles = 0;
  for (let update = source.next(); update; update = source.next()) {
    loop.advance(update);
    updates += 1;
    if (update.type === 'candle') candles += 1;
    if (updates % progressEvery === 0) onProgress?.(update.at, loop.kernel);
  }
  loop.end();
  const { kernel, exchange, seq: entries, closed, alerts, stopped } = loop;
  return { kernel, exchange, updates, candles, entries, closed, alerts, stopped };
}

class BacktestLoop {
  readonly kernel: Kernel;
  readonly exchange: PaperExchange;
  readonly #options: BacktestOptions;
  readonly #venue: InProcessVenue;
  readonly #clock: AlarmClock;
  readonly #alarms: Alarms;
  readonly #effects: Effect[] = [];
  readonly #traded: ReadonlySet<string>;
  readonly closed: Record<PositionSide, number> = { long: 0, short: 0 };
  readonly alerts: Record<string, number> = {};
  readonly stopped: StoppedStrategy[] = [];
  seq = 0;

  constructor(options: BacktestOptions) {
    const { source, config, balance, strategies, latencyMs = DEFAULT_LATENCY_MS } = options;
    const { positionMode, marginMode } = config;
    this.#options = options;
    this.#clock = createDrivenClock(source.startAt);
    this.#alarms = createDrivenAlarms(this.#clock);
    this.#alarms.listen((name) => this.#hear({ type: 'alarm', at: this.#now, name }));
    this.#traded = new Set(config.symbols);
    this.kernel = new Kernel(strategies);
    this.exchange = new PaperExchange({
      instruments: source.instruments,
      accounts: [{ name: BACKTEST_ACCOUNT, balance, positionMode, marginMode }],
      latency: { baseMs: latencyMs, jitterMs: 0 },
    });
    this.#venue = new InProcessVenue(this.exchange, BACKTEST_ACCOUNT, () => this.kernel.state);
  }

  /** Session, reconcile, warm-up: the same first steps as a live start. */
  open(): void {
    const { source, config } = this.#options;
    const instruments = source.instruments.filter(({ symbol }) => this.#traded.has(symbol));
    this.#step({ type: 'session', at: this.#now, config, instruments });
    if (this.#options.universe) this.#step(this.#options.universe.first(this.#now, instruments));
    this.#reconcile();
    for (const symbol of config.symbols) this.#warmUp(symbol);
    this.#settle();
  }

  advance(update: MarketUpdate): void {
    this.#clock.advanceTo(update.at);
    const words = this.#venue.apply(update);
    if (words.length > 0) {
      for (const word of words) this.#step(word);
      this.#settle();
    }
    const event = this.#traded.has(update.symbol) ? marketEvent(update) : undefined;
    if (!event) return;
    const chosen = this.#options.universe?.before(event);
    if (chosen) this.#hear(chosen);
    this.#hear(event);
  }

  end(): void {
    this.#reconcile();
    this.#settle();
    this.#options.journal?.flush();
  }

  get #now(): number {
    return this.#clock.now();
  }

  #hear(event: Event): void {
    this.#step(event);
    if (this.#effects.length > 0) this.#settle();
  }

  #warmUp(symbol: string): void {
    const { source } = this.#options;
    const count = Math.max(0, ...(this.kernel.state.runners.get(symbol) ?? []).map((runner) => runner.historyCandles));
    const candles = count > 0 ? source.history(symbol, this.#now, count) : [];
    if (candles.length > 0) this.#step({ type: 'history', at: this.#now, symbol, candles });
  }

  #reconcile(): void {
    this.#step({ type: 'reconciled', at: this.#now, state: this.#venue.state() });
  }

  #step(heard: Event): void {
    const event = heard.at === this.#now ? heard : { ...heard, at: this.#now };
    const effects = this.kernel.step(event);
    this.seq += 1;
    const { journal, onStep } = this.#options;
    journal?.append({ seq: this.seq, event, effectHash: effects.length > 0 ? this.kernel.effectHash : undefined });
    onStep?.({ seq: this.seq, event, effects });
    if (effects.length === 0) return;
    this.#effects.push(...effects);
    for (const effect of effects) this.#count(effect);
  }

  #count(effect: Effect): void {
    if (effect.type !== 'notice') return;
    const { code, level, details } = effect;
    if (level !== 'info') this.alerts[code] = (this.alerts[code] ?? 0) + 1;
    if (code === 'trade-closed') this.closed[details.positionSide as PositionSide] += 1;
    if (code !== 'strategy-stopped') return;
    const { strategy, symbol, failure } = details;
    this.stopped.push({ name: String(strategy), symbol: String(symbol), at: this.#now, failure: String(failure) });
  }

  /** Carries effects out one after another until none is left. */
  #settle(): void {
    for (let effect = this.#effects.shift(); effect; effect = this.#effects.shift()) {
      if (effect.type === 'set-alarm') this.#alarms.set(effect.name, effect.at);
      else if (effect.type === 'clear-alarm') this.#alarms.clear(effect.name);
      else {
        const { events, isReconcileWanted } = this.#venue.carryOut(effect, this.#now);
        for (const event of events) this.#step(event);
        if (isReconcileWanted) this.#reconcile();
      }
    }
  }
}
