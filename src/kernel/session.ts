/**
 * Applies a session's configuration: at the first start, and again at each restart, when it may have changed.
 * Invariant: a strategy whose name, timeframe and parameters are unchanged keeps its state and gets the instrument of today;
 * a symbol that is not traded any more has none.
 */
import { type EventOf, toJson } from '../domain/index.ts';
import { createSymbolMarket } from './market/index.ts';
import { instrumentOf, type KernelState } from './state.ts';
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
  }
  const before = new Map(state.runners);
  state.runners.clear();
  for (const symbol of config.symbols) {
    const instrument = instrumentOf(state, symbol);
    const runners = config.strategies.map((wanted) => {
      const saved = before
        .get(symbol)
        ?.find((runner) => toJson(runner.config) === toJson(wanted))
        ?.save();
      return new StrategyRunner(lookup(wanted.name), { config: wanted, instrument, saved });
    });
    state.runners.set(symbol, runners);
  }
}
