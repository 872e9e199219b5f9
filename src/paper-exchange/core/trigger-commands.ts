/**
 * What an account asks of its triggers: place, move, cancel. They take effect at once, whatever the latency of orders.
 * Invariant: a live trigger has a position, and its price lies ahead of the present one when it is set.
 */
import { formatSize, type Lots, type Ticks, type TriggerRequest } from '../../domain/index.ts';
import { accepted, refuse } from './refuse.ts';
import { type Account, type Core, type Market, marketOf, positionOf } from './state.ts';
import { isReached, watchedPrice } from './trigger-firing.ts';
import { changeTrigger, endTrigger, findLiveTrigger, openTrigger } from './trigger-store.ts';
import type { CommandResult, MoveTriggerRequest, Reference, Refusal, TriggerPlacement } from './types.ts';

export function placeTrigger(core: Core, account: Account, request: TriggerPlacement): CommandResult {
  const market = core.markets.get(request.symbol);
  if (!market) return refuse('unknown-symbol', { symbol: request.symbol });
  const refusal =
    checkIdentity(core, account, request) ?? checkSize(core, account, request) ?? checkPrice(market, request);
  if (refusal) return refusal;
  return accepted(openTrigger(core, account, { request, parentOrderId: '' }).triggerId);
}

export function moveTrigger(core: Core, account: Account, request: MoveTriggerRequest): CommandResult {
  const trigger = findLiveTrigger(core, account, request);
  if (!trigger)
    return refuse('trigger-not-found', { symbol: request.symbol, id: request.id, clientOid: request.clientOid });
  const { triggerPrice, size, executePrice, triggerBy } = request;
  if (size !== undefined && trigger.size === undefined) return refuse('size-invalid', { size });
  const moved = {
    ...trigger,
    triggerPrice,
    size: size ?? trigger.size,
    triggerBy: triggerBy ?? trigger.triggerBy,
    executePrice: executePrice === 'market' ? undefined : (executePrice ?? trigger.executePrice),
  };
  const refusal =
    (size === undefined ? undefined : checkSize(core, account, moved)) ??
    checkPrice(marketOf(core, trigger.symbol), moved);
  if (refusal) return refusal;
  changeTrigger(core, trigger, { triggerPrice, size, executePrice, triggerBy });
  return accepted(trigger.triggerId);
}

export function cancelTriggerCommand(core: Core, account: Account, reference: Reference): CommandResult {
  const trigger = findLiveTrigger(core, account, reference);
  if (!trigger)
    return refuse('trigger-not-found', { symbol: reference.symbol, id: reference.id, clientOid: reference.clientOid });
  endTrigger(core, trigger, 'canceled');
  return accepted(trigger.triggerId);
}

function checkIdentity(core: Core, account: Account, { clientOid, symbol }: TriggerRequest): Refusal | undefined {
  const live = core.triggers.of(account.name);
  if (clientOid !== '' && live.some((trigger) => trigger.clientOid === clientOid))
    return refuse('duplicate-client-oid', { clientOid });
  const { openMax, openInAllMax } = core.options;
  if (live.length >= openInAllMax) return refuse('too-many-triggers', { openMax: openInAllMax });
  const count = live.reduce((sum, trigger) => sum + (trigger.symbol === symbol ? 1 : 0), 0);
  return count < openMax ? undefined : refuse('too-many-triggers', { openMax });
}

type Sized = Pick<TriggerRequest, 'symbol' | 'positionSide'> & { readonly size: Lots | undefined };

function checkSize(core: Core, account: Account, { symbol, positionSide, size }: Sized): Refusal | undefined {
  const { instrument } = marketOf(core, symbol);
  const position = positionOf(core, account.name, symbol, positionSide);
  if (!position) return refuse('no-position', { symbol, positionSide });
  if (size === undefined) return undefined;
  if (!Number.isSafeInteger(size) || size <= 0) return refuse('size-invalid', { size });
  if (size <= position.size) return undefined;
  return refuse('reduce-size', { size: formatSize(instrument, size), closable: formatSize(instrument, position.size) });
}

type Priced = Pick<TriggerPlacement, 'kind' | 'positionSide' | 'triggerBy' | 'executePrice'> & {
  readonly triggerPrice: Ticks;
};

function checkPrice(market: Market, request: Priced): Refusal | undefined {
  const { kind, triggerPrice, triggerBy, executePrice } = request;
  for (const price of [triggerPrice, executePrice ?? triggerPrice])
    if (!Number.isSafeInteger(price) || price <= 0) return refuse('price-invalid', { price });
  const price = watchedPrice(market, triggerBy);
  if (price === undefined) return refuse('no-price', { symbol: market.instrument.symbol });
  return isReached(request, price) ? refuse('trigger-would-fire', { kind, triggerPrice, price }) : undefined;
}
