/**
 * What the exchange holds for a Unified account until a price is reached: stop-losses and take-profits of positions (type
 * tpsl), and orders that wait (type trigger).
 * Invariant: a tpsl only reduces; it has one leg, or a take-profit and a stop-loss of which one ends the other.
 */
import type { RequestOf } from '../../../../bitget/protocol/index.ts';
import type { unifiedEndpoints } from '../../../../bitget/unified/index.ts';
import type { Instrument, PositionSide, TriggerKind } from '../../../../domain/index.ts';
import type { MoveTriggerRequest, PlanDetail, TriggerDetail, TriggerLeg } from '../../../core/index.ts';
import { ApiError } from '../../http/api-error.ts';
import type { Call } from '../../routes/call.ts';
import type { Names } from '../../routes/names.ts';
import { pageOf } from '../../routes/paging.ts';
import { type Legs, planRow, strategiesOf, strategyRow } from '../wire/strategies.ts';
import { isNamed, readPrice, readSize, type UnifiedHandlers } from './call.ts';
import { firingOf } from './order.ts';
import { changePlan, placePlan } from './plan.ts';
import { sideHeld } from './position.ts';

type PlaceRequest = RequestOf<typeof unifiedEndpoints.placeStrategyOrder>;
type ModifyRequest = RequestOf<typeof unifiedEndpoints.modifyStrategyOrder>;

type Leg = TriggerLeg & { readonly kind: TriggerKind };

/** The take-profit before the stop-loss. @throws ApiError 40019 for none. */
function legsOf(instrument: Instrument, terms: Partial<PlaceRequest> | ModifyRequest): readonly [Leg, Leg?] {
  const { takeProfitExecute, stopLossExecute, takeProfitBy, stopLossBy } = firingOf(instrument, terms);
  const legOf = (kind: TriggerKind, text: string, firing: Omit<TriggerLeg, 'triggerPrice'>): Leg => ({
    kind,
    triggerPrice: readPrice(instrument, text),
    ...firing,
  });
  const target =
    terms.takeProfit &&
    legOf('take-profit', terms.takeProfit, { triggerBy: takeProfitBy, executePrice: takeProfitExecute });
  const stop =
    terms.stopLoss && legOf('stop-loss', terms.stopLoss, { triggerBy: stopLossBy, executePrice: stopLossExecute });
  if (target) return stop ? [target, stop] : [target];
  if (!stop) throw new ApiError('40019', 'stopLoss');
  return [stop];
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
  const [leg, stopLoss] = legsOf(instrument, request);
  const positionSide = heldSide(call, request);
  const shared = {
    clientOid,
    symbol: instrument.symbol,
    positionSide,
    size: tpslMode === 'partial' && qty !== undefined ? readSize(instrument, qty) : undefined,
  };
  const asked = { positionSide, isTrigger: true };
  const { id } = call.execute(
    (exchange, at) =>
      stopLoss
        ? exchange.placeTriggerPair(call.account, { ...shared, takeProfit: leg, stopLoss }, at)
        : exchange.placeTrigger(call.account, { ...shared, ...leg }, at),
    asked,
  );
  return { orderId: id, clientOid };
}

/** One leg, or the two that were placed together. */
type Strategy = { readonly legs: Legs } | { readonly plan: PlanDetail };

/** @throws ApiError 25597 when no live one has the name. */
function liveStrategy(call: Call, names: Names): Strategy {
  const isWanted = isNamed(names);
  const legs = strategiesOf(call.exchange.openTriggerDetails(call.account)).find(([first]) =>
    isWanted({ id: first.triggerId, clientOid: first.clientOid }),
  );
  if (legs) return { legs };
  const plan = call.exchange.plans(call.account).find(({ planId, clientOid }) => isWanted({ id: planId, clientOid }));
  if (!plan) throw new ApiError('25597');
  return { plan };
}

/** A leg that is not named stays as it is. */
function move(call: Call, request: ModifyRequest) {
  const found = liveStrategy(call, request);
  if ('plan' in found) return changePlan(call, found.plan, request);
  const [first] = found.legs;
  const instrument = call.instrument(first.symbol);
  const named = legsOf(instrument, request);
  for (const leg of named)
    if (leg && !found.legs.some(({ kind }) => kind === leg.kind))
      throw new ApiError('400172', leg.kind === 'stop-loss' ? 'stopLoss' : 'takeProfit');
  const changes = found.legs.flatMap((leg) =>
    changeOf(instrument, { leg, named: named.find((it) => it?.kind === leg.kind), request }),
  );
  const asked = { positionSide: first.positionSide, isTrigger: true };
  call.execute((exchange, at) => exchange.moveTriggers(call.account, changes, at), asked);
  return { orderId: first.triggerId, clientOid: first.clientOid };
}

type LegChange = {
  readonly leg: TriggerDetail;
  readonly named: TriggerLeg | undefined;
  readonly request: ModifyRequest;
};

/** Nothing for a leg of which neither price nor size changes. */
function changeOf(instrument: Instrument, { leg, named, request }: LegChange): MoveTriggerRequest[] {
  const size = request.qty && leg.size !== undefined ? readSize(instrument, request.qty) : undefined;
  if (!named && size === undefined) return [];
  const isStop = leg.kind === 'stop-loss';
  const isTypeNamed = (isStop ? request.slOrderType : request.tpOrderType) !== undefined;
  const isByNamed = (isStop ? request.slTriggerBy : request.tpTriggerBy) !== undefined;
  return [
    {
      symbol: leg.symbol,
      id: leg.triggerId,
      triggerPrice: named?.triggerPrice ?? leg.triggerPrice,
      size,
      executePrice: named && isTypeNamed ? (named.executePrice ?? 'market') : undefined,
      triggerBy: isByNamed ? named?.triggerBy : undefined,
    },
  ];
}

function cancel(call: Call, names: Names): void {
  const found = liveStrategy(call, names);
  if ('plan' in found) {
    const { symbol, planId } = found.plan;
    call.execute((exchange, at) => exchange.cancelPlan(call.account, { symbol, id: planId }, at));
  } else {
    const [{ symbol, triggerId }] = found.legs;
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
    ...strategiesOf(closing).map((legs) => strategyRow(call.instrument(legs[0].symbol), mode, legs)),
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
