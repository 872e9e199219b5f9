/**
 * Which symbols may be entered, where that changes while the session runs.
 * Invariant: a symbol that leaves keeps its strategies, its stops and its targets until it is flat; it gets no new entry.
 */
import type { EventOf } from '../domain/index.ts';
import { addRunners } from './following.ts';
import { createSymbolMarket } from './market/index.ts';
import { type KernelState, notice, type Turn } from './state.ts';
import type { StrategyDefinition } from './strategy.ts';

export function onUniverse(
  state: KernelState,
  turn: Turn,
  event: EventOf<'universe'>,
  lookup: (name: string) => StrategyDefinition,
): void {
  const { symbols, instruments, changes } = event;
  for (const instrument of instruments)
    if (!state.markets.has(instrument.symbol)) state.markets.set(instrument.symbol, createSymbolMarket(instrument));
  for (const symbol of symbols) if (state.byHand.get(symbol) !== 'out') addRunners(state, turn, symbol, lookup);
  state.universe = new Set(symbols);
  for (const { symbol, isIn, rule } of changes)
    notice(turn, 'info', isIn ? 'symbol-joined' : 'symbol-left', { symbol, rule, symbols: symbols.length });
}
