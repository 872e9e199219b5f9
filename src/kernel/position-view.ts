/**
 * What a strategy may know of its symbol's position.
 */
import { entryTicks, positionKey } from './portfolio/index.ts';
import { instrumentOf, type KernelState } from './state.ts';
import type { PositionView } from './strategy.ts';

export function viewOf(state: KernelState, symbol: string): PositionView | undefined {
  if (state.portfolio.openCount === 0) return undefined;
  const position = state.portfolio.position(symbol, 'long') ?? state.portfolio.position(symbol, 'short');
  if (!position) return undefined;
  const { positionSide, size, openedAt } = position;
  const entryPrice = entryTicks(position, instrumentOf(state, symbol));
  const stopLoss = state.guards.get(positionKey(symbol, positionSide))?.stopLoss;
  return { positionSide, size, entryPrice, stopLoss, openedAt };
}
