/**
 * Runs one strategy on one symbol: turns the one-minute stream (or trades) into its bars, and its bars into intents.
 * Invariant: history is observed and never decided upon; whatever a strategy throws, nobody else hears it; it is never
 * asked again then.
 */
import {
  type Candle,
  type Instrument,
  type Lots,
  type StrategyConfig,
  type Ticks,
  timeframeMs,
  toJson,
} from '../domain/index.ts';
import { checkIntent } from './intent-check.ts';
import { BarBuilder, MINUTE_MS } from './market/index.ts';
import type { Intent, Strategy, StrategyDefinition, StrategyView } from './strategy.ts';

export type StrategyRunnerState = {
  config: StrategyConfig;
  openBar: Candle | undefined;
  strategy: unknown;
  /** Why it was stopped; its own state is not kept then. */
  failure?: string;
  /** It has not seen a candle yet. */
  isFresh?: true;
};

/** `failure`: what the strategy threw on this bar. */
export type Decision = { readonly bar: Candle; readonly intents: readonly Intent[]; readonly failure?: string };

/** What the runner's strategy may know when its bar closes. */
export type ViewOf = (runner: StrategyRunner, closedAt: number) => StrategyView;

const NOTHING: readonly Intent[] = [];

export class StrategyRunner {
  readonly symbol: string;
  readonly config: StrategyConfig;
  /** Closed 1-minute candles that history has to bring before the first decision; 0 for bars built from trades. */
  readonly historyCandles: number;
  /** Bars shorter than a minute come from trades, all others from candles. */
  readonly isFromTrades: boolean;
  readonly #bars: BarBuilder;
  /** Undefined where it could not even be made. */
  readonly #strategy: Strategy | undefined;
  #failure: string | undefined;
  #saveFailure: string | undefined;
  #isFresh: boolean;

  constructor(
    definition: StrategyDefinition,
    options: { config: StrategyConfig; instrument: Instrument; saved?: StrategyRunnerState | undefined },
  ) {
    const { config, instrument, saved } = options;
    const barMs = timeframeMs(config.timeframe);
    const params = config.params as Record<string, number>;
    this.symbol = instrument.symbol;
    this.config = config;
    this.isFromTrades = barMs < MINUTE_MS;
    this.#bars = new BarBuilder(barMs, saved?.openBar);
    this.#failure = saved?.failure;
    this.#isFresh = saved === undefined || saved.isFresh === true;
    let warmupBars = 0;
    let strategy: Strategy | undefined;
    try {
      warmupBars = definition.warmupBars(params);
      if (this.#failure === undefined) strategy = definition.create(params, { instrument, barMs }, saved?.strategy);
    } catch (error) {
      this.#fail(error);
    }
    this.#strategy = strategy;
    this.historyCandles = this.isFromTrades ? 0 : warmupBars * (barMs / MINUTE_MS);
  }

  /** What it threw, if it was stopped for that. */
  get failure(): string | undefined {
    return this.#failure;
  }

  /** True until it sees a candle, of history or of the present. */
  get isFresh(): boolean {
    return this.#isFresh;
  }

  /** What its last `save` threw: its state is not in what was saved. */
  get saveFailure(): string | undefined {
    return this.#saveFailure;
  }

  /** Ends it: nothing is observed or decided any more. */
  stop(failure: string): void {
    this.#failure ??= failure;
  }

  /** @returns what the strategy threw on it */
  observeHistory(candle: Candle): string | undefined {
    if (this.isFromTrades || this.#failure !== undefined) return undefined;
    this.#isFresh = false;
    try {
      this.#observe(this.#bars.addCandle(candle));
      return undefined;
    } catch (error) {
      return this.#fail(error);
    }
  }

  onCandle(candle: Candle, viewOf: ViewOf): Decision | undefined {
    if (this.isFromTrades || this.#failure !== undefined) return undefined;
    this.#isFresh = false;
    return this.#decide(this.#bars.addCandle(candle), viewOf);
  }

  onTrade(trade: { at: number; price: Ticks; size: Lots }, viewOf: ViewOf): Decision | undefined {
    if (!this.isFromTrades || this.#failure !== undefined) return undefined;
    return this.#decide(this.#bars.addTrade(trade.at, trade.price, trade.size), viewOf);
  }

  /** Of a strategy that cannot say its state, what is saved is that it has failed. */
  save(): StrategyRunnerState {
    const { config } = this;
    const openBar = this.#bars.save();
    const fresh = this.#isFresh ? { isFresh: true as const } : {};
    if (this.#failure !== undefined) return { config, openBar, strategy: undefined, failure: this.#failure, ...fresh };
    try {
      const strategy = this.#strategy?.save();
      // What is no JSON would break the snapshot of all others.
      toJson(strategy);
      return { config, openBar, strategy, ...fresh };
    } catch (error) {
      this.#saveFailure = `save: ${wordsOf(error)}`;
      return { config, openBar, strategy: undefined, failure: this.#saveFailure, ...fresh };
    }
  }

  #decide(bars: readonly Candle[], viewOf: ViewOf): Decision | undefined {
    const bar = bars.at(-1);
    if (!bar) return undefined;
    const view = viewOf(this, bar.openAt + this.#bars.barMs);
    try {
      this.#observe(bars);
      const intents = this.#strategy?.decide(view) ?? NOTHING;
      if (intents.length === 0) return undefined;
      for (const intent of intents) checkIntent(intent);
      return { bar, intents };
    } catch (error) {
      return { bar, intents: NOTHING, failure: this.#fail(error) };
    }
  }

  #observe(bars: readonly Candle[]): void {
    for (const bar of bars) this.#strategy?.observe(bar);
  }

  /** Whatever a strategy throws ends that strategy and nothing else. */
  #fail(error: unknown): string {
    const failure = wordsOf(error);
    this.stop(failure);
    return failure;
  }
}

const wordsOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);
