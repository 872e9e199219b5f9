/**
 * Runs one strategy on one symbol: turns the one-minute stream (or trades) into its bars, and its bars into intents.
 * Invariant: history is observed and never decided upon.
 */
import {
  type Candle,
  type Instrument,
  type Lots,
  type StrategyConfig,
  type Ticks,
  timeframeMs,
} from '../domain/index.ts';
import { BarBuilder, MINUTE_MS } from './market/index.ts';
import type { Intent, PositionView, Strategy, StrategyDefinition } from './strategy.ts';

export type StrategyRunnerState = { config: StrategyConfig; openBar: Candle | undefined; strategy: unknown };

export type Decision = { readonly bar: Candle; readonly intents: readonly Intent[] };

export class StrategyRunner {
  readonly config: StrategyConfig;
  /** Closed 1-minute candles that history has to bring before the first decision; 0 for bars built from trades. */
  readonly historyCandles: number;
  readonly #bars: BarBuilder;
  readonly #strategy: Strategy;

  constructor(
    definition: StrategyDefinition,
    options: { config: StrategyConfig; instrument: Instrument; saved?: StrategyRunnerState | undefined },
  ) {
    const { config, instrument, saved } = options;
    const barMs = timeframeMs(config.timeframe);
    const params = config.params as Record<string, number>;
    this.config = config;
    this.#bars = new BarBuilder(barMs, saved?.openBar);
    this.#strategy = definition.create(params, { instrument, barMs }, saved?.strategy);
    this.historyCandles = barMs < MINUTE_MS ? 0 : definition.warmupBars(params) * (barMs / MINUTE_MS);
  }

  /** Bars shorter than a minute come from trades, all others from candles. */
  get isFromTrades(): boolean {
    return this.#bars.barMs < MINUTE_MS;
  }

  observeHistory(candle: Candle): void {
    if (this.isFromTrades) return;
    for (const bar of this.#bars.addCandle(candle)) this.#strategy.observe(bar);
  }

  onCandle(candle: Candle, view: () => PositionView | undefined): Decision | undefined {
    return this.isFromTrades ? undefined : this.#decide(this.#bars.addCandle(candle), view);
  }

  onTrade(trade: { at: number; price: Ticks; size: Lots }, view: () => PositionView | undefined): Decision | undefined {
    return this.isFromTrades ? this.#decide(this.#bars.addTrade(trade.at, trade.price, trade.size), view) : undefined;
  }

  save(): StrategyRunnerState {
    return { config: this.config, openBar: this.#bars.save(), strategy: this.#strategy.save() };
  }

  #decide(bars: readonly Candle[], view: () => PositionView | undefined): Decision | undefined {
    for (const bar of bars) this.#strategy.observe(bar);
    const bar = bars.at(-1);
    if (!bar) return undefined;
    const intents = this.#strategy.decide({ at: bar.openAt + this.#bars.barMs, position: view() });
    return intents.length === 0 ? undefined : { bar, intents };
  }
}
