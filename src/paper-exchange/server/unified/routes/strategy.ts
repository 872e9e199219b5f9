/**
 * What the exchange holds for a Unified account until a price is reached: stop-losses and take-profits of positions (type
 * tpsl), and orders that wait (type trigger).
 * Invariant: a tpsl has one leg and only reduces; what asks for two in one is refused, not ignored.
 */
import type { RequestOf } from '../../../../bitget/protocol/index.ts';
import type { unifiedEndpoints } from '../../../../bitget/unified/index.ts';
import type { Instrument, PositionSide, Ticks, TriggerKind, TriggerPriceType } from '../../../../domain/index.ts';
import type { PlanDetail, TriggerDetail } from '../../../core/index.ts';
import { ApiError } from '../../http/api-error.ts';
import type { Call } from '../../routes/call.ts';
import { pageOf } from '../../routes/paging.ts';
import { planRow, strategyRow } from '../wire/strategies.ts';
import { triggerByOf } from '../wire/words.ts';
import { isNamed, type Names, readPrice, readSize, type UnifiedHandlers } from './call.ts';
import { firingOf } from './order.ts';
import { changePlan, placePlan } from './plan.ts';
import { sideHeld } from './position.ts';

type PlaceRequest = RequestOf<typeof unifiedEndpoints.placeStrategyOrder>;
type ModifyRequest = RequestOf<typeof unifiedEndpoints.modifyStrategyOrder>;

type Leg = {
  readonly kind: TriggerKind;
  readonly triggerPrice: Ticks;
  readonly triggerBy: TriggerPriceType;
  readonly executePrice: Ticks | undefined;
};

/** @throws ApiError 40019 for no leg, 25238 for two. */
function legOf(instrument: Instrument, terms: Partial<PlaceRequest> | ModifyRequest): Leg {
  const { takeProfit, stopLoss, tpTriggerBy, slTriggerBy } = terms;
  const { takeProfitExecute, stopLossExecute } = firingOf(instrument, terms);
  if (takeProfit && stopLoss) throw new ApiError('25238', 'takeProfit, stopLoss');
  if (takeProfit) {
    const triggerPrice = readPrice(instrument, takeProfit);
    return { kind: 'take-profit', triggerPrice, triggerBy: triggerByOf(tpTriggerBy), executePrice: takeProfitExecute };
  }
  if (!stopLoss) throw new ApiError('40019', 'stopLoss');
  const triggerPrice = readPrice(instrument, stopLoss);
  return { kind: 'stop-loss', triggerPrice, triggerBy: triggerByOf(slTriggerBy), executePrice: stopLossExecute };
}

/** Of the position that it reduces: named, or what the closing side reduces, or the only one there is. */
function heldSide(call: Call, { symbol, posSide, side }: PlaceRequest): PositionSide {
  if (posSide !== undefined) return posSide;
  if (side !== undefined) return side === 'sell' ? 'long' : 'short';
  return sideHeld(call, symbol);
}

function place(call: Call, request: PlaceRequest) {
  const instrument = call.instrument(request.symbol);
  const { tpslMode = 'full', qty, clientOid = '' } = request;
  if (tpslMode === 'partial' && qty === undefined) throw new ApiError('40019', 'qty');
  const leg = legOf(instrument, request);
  const positionSide = heldSide(call, request);
  const trigger = {
    ...leg,
    clientOid,
    symbol: instrument.symbol,
    positionSide,
    size: tpslMode === 'partial' && qty !== undefined ? readSize(instrument, qty) : undefined,
  };
  const asked = { positionSide, isTrigger: true };
  const { id } = call.execute((exchange, at) => exchange.placeTrigger(call.account, trigger, at), asked);
  return { orderId: id, clientOid };
}

type Strategy = { readonly trigger: TriggerDetail } | { readonly plan: PlanDetail };

/** @throws ApiError 25597 when no live one has the name. */
function liveStrategy(call: Call, names: Names): Strategy {
  const isWanted = isNamed(names);
  const trigger = call.exchange
    .openTriggerDetails(call.account)
    .find(({ triggerId, clientOid }) => isWanted({ id: triggerId, clientOid }));
  if (trigger) return { trigger };
  const plan = call.exchange.plans(call.account).find(({ planId, clientOid }) => isWanted({ id: planId, clientOid }));
  if (!plan) throw new ApiError('25597');
  return { plan };
}

