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

type ViewNow = () => Omit<StrategyView, 'at'>;

const NOTHING: readonly Intent[] = [];

export class StrategyRunner {
  readonly config: StrategyConfig;
  /** Closed 1-minute candles that history has to bring before the first decision; 0 for bars built from trades. */
  readonly historyCandles: number;
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
    this.config = config;
    this.#bars = new BarBuilder(barMs, saved?.openBar);
    this.#failure = saved?.failure;
    this.#isFresh = saved === undefined || saved.isFresh === true;
    const strategies: Strategy[] = [];
    let warmupBars = 0;
    this.#guarded(() => {
      warmupBars = definition.warmupBars(params);
      if (this.#failure === undefined)
        strategies.push(definition.create(params, { instrument, barMs }, saved?.strategy));
      return NOTHING;
    });
    [this.#strategy] = strategies;
    this.historyCandles = barMs < MINUTE_MS ? 0 : warmupBars * (barMs / MINUTE_MS);
  }

  /** Bars shorter than a minute come from trades, all others from candles. */
  get isFromTrades(): boolean {
    return this.#bars.barMs < MINUTE_MS;
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
    const bars = this.#bars.addCandle(candle);
    return bars.length === 0 ? undefined : this.#guarded(() => this.#observe(bars)).failure;
  }

  onCandle(candle: Candle, view: ViewNow): Decision | undefined {
    if (this.isFromTrades || this.#failure !== undefined) return undefined;
    this.#isFresh = false;
    return this.#decide(this.#bars.addCandle(candle), view);
  }

  onTrade(trade: { at: number; price: Ticks; size: Lots }, view: ViewNow): Decision | undefined {
    if (!this.isFromTrades || this.#failure !== undefined) return undefined;
    return this.#decide(this.#bars.addTrade(trade.at, trade.price, trade.size), view);
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

  #decide(bars: readonly Candle[], view: ViewNow): Decision | undefined {
    const bar = bars.at(-1);
    if (!bar) return undefined;
    const seen = { at: bar.openAt + this.#bars.barMs, ...view() };
    const { intents, failure } = this.#guarded(() => {
      this.#observe(bars);
      const decided = this.#strategy?.decide(seen) ?? NOTHING;
      for (const intent of decided) checkIntent(intent);
      return decided;
    });
    if (failure !== undefined) return { bar, intents, failure };
    return intents.length === 0 ? undefined : { bar, intents };
  }

  #observe(bars: readonly Candle[]): readonly Intent[] {
    for (const bar of bars) this.#strategy?.observe(bar);
    return NOTHING;
  }

  /** Whatever a strategy throws ends that strategy and nothing else. */
  #guarded(ask: () => readonly Intent[]): { readonly intents: readonly Intent[]; readonly failure?: string } {
    try {
      return { intents: ask() };
    } catch (error) {
      const failure = wordsOf(error);
      this.stop(failure);
      return { intents: NOTHING, failure };
    }
  }
}

const wordsOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);
