/**
 * Closing at market by one command: positions as a whole, and turning one round.
 * Invariant: each close passes the checks of an order like any other.
 */
import { type Lots, lots } from '../../domain/index.ts';
import { oppositeSide } from './fills.ts';
import { placeOrder } from './order-commands.ts';
import { refuse } from './refuse.ts';
import { type Account, type Core, type Position, positionOf } from './state.ts';
import type { CloseAnswer, ClosePositionsRequest, CommandResult, OrderPlacement, ReverseRequest } from './types.ts';

export function closePositions(
  core: Core,
  account: Account,
  { symbol, positionSide }: ClosePositionsRequest,
): CloseAnswer['results'] {
  const held = core.positions
    .of(account.name)
    .filter((position) => symbol === undefined || position.symbol === symbol)
    .filter((position) => positionSide === undefined || position.positionSide === positionSide);
  return held.map((position) => ({
    symbol: position.symbol,
    positionSide: position.positionSide,
    result: placeOrder(core, account, marketOrder(position, { intent: 'close', size: position.size })),
  }));
}

/** Where the opening order is refused the position is closed all the same, and `closed` names the order that did it. */
export function reversePosition(
  core: Core,
  account: Account,
  { symbol, positionSide, size, clientOid }: ReverseRequest,
): CommandResult {
  if (!core.markets.has(symbol)) return refuse('unknown-symbol', { symbol });
  const position = positionOf(core, account.name, symbol, positionSide);
  if (!position) return refuse('no-position', { symbol, positionSide });
  const held = position.size;
  const closed = placeOrder(core, account, marketOrder(position, { intent: 'close', size: held }));
  if (!closed.ok) return closed;
  const turned = { ...position, positionSide: oppositeSide(positionSide) };
  const order = { ...marketOrder(turned, { intent: 'open', size: lots(size ?? held) }), clientOid };
  const opened = placeOrder(core, account, order);
  return opened.ok ? opened : { ...opened, details: { ...opened.details, closed: closed.id } };
}

type Wanted = { readonly intent: 'open' | 'close'; readonly size: Lots };

const marketOrder = ({ symbol, positionSide, marginMode }: Position, { intent, size }: Wanted): OrderPlacement => ({
  clientOid: '',
  symbol,
  intent,
  positionSide,
  type: 'market',
  price: undefined,
  size,
  timeInForce: 'ioc',
  marginMode,
  stopLoss: undefined,
  takeProfit: undefined,
});
