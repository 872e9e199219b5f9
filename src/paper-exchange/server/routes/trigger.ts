/**
 * Stop-losses and take-profits that the exchange holds.
 * Invariant: they fire at market and only reduce; other plan types are refused, not ignored.
 */
import type { PositionSide, TriggerRequest } from '../../../domain/index.ts';
import type { TriggerDetail } from '../../core/index.ts';
import { ApiError } from '../http/api-error.ts';
import { PLAN_TYPES, type PlanType, planType, triggerByOf, triggerRow } from '../wire/triggers.ts';
import { heldSide } from './account.ts';
import { type Call, type Handlers, readPrice, readSize, runBatch } from './call.ts';
import { type PageQuery, pageOf } from './paging.ts';

const TRIGGERS_LIVE_MAX = 400;

type Names = { readonly orderId?: string | undefined; readonly clientOid?: string | undefined };

/** @throws ApiError 400172 for what is not a stop-loss or take-profit at market. */
function refuseExecutePrice(text: string | undefined): void {
  if (text !== undefined && text !== '' && Number(text) !== 0) throw new ApiError('400172', 'executePrice');
}

function refuseOtherPlans(text: string): void {
  if (text !== 'profit_loss') throw new ApiError('400172', 'planType');
}

const isPlanType = (text: string): text is PlanType => Object.hasOwn(PLAN_TYPES, text);

function place(call: Call, trigger: TriggerRequest) {
  if (call.exchange.openTriggers(call.account).length >= TRIGGERS_LIVE_MAX)
    throw new ApiError('45118', String(TRIGGERS_LIVE_MAX));
  const asked = { positionSide: trigger.positionSide, isTrigger: true };
  const { id } = call.execute((exchange, at) => exchange.placeTrigger(call.account, trigger, at), asked);
  return { orderId: id, clientOid: trigger.clientOid };
}

/** @throws ApiError 40924 when neither name is given. */
function reference(symbol: string, { orderId, clientOid }: Names) {
  if (!orderId && !clientOid) throw new ApiError('40924');
  return { symbol, id: orderId || undefined, clientOid: clientOid || undefined };
}

function cancel(call: Call, symbol: string, names: Names) {
  const { id } = call.execute((exchange, at) => exchange.cancelTrigger(call.account, reference(symbol, names), at));
  const trigger = call.exchange.trigger(call.account, { symbol, id });
  return { orderId: id, clientOid: trigger?.clientOid ?? names.clientOid ?? '' };
}

const nameOf = ({ orderId = '', clientOid = '' }: Names) => ({ orderId, clientOid });

type ListQuery = PageQuery & Names & { readonly symbol?: string; readonly planStatus?: string };

function triggerPage(call: Call, triggers: readonly TriggerDetail[], query: ListQuery) {
  const mode = call.positionMode;
  const rows = triggers
    .toSorted((a, b) => (BigInt(a.triggerId) < BigInt(b.triggerId) ? -1 : 1))
    .filter((trigger) => query.symbol === undefined || trigger.symbol === query.symbol)
    .filter((trigger) => !query.orderId || trigger.triggerId === query.orderId)
    .filter((trigger) => !query.clientOid || trigger.clientOid === query.clientOid)
    .map((trigger) => {
      const setting = call.exchange.setting(call.account, trigger.symbol);
      return triggerRow(call.instrument(trigger.symbol), { mode, setting }, trigger);
    })
    .filter((row) => query.planStatus === undefined || row.planStatus === query.planStatus);
  const page = pageOf(rows, query, { id: (row) => row.orderId, at: (row) => Number(row.cTime) });
  return { entrustedList: [...page.rows], endId: page.endId };
}

type Leg = {
  readonly planType: PlanType;
  readonly price: string | undefined;
  readonly type: string | undefined;
  readonly clientOid: string | undefined;
};

function placeLeg(call: Call, leg: Leg, held: { symbol: string; positionSide: PositionSide }) {
  if (!leg.price) return [];
  const instrument = call.instrument(held.symbol);
  const { orderId } = place(call, {
    ...held,
    kind: PLAN_TYPES[leg.planType].kind,
    clientOid: leg.clientOid ?? '',
    triggerPrice: readPrice(instrument, leg.price),
    triggerBy: triggerByOf(leg.type),
    size: undefined,
  });
  return [orderId];
}

