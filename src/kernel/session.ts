/**
 * Applies a session's configuration: at the first start, and again at each restart, when it may have changed.
 * Invariant: a strategy whose name, timeframe and parameters are unchanged keeps its state and gets the instrument of today;
 * a symbol that is not traded any more has none; a strategy that had failed begins anew.
 */
import { type EventOf, type StrategyConfig, toJson } from '../domain/index.ts';
import { forgetLeverageAnswers } from './leverage.ts';
import { tellTightened } from './limits.ts';
import { createSymbolMarket } from './market/index.ts';
import { instrumentOf, type KernelState, notice, type Turn } from './state.ts';
import { stopStrategy } from './stop-strategy.ts';
import type { StrategyDefinition } from './strategy.ts';
import { StrategyRunner, type StrategyRunnerState } from './strategy-runner.ts';

type Lookup = (name: string) => StrategyDefinition;

export function configure(state: KernelState, turn: Turn, event: EventOf<'session'>, lookup: Lookup): void {
  const { config, instruments } = event;
  state.config = config;
  forgetLeverageAnswers(state);
  // Whoever chooses says it again after a start.
  state.universe = undefined;
  for (const instrument of instruments) {
    const known = state.markets.get(instrument.symbol);
    if (known) known.instrument = instrument;
    else state.markets.set(instrument.symbol, createSymbolMarket(instrument));
  }
  const before = new Map(state.runners);
  state.runners.clear();
  for (const symbol of config.symbols) {
    const instrument = instrumentOf(state, symbol);
    const runners = config.strategies.map(
      (wanted) =>
        new StrategyRunner(lookup(wanted.name), {
          config: wanted,
          instrument,
          saved: savedOf(before.get(symbol), wanted),
        }),
    );
    state.runners.set(symbol, runners);
  }
  tellTightened(state, turn);
  tellChanged(before, turn, config.strategies);
  stopBroken(state, turn);
}

/** What a strategy goes on from; undefined where it begins anew. */
function savedOf(before: readonly StrategyRunner[] = [], wanted: StrategyConfig): StrategyRunnerState | undefined {
  const known = before.find((runner) => runner.failure === undefined && toJson(runner.config) === toJson(wanted));
  const saved = known?.save();
  return saved?.failure === undefined ? saved : undefined;
}

/** A strategy whose code is not what it was begins anew, and a person is told. */
function tellChanged(
  before: ReadonlyMap<string, readonly StrategyRunner[]>,
  turn: Turn,
  strategies: readonly StrategyConfig[],
): void {
  const known = [...before.values()].flat().map(({ config }) => config);
  for (const { name, codeHash } of strategies) {
    const old = known.find((config) => config.name === name && config.codeHash !== codeHash);
    if (old === undefined) continue;
    notice(turn, 'warning', 'strategy-changed', { strategy: name, before: old.codeHash, now: codeHash });
  }
}

/** One that cannot even be made is stopped like one that throws. */
function stopBroken(state: KernelState, turn: Turn): void {
  const told = new Set<string>();
  for (const runners of state.runners.values()) {
    for (const runner of runners) {
      const { failure } = runner;
      if (failure === undefined || told.has(runner.config.name)) continue;
      told.add(runner.config.name);
      stopStrategy(state, turn, { runner, failure });
    }
  }
}
