/**
 * What an account asks of its triggers: place, move, cancel. They take effect at once, whatever the latency of orders.
 * Invariant: a live trigger has a position, and its price lies ahead of the present one when it is set.
 */
import { formatSize, type Lots, type Ticks, type TriggerRequest } from '../../domain/index.ts';
import { accepted, refuse } from './refuse.ts';
import { type Account, type Core, type Market, marketOf, positionOf, type Trigger } from './state.ts';
import { isReached, watchedPrice } from './trigger-firing.ts';
import { changeTrigger, endTrigger, findLiveTrigger, openTrigger } from './trigger-store.ts';
import type {
  CommandResult,
  MoveTriggerRequest,
  Reference,
  Refusal,
  TriggerPairPlacement,
  TriggerPlacement,
} from './types.ts';

export function placeTrigger(core: Core, account: Account, request: TriggerPlacement): CommandResult {
  const market = core.markets.get(request.symbol);
  if (!market) return refuse('unknown-symbol', { symbol: request.symbol });
  const refusal =
    checkIdentity(core, account, request) ?? checkSize(core, account, request) ?? checkPrice(market, request);
  if (refusal) return refusal;
  return accepted(openTrigger(core, account, { request, parentOrderId: '' }).triggerId);
}

/** Both or none; the accepted id is that of the take-profit. */
export function placeTriggerPair(core: Core, account: Account, pair: TriggerPairPlacement): CommandResult {
  const market = core.markets.get(pair.symbol);
  if (!market) return refuse('unknown-symbol', { symbol: pair.symbol });
  const { takeProfit, stopLoss, ...shared } = pair;
  const target: TriggerPlacement = { ...shared, ...takeProfit, kind: 'take-profit' };
  const stop: TriggerPlacement = { ...shared, ...stopLoss, kind: 'stop-loss' };
  const refusal =
    checkIdentity(core, account, { ...shared, count: 2 }) ??
    checkSize(core, account, shared) ??
    checkPrice(market, target) ??
    checkPrice(market, stop);
  if (refusal) return refusal;
  const first = openTrigger(core, account, { request: target, parentOrderId: '' });
  const second = openTrigger(core, account, { request: stop, parentOrderId: '' });
  first.partnerId = second.triggerId;
  second.partnerId = first.triggerId;
  return accepted(first.triggerId);
}

/** All of them or none; the accepted id is that of the first. */
export function moveTriggers(core: Core, account: Account, requests: readonly MoveTriggerRequest[]): CommandResult {
  const moves = requests.map((request) => checkMove(core, account, request));
  for (const move of moves) if ('code' in move) return move;
  for (const move of moves) if ('trigger' in move) changeTrigger(core, move.trigger, move.change);
  const [first] = moves;
  return first && 'trigger' in first ? accepted(first.trigger.triggerId) : refuse('trigger-not-found');
}

type Move = {
  readonly trigger: Trigger;
  readonly change: Pick<MoveTriggerRequest, 'triggerPrice' | 'size' | 'executePrice' | 'triggerBy'>;
};

function checkMove(core: Core, account: Account, request: MoveTriggerRequest): Move | Refusal {
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
  return refusal ?? { trigger, change: { triggerPrice, size, executePrice, triggerBy } };
}

export function cancelTriggerCommand(core: Core, account: Account, reference: Reference): CommandResult {
  const trigger = findLiveTrigger(core, account, reference);
  if (!trigger)
    return refuse('trigger-not-found', { symbol: reference.symbol, id: reference.id, clientOid: reference.clientOid });
  endTrigger(core, trigger, 'canceled');
  return accepted(trigger.triggerId);
}

/** @param named `count`: how many are to be placed; default 1. */
function checkIdentity(
  core: Core,
  account: Account,
  { clientOid, symbol, count: added = 1 }: Pick<TriggerRequest, 'clientOid' | 'symbol'> & { count?: number },
): Refusal | undefined {
  const live = core.triggers.of(account.name);
  if (clientOid !== '' && live.some((trigger) => trigger.clientOid === clientOid))
    return refuse('duplicate-client-oid', { clientOid });
  const { openMax, openInAllMax } = core.options;
  if (live.length + added > openInAllMax) return refuse('too-many-triggers', { openMax: openInAllMax });
  const count = live.reduce((sum, trigger) => sum + (trigger.symbol === symbol ? 1 : 0), 0);
  return count + added <= openMax ? undefined : refuse('too-many-triggers', { openMax });
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