export const triggerRoutes: Handlers<
  'placeTpslOrder' | 'placePosTpsl' | 'modifyTpslOrder' | 'cancelPlanOrder' | 'ordersPlanPending' | 'ordersPlanHistory'
> = {
  placeTpslOrder: (request, call) => {
    const instrument = call.instrument(request.symbol);
    if (!isPlanType(request.planType)) throw new ApiError('400172', 'planType');
    refuseExecutePrice(request.executePrice);
    const { kind, isWhole } = PLAN_TYPES[request.planType];
    if (!isWhole && !request.size) throw new ApiError('40019', 'size');
    return place(call, {
      clientOid: request.clientOid ?? '',
      symbol: instrument.symbol,
      positionSide: heldSide(request.holdSide),
      kind,
      triggerPrice: readPrice(instrument, request.triggerPrice),
      triggerBy: triggerByOf(request.triggerType),
      size: isWhole || !request.size ? undefined : readSize(instrument, request.size),
    });
  },

  placePosTpsl: (request, call) => {
    const { stopSurplusClientOid = '', stopLossClientOid = '' } = request;
    refuseExecutePrice(request.stopSurplusExecutePrice);
    refuseExecutePrice(request.stopLossExecutePrice);
    const held = { symbol: call.instrument(request.symbol).symbol, positionSide: heldSide(request.holdSide) };
    const surplus = {
      price: request.stopSurplusTriggerPrice,
      type: request.stopSurplusTriggerType,
      clientOid: stopSurplusClientOid,
    };
    const loss = {
      price: request.stopLossTriggerPrice,
      type: request.stopLossTriggerType,
      clientOid: stopLossClientOid,
    };
    const ids = [
      ...placeLeg(call, { ...surplus, planType: 'pos_profit' }, held),
      ...placeLeg(call, { ...loss, planType: 'pos_loss' }, held),
    ];
    if (ids.length === 0) throw new ApiError('40019', 'stopLossTriggerPrice');
    return ids.map((orderId) => ({ orderId, stopSurplusClientOid, stopLossClientOid }));
  },

  modifyTpslOrder: (request, call) => {
    const instrument = call.instrument(request.symbol);
    refuseExecutePrice(request.executePrice);
    const wanted = reference(instrument.symbol, request);
    const positionSide = call.exchange.trigger(call.account, wanted)?.positionSide;
    const change = {
      ...wanted,
      triggerPrice: readPrice(instrument, request.triggerPrice),
      size: request.size === '' ? undefined : readSize(instrument, request.size),
    };
    const asked = { isTrigger: true, ...(positionSide && { positionSide }) };
    const { id } = call.execute((exchange, at) => exchange.moveTrigger(call.account, change, at), asked);
    return {
      orderId: id,
      clientOid: call.exchange.trigger(call.account, { symbol: wanted.symbol, id })?.clientOid ?? '',
    };
  },

  cancelPlanOrder: ({ symbol, orderIdList, planType: wanted = 'normal_plan' }, call) => {
    if (wanted !== 'profit_loss' && !isPlanType(wanted)) throw new ApiError('43025');
    if (orderIdList && orderIdList.length > 0) {
      if (symbol === undefined) throw new ApiError('40019', 'symbol');
      return runBatch(orderIdList, (names) => cancel(call, call.instrument(symbol).symbol, names), nameOf);
    }
    const open = call.exchange
      .openTriggerDetails(call.account)
      .filter((trigger) => symbol === undefined || trigger.symbol === symbol)
      .filter((trigger) => wanted === 'profit_loss' || planType(trigger) === wanted)
      .map(({ symbol: of, triggerId, clientOid }) => ({ symbol: of, orderId: triggerId, clientOid }));
    return runBatch(open, (trigger) => cancel(call, trigger.symbol, trigger), nameOf);
  },

  ordersPlanPending: (request, call) => {
    refuseOtherPlans(request.planType);
    return triggerPage(call, call.exchange.openTriggerDetails(call.account), request);
  },

  ordersPlanHistory: (request, call) => {
    refuseOtherPlans(request.planType);
    return triggerPage(call, call.desk.parts.history.of(call.account).trigger, request);
  },
};
