/**
 * What a strategy may know: its own position and entry in a symbol, the best prices, and how its trades have ended.
 * Invariant: what other strategies, or people, hold is not shown; the gate knows it.
 */
import { entryTicks, type Position, positionKey } from './portfolio/index.ts';
import { instrumentOf, type KernelState, marketOf } from './state.ts';
import type { PositionView, StrategyView } from './strategy.ts';
import { traderView } from './traders.ts';

export function viewOf(
  state: KernelState,
  { symbol, owner, at, closedAt }: { symbol: string; owner: string; at: number; closedAt: number },
): StrategyView {
  const { bid, ask } = marketOf(state, symbol);
  return {
    at: closedAt,
    position: positionOf(state, symbol, owner),
    entry: entryOf(state, symbol, owner),
    quote: bid === undefined || ask === undefined ? undefined : { bid, ask },
    trader: traderView(state.traders.get(owner), at),
  };
}

function positionOf(state: KernelState, symbol: string, owner: string): PositionView | undefined {
  if (state.portfolio.openCount === 0) return undefined;
  return own(state, owner, 'long', symbol) ?? own(state, owner, 'short', symbol);
}

function own(
  state: KernelState,
  owner: string,
  positionSide: Position['positionSide'],
  symbol: string,
): PositionView | undefined {
  const guard = state.guards.get(positionKey(symbol, positionSide));
  if (guard?.owner !== owner) return undefined;
  const position = state.portfolio.position(symbol, positionSide);
  if (!position) return undefined;
  const { size, openedAt } = position;
  const entryPrice = entryTicks(position, instrumentOf(state, symbol));
  const { stopLoss, additions, addedAt } = guard;
  return { positionSide, size, entryPrice, stopLoss, openedAt, additions, addedAt };
}

function entryOf(state: KernelState, symbol: string, owner: string): StrategyView['entry'] {
  const order = state.orders.find(symbol, 'open');
  if (order?.plan?.owner !== owner) return undefined;
  return { positionSide: order.request.positionSide, sentAt: order.sentAt };
}
