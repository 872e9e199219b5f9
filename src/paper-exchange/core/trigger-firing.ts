/**
 * Fires stop-losses and take-profits when their price is reached.
 * Invariant: a trigger fires once, into a market order that only closes and that no client id belongs to.
 */
import { lots, type PositionSide, type Ticks, type TriggerKind, ZERO } from '../../domain/index.ts';
import { take } from './matching.ts';
import { openOrder } from './order-store.ts';
import { accountOf, type Core, type Market, markOf, type Position, positionOf, type Trigger } from './state.ts';
import { endTrigger } from './trigger-store.ts';

/** True: fires at its price and below; false: at its price and above. */
export const firesBelow = (kind: TriggerKind, positionSide: PositionSide): boolean =>
  (kind === 'stop-loss') === (positionSide === 'long');

export function isReached(trigger: Pick<Trigger, 'kind' | 'positionSide' | 'triggerPrice'>, price: Ticks): boolean {
  return firesBelow(trigger.kind, trigger.positionSide) ? price <= trigger.triggerPrice : price >= trigger.triggerPrice;
}

export const watchedPrice = (market: Market, triggerBy: Trigger['triggerBy']): Ticks | undefined =>
  triggerBy === 'mark' ? markOf(market) : market.last;

/** Fires all that the present prices reach, oldest first. */
export function fireTriggers(core: Core, market: Market): void {
  for (let trigger = firstReached(core, market); trigger; trigger = firstReached(core, market)) fire(core, trigger);
}

function firstReached(core: Core, market: Market): Trigger | undefined {
  for (const trigger of core.triggers.in(market.instrument.symbol)) {
    const price = watchedPrice(market, trigger.triggerBy);
    if (price !== undefined && isReached(trigger, price)) return trigger;
  }
  return undefined;
}

function fire(core: Core, trigger: Trigger): void {
  const position = positionOf(core, trigger.account, trigger.symbol, trigger.positionSide);
  if (!position) return endTrigger(core, trigger, 'canceled');
  endTrigger(core, trigger, 'triggered');
  const order = openOrder(core, accountOf(core, trigger.account), {
    placement: marketClose(position, Math.min(trigger.size ?? position.size, position.size)),
    source: 'trigger',
    leverage: position.leverage,
    reserved: ZERO,
  });
  trigger.firedOrderId = order.orderId;
  take(core, order);
}

/** The exchange's own order against a position. */
export const marketClose = ({ symbol, positionSide, marginMode }: Position, size: number) =>
  ({
    clientOid: '',
    symbol,
    intent: 'close',
    positionSide,
    type: 'market',
    price: undefined,
    size: lots(size),
    timeInForce: 'ioc',
    marginMode,
    stopLoss: undefined,
    takeProfit: undefined,
  }) as const;
