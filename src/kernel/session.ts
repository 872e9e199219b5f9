/**
 * Applies a session's configuration: at the first start, and again at each restart, when it may have changed.
 * Invariant: a strategy whose name, timeframe and parameters are unchanged keeps its state.
 */
import { type EventOf, type Instrument, type StrategyConfig, toJson } from '../domain/index.ts';
import { createSymbolMarket } from './market/index.ts';
import type { KernelState } from './state.ts';
import type { StrategyDefinition } from './strategy.ts';
import { StrategyRunner } from './strategy-runner.ts';

export function configure(
  state: KernelState,
  event: EventOf<'session'>,
  lookup: (name: string) => StrategyDefinition,
): void {
  const { config, instruments } = event;
  state.config = config;
  for (const instrument of instruments) {
    const known = state.markets.get(instrument.symbol);
    if (known) known.instrument = instrument;
    else state.markets.set(instrument.symbol, createSymbolMarket(instrument));
    const traded = config.symbols.includes(instrument.symbol) ? config.strategies : [];
    const before = state.runners.get(instrument.symbol) ?? [];
    state.runners.set(
      instrument.symbol,
      traded.map((wanted) => keep(before, wanted) ?? create(wanted, instrument, lookup)),
    );
  }
}

const keep = (runners: readonly StrategyRunner[], config: StrategyConfig): StrategyRunner | undefined =>
  runners.find((runner) => toJson(runner.config) === toJson(config));

const create = (
  config: StrategyConfig,
  instrument: Instrument,
  lookup: (name: string) => StrategyDefinition,
): StrategyRunner => new StrategyRunner(lookup(config.name), { config, instrument });
