/**
 * Fires stop-losses and take-profits when their price is reached.
 * Invariant: a trigger fires once, into an order that only closes and that no client id belongs to.
 */
import { economicSide, lots, type PositionSide, type Ticks, type TriggerKind, ZERO } from '../../domain/index.ts';
import { take } from './matching.ts';
import { displaceCloses } from './order-admission.ts';
import { openOrder } from './order-store.ts';
import { checkBand } from './price-band.ts';
import {
  accountOf,
  type Core,
  type Market,
  marketOf,
  markOf,
  type Position,
  positionOf,
  type Trigger,
} from './state.ts';
import { endTrigger } from './trigger-store.ts';
import type { OrderPlacement, Refusal } from './types.ts';

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
  if (market.instrument.status === 'halted') return;
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
  const { executePrice, stpMode = 'none' } = trigger;
  const refusal = executePrice === undefined ? undefined : bandRefusal(core, trigger, executePrice);
  trigger.failReason = refusal?.code;
  if (refusal) return endTrigger(core, trigger, 'rejected');
  endTrigger(core, trigger, 'triggered');
  const size = Math.min(trigger.size ?? position.size, position.size);
  if (executePrice !== undefined) displaceCloses(core, position, size);
  const order = openOrder(core, accountOf(core, trigger.account), {
    placement: { ...closeAt(position, size, executePrice), stpMode },
    source: 'trigger',
    leverage: position.leverage,
    reserved: ZERO,
  });
  trigger.firedOrderId = order.orderId;
  take(core, order);
}

function bandRefusal(core: Core, { symbol, positionSide }: Trigger, price: Ticks): Refusal | undefined {
  return checkBand(marketOf(core, symbol), price, economicSide('close', positionSide));
}

/** A limit at `price`, or at market without one. */
const closeAt = (position: Position, size: number, price: Ticks | undefined): OrderPlacement =>
  price === undefined
    ? marketClose(position, size)
    : { ...marketClose(position, size), type: 'limit', price, timeInForce: 'gtc' };

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