function move(call: Call, request: ModifyRequest) {
  const found = liveStrategy(call, request);
  if ('plan' in found) return changePlan(call, found.plan, request);
  const { symbol, kind, size, triggerId, positionSide, clientOid } = found.trigger;
  const instrument = call.instrument(symbol);
  const leg = legOf(instrument, request);
  if (leg.kind !== kind) throw new ApiError('400172', leg.kind === 'stop-loss' ? 'stopLoss' : 'takeProfit');
  const isTypeNamed = (kind === 'stop-loss' ? request.slOrderType : request.tpOrderType) !== undefined;
  const isByNamed = (kind === 'stop-loss' ? request.slTriggerBy : request.tpTriggerBy) !== undefined;
  const change = {
    symbol,
    id: triggerId,
    triggerPrice: leg.triggerPrice,
    size: request.qty && size !== undefined ? readSize(instrument, request.qty) : undefined,
    executePrice: isTypeNamed ? (leg.executePrice ?? 'market') : undefined,
    triggerBy: isByNamed ? leg.triggerBy : undefined,
  } as const;
  call.execute((exchange, at) => exchange.moveTrigger(call.account, change, at), { positionSide, isTrigger: true });
  return { orderId: triggerId, clientOid };
}

function cancel(call: Call, names: Names): void {
  const found = liveStrategy(call, names);
  if ('plan' in found) {
    const { symbol, planId } = found.plan;
    call.execute((exchange, at) => exchange.cancelPlan(call.account, { symbol, id: planId }, at));
  } else {
    const { symbol, triggerId } = found.trigger;
    call.execute((exchange, at) => exchange.cancelTrigger(call.account, { symbol, id: triggerId }, at));
  }
}

/** In the order in which they were placed; `type` undefined: both. */
function rowsOf(
  call: Call,
  { triggers, plans }: { triggers: readonly TriggerDetail[]; plans: readonly PlanDetail[] },
  type: 'tpsl' | 'trigger' | undefined,
) {
  const mode = call.positionMode;
  const waiting = type === 'tpsl' ? [] : plans.filter(({ kind }) => kind === 'trigger');
  const closing = type === 'trigger' ? [] : triggers;
  return [
    ...waiting.map((plan) => planRow(call.instrument(plan.symbol), mode, plan)),
    ...closing.map((trigger) => strategyRow(call.instrument(trigger.symbol), mode, trigger)),
  ].toSorted((a, b) => (BigInt(a.orderId) < BigInt(b.orderId) ? -1 : 1));
}

export const strategyRoutes: UnifiedHandlers<
  | 'placeStrategyOrder'
  | 'modifyStrategyOrder'
  | 'cancelStrategyOrder'
  | 'unfilledStrategyOrders'
  | 'historyStrategyOrders'
> = {
  placeStrategyOrder: (request, call) => (request.type === 'trigger' ? placePlan(call, request) : place(call, request)),

  modifyStrategyOrder: (request, call) => move(call, request),

  cancelStrategyOrder: (request, call) => {
    cancel(call, request);
    return null;
  },

  unfilledStrategyOrders: ({ type }, call) => {
    const live = { triggers: call.exchange.openTriggerDetails(call.account), plans: call.exchange.plans(call.account) };
    return rowsOf(call, live, type);
  },

  historyStrategyOrders: ({ type, cursor, ...query }, call) => {
    const triggers = call.desk.parts.history.of(call.account).trigger;
    const ended = rowsOf(call, { triggers, plans: call.exchange.finishedPlans(call.account, 0) }, type);
    const key = {
      id: (row: { orderId: string }) => row.orderId,
      at: (row: { createdTime: string }) => Number(row.createdTime),
    };
    const { rows, endId } = pageOf(ended, { ...query, idLessThan: cursor }, key);
    return { list: [...rows], cursor: endId };
  },
};
