/**
 * What an account asks of its plans: place, modify, cancel. They take effect at once, whatever the latency of orders.
 * Invariant: what could only fail when it fires (margin, position, band) is not asked here, all else is.
 */
import { formatSize, rate, type Ticks } from '../../domain/index.ts';
import { endPlan, findLivePlan, openPlan, tellPlan } from './plan-store.ts';
import { accepted, refuse } from './refuse.ts';
import { settle } from './settle.ts';
import { type Account, type Core, type Market, marketOf, positionOf, settingOf } from './state.ts';
import { isReached, watchedPrice } from './trigger-firing.ts';
import type { CommandResult, ModifyPlanRequest, PlanRequest, Reference, Refusal } from './types.ts';

const CALLBACK_MIN = rate('0.0001');
const CALLBACK_MAX = rate('0.1');

export function placePlan(core: Core, account: Account, given: PlanRequest): CommandResult {
  const market = core.markets.get(given.symbol);
  if (!market) return refuse('unknown-symbol', { symbol: given.symbol });
  const request = normalized(given);
  const price = watchedPrice(market, request.triggerBy);
  if (price === undefined) return refuse('no-price', { symbol: given.symbol });
  const refusal = checkRoom(core, account, request) ?? checkPlan(core, account, { market, request });
  if (refusal) return refusal;
  const plan = openPlan(core, account, { request, ...watching(request, price) });
  settle(core, market);
  return accepted(plan.planId);
}

/** A trailing plan fires at market, and a trailing stop only closes. */
function normalized(request: PlanRequest): PlanRequest {
  if (request.kind === 'trigger') return { ...request, callback: undefined };
  const intent = request.kind === 'trailing-stop' ? 'close' : request.intent;
  return { ...request, intent, type: 'market', price: undefined };
}

/** From which side the trigger price is reached, and whether a trailing plan follows at once. */
function watching({ kind, triggerPrice }: PlanRequest, price: Ticks) {
  const isActive = kind !== 'trigger' && triggerPrice === undefined;
  return { firesBelow: (triggerPrice ?? price) <= price, isActive, extreme: isActive ? price : undefined };
}

function checkRoom(core: Core, account: Account, { clientOid, symbol }: PlanRequest): Refusal | undefined {
  const live = core.plans.of(account.name);
  if (clientOid !== '' && live.some((plan) => plan.clientOid === clientOid))
    return refuse('duplicate-client-oid', { clientOid });
  const { openMax, openInAllMax } = core.options;
  if (live.length >= openInAllMax) return refuse('too-many-plans', { openMax: openInAllMax });
  const count = live.reduce((sum, plan) => sum + (plan.symbol === symbol ? 1 : 0), 0);
  return count < openMax ? undefined : refuse('too-many-plans', { openMax });
}

type Asked = { readonly market: Market; readonly request: PlanRequest };

function checkPlan(core: Core, account: Account, { market, request }: Asked): Refusal | undefined {
  const { symbol, marginMode, intent, positionSide, kind } = request;
  const { status } = market.instrument;
  if (status === 'halted') return refuse('halted', { symbol });
  if (status === 'reduce-only' && intent === 'open') return refuse('opening-not-allowed', { symbol });
  const setting = settingOf(core, account, symbol);
  if (intent === 'open' && marginMode !== setting.marginMode)
    return refuse('margin-mode-mismatch', { wanted: marginMode, marginMode: setting.marginMode });
  if (kind === 'trailing-stop' && !positionOf(core, account.name, symbol, positionSide))
    return refuse('no-position', { symbol, positionSide });
  return checkSize(market, request) ?? checkPrices(request) ?? checkPresets(request);
}

function checkSize({ instrument }: Market, { kind, size, type }: PlanRequest): Refusal | undefined {
  if (size === undefined) return kind === 'trailing-stop' ? undefined : refuse('size-invalid', { size });
  if (!Number.isSafeInteger(size) || size <= 0) return refuse('size-invalid', { size });
  const [sizeMin, sizeMax] = [instrument.sizeMin, type === 'market' ? instrument.marketSizeMax : instrument.sizeMax];
  if (size < sizeMin)
    return refuse('size-below-minimum', {
      size: formatSize(instrument, size),
      sizeMin: formatSize(instrument, sizeMin),
    });
  if (size <= sizeMax) return undefined;
  return refuse('size-above-maximum', { size: formatSize(instrument, size), sizeMax: formatSize(instrument, sizeMax) });
}

function checkPrices({ kind, type, price, triggerPrice, callback }: PlanRequest): Refusal | undefined {
  if (kind === 'trigger' && triggerPrice === undefined) return refuse('price-missing');
  if (type === 'limit' && price === undefined) return refuse('price-missing');
  for (const given of [price, triggerPrice])
    if (given !== undefined && (!Number.isSafeInteger(given) || given <= 0))
      return refuse('price-invalid', { price: given });
  const isTrailing = kind !== 'trigger';
  const isInRange = callback !== undefined && callback >= CALLBACK_MIN && callback <= CALLBACK_MAX;
  return isTrailing && !isInRange ? refuse('callback-invalid', { callback: String(callback ?? '') }) : undefined;
}

/** Presets lie on the right side of the price at which the order is expected to fill, where that is known. */
function checkPresets(request: PlanRequest): Refusal | undefined {
  const { positionSide, stopLoss, takeProfit } = request;
  const price = request.price ?? (request.kind === 'trigger' ? request.triggerPrice : undefined);
  if (price === undefined || request.intent === 'close') return undefined;
  for (const [kind, triggerPrice] of [['stop-loss', stopLoss] as const, ['take-profit', takeProfit] as const]) {
    if (triggerPrice !== undefined && isReached({ kind, positionSide, triggerPrice }, price))
      return refuse('trigger-would-fire', { kind, triggerPrice, price });
  }
  return undefined;
}

export function modifyPlan(core: Core, account: Account, change: ModifyPlanRequest): CommandResult {
  const plan = findLivePlan(core, account, change);
  if (!plan) return notFound(change);
  const market = marketOf(core, plan.symbol);
  const request = normalized(changed(plan, change));
  const price = watchedPrice(market, request.triggerBy);
  if (price === undefined) return refuse('no-price', { symbol: plan.symbol });
  const refusal = checkPlan(core, account, { market, request });
  if (refusal) return refusal;
  // A trailing plan that follows already goes on from its extreme, unless it is to wait for another price first.
  const isMoved = change.triggerPrice !== undefined || change.triggerBy !== undefined;
  Object.assign(plan, request, isMoved ? watching(request, price) : {}, { updatedAt: core.now });
  tellPlan(core, plan);
  settle(core, market);
  return accepted(plan.planId);
}

function changed(plan: PlanRequest, change: ModifyPlanRequest): PlanRequest {
  const { symbol: _, id: _id, clientOid: _oid, stopLoss, takeProfit, ...rest } = change;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const preset = (value: Ticks | 'none' | undefined, before: Ticks | undefined): Ticks | undefined =>
    value === 'none' ? undefined : (value ?? before);
  return {
    ...plan,
    ...given,
    stopLoss: preset(stopLoss, plan.stopLoss),
    takeProfit: preset(takeProfit, plan.takeProfit),
  };
}

export function cancelPlanCommand(core: Core, account: Account, reference: Reference): CommandResult {
  const plan = findLivePlan(core, account, reference);
  if (!plan) return notFound(reference);
  endPlan(core, plan, { status: 'canceled' });
  return accepted(plan.planId);
}

const notFound = ({ symbol, id, clientOid }: Reference): CommandResult =>
  refuse('plan-not-found', { symbol, id, clientOid });
