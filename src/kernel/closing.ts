/**
 * Closes positions at market.
 * Invariant: one close of a position at a time, never for more than is open.
 */
import { formatSize, type Lots, lots } from '../domain/index.ts';
import type { Position } from './portfolio/index.ts';
import { approveClose } from './risk/index.ts';
import { configOf, instrumentOf, type KernelState, nextClientOid, notice, type Turn } from './state.ts';

/** Closes `size` (all of it when undefined) at market, unless a close is already under way. */
export function closePosition(
  state: KernelState,
  turn: Turn,
  close: { position: Position; size?: Lots | undefined; reason: string; requestId?: string },
): string | undefined {
  const { symbol, positionSide, size: open } = close.position;
  if (state.orders.find(symbol, 'close', positionSide)) return undefined;
  const order = approveClose({
    clientOid: nextClientOid(state, 'exit'),
    symbol,
    intent: 'close',
    positionSide,
    type: 'market',
    price: undefined,
    size: lots(Math.min(close.size ?? open, open)),
    timeInForce: 'ioc',
    marginMode: configOf(state).marginMode,
    leverage: 1,
    stopLoss: undefined,
    takeProfit: undefined,
  });
  state.orders.add({ request: order, plan: undefined, requestId: close.requestId }, turn.at);
  turn.effects.push({ type: 'submit-order', order });
  const size = formatSize(instrumentOf(state, symbol), order.size);
  notice(turn, 'info', 'exit-sent', { symbol, positionSide, size, reason: close.reason, clientOid: order.clientOid });
  return order.clientOid;
}
