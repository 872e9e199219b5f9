/**
 * The exchange's own closing of a position: at the mark, against the world outside, whatever the book shows.
 * Invariant: a position that goes takes its triggers and close orders along first.
 */
import { lots, ZERO } from '../../domain/index.ts';
import { applyFill } from './fills.ts';
import { cancelOrder, closesOf, openOrder } from './order-store.ts';
import { type Account, type Core, knownMark, marketOf, type Position } from './state.ts';
import { marketClose } from './trigger-firing.ts';
import { cancelTriggersOf } from './trigger-store.ts';

export type Closing = {
  readonly position: Position;
  readonly size: number;
  readonly source: 'liquidation' | 'delisting';
};

export function closeAtMark(core: Core, account: Account, { position, size, source }: Closing): void {
  if (size === position.size) {
    for (const close of closesOf(core, position)) cancelOrder(core, close, source);
    cancelTriggersOf(core, position);
  }
  const price = knownMark(marketOf(core, position.symbol));
  const order = openOrder(core, account, {
    placement: marketClose(position, size),
    source,
    leverage: position.leverage,
    reserved: ZERO,
  });
  applyFill(core, order, { price, size: lots(size), liquidity: 'taker' });
}
