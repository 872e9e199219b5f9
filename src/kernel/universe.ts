/**
 * Which symbols may be entered, where that changes while the session runs.
 * Invariant: a symbol that leaves keeps its strategies, its stops and its targets until it is flat; it gets no new entry.
 */
import type { EventOf } from '../domain/index.ts';
import { createSymbolMarket } from './market/index.ts';
import { configOf, instrumentOf, type KernelState, notice, type Turn } from './state.ts';
import type { StrategyDefinition } from './strategy.ts';
import { StrategyRunner } from './strategy-runner.ts';

export function onUniverse(
  state: KernelState,
  turn: Turn,
  event: EventOf<'universe'>,
  lookup: (name: string) => StrategyDefinition,
): void {
  const { symbols, instruments, changes } = event;
  for (const instrument of instruments)
    if (!state.markets.has(instrument.symbol)) state.markets.set(instrument.symbol, createSymbolMarket(instrument));
  for (const symbol of symbols) {
    if (state.runners.has(symbol)) continue;
    const instrument = instrumentOf(state, symbol);
    const runners = configOf(state).strategies.map(
      (config) => new StrategyRunner(lookup(config.name), { config, instrument }),
    );
    state.runners.set(symbol, runners);
  }
  state.universe = new Set(symbols);
  for (const { symbol, isIn, rule } of changes)
    notice(turn, 'info', isIn ? 'symbol-joined' : 'symbol-left', { symbol, rule, symbols: symbols.length });
}

/** Whether a symbol may be entered. Without a universe all of the session's may. */
export const isInUniverse = ({ universe }: Readonly<KernelState>, symbol: string): boolean =>
  universe === undefined || universe.has(symbol);
