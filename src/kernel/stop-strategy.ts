/**
 * Ends a strategy that threw, on every symbol.
 * Invariant: its positions keep the stops and targets that the exchange holds, and are guarded on; all others go on.
 */
import { type KernelState, notice, type Turn } from './state.ts';
import type { StrategyRunner } from './strategy-runner.ts';

export function stopStrategy(
  state: KernelState,
  turn: Turn,
  { runner, failure }: { readonly runner: StrategyRunner; readonly failure: string },
): void {
  const { symbol } = runner;
  const { name, timeframe } = runner.config;
  for (const runners of state.runners.values())
    for (const one of runners) if (one.config.name === name) one.stop(failure);
  const positions = [...state.guards.values()].filter(({ owner }) => owner === name).length;
  notice(turn, 'critical', 'strategy-stopped', { strategy: name, timeframe, symbol, failure, positions });
}
