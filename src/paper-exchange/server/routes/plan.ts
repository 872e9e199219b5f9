/**
 * Orders that wait for a price (normal_plan) or follow it (track_plan), and what became of them.
 * Invariant: a plan that has fired names its order; one whose order was refused says so.
 */
import { type Instrument, type Rate, rate, type Ticks } from '../../../domain/index.ts';
import type { PlanDetail, PlanRequest } from '../../core/index.ts';
import { ApiError } from '../http/api-error.ts';
import { planRow } from '../wire/plans.ts';
import { triggerByOf } from '../wire/triggers.ts';
import { doingOf, marginModeOf, priceText, STP_MODES } from '../wire/words.ts';
import { type Call, type Handlers, readExecutePrice, readOptionalPrice, readPrice, readSize } from './call.ts';
import { checkNamed, type Names } from './names.ts';
import { intentOf } from './order.ts';

const PERCENT = /^\d{1,3}(\.\d{1,6})?$/;

/** A percentage as a share; undefined where none is named. @throws ApiError 400172. */
export function shareOf(text: string | undefined, field: string): Rate | undefined {
  if (text === undefined || text === '') return undefined;
  if (!PERCENT.test(text)) throw new ApiError('400172', field);
  return ((rate(text) as bigint) / 100n) as Rate;
}

type PresetTerms = {
  readonly stopSurplusTriggerPrice?: string;
  readonly stopSurplusExecutePrice?: string;
  readonly stopSurplusTriggerType?: string;
  readonly stopLossTriggerPrice?: string;
  readonly stopLossExecutePrice?: string;
  readonly stopLossTriggerType?: string;
};

const presets = (instrument: Instrument, terms: PresetTerms) => ({
  stopLoss: readExecutePrice(instrument, terms.stopLossTriggerPrice),
  takeProfit: readExecutePrice(instrument, terms.stopSurplusTriggerPrice),
  stopLossExecute: readExecutePrice(instrument, terms.stopLossExecutePrice),
  takeProfitExecute: readExecutePrice(instrument, terms.stopSurplusExecutePrice),
  ...(terms.stopLossTriggerType && { stopLossBy: triggerByOf(terms.stopLossTriggerType) }),
  ...(terms.stopSurplusTriggerType && { takeProfitBy: triggerByOf(terms.stopSurplusTriggerType) }),
});

type PlaceRequest = Parameters<Handlers<'placePlanOrder'>['placePlanOrder']>[0];

function planOf(call: Call, request: PlaceRequest): PlanRequest {
  const instrument = call.instrument(request.symbol);
  const isTrailing = request.planType === 'track_plan';
  const callback = shareOf(request.callbackRatio, 'callbackRatio');
  if (isTrailing && callback === undefined) throw new ApiError('40019', 'callbackRatio');
  if (isTrailing && request.orderType === 'limit') throw new ApiError('400172', 'orderType');
  if (isTrailing && (request.stopSurplusTriggerPrice || request.stopLossTriggerPrice))
    throw new ApiError('400172', 'stopLossTriggerPrice');
  if (request.orderType === 'limit' && !request.price) throw new ApiError('40019', 'price');
  const mode = call.positionMode;
  return {
    ...doingOf(mode, request.side, intentOf(mode, request) === 'close'),
    ...presets(instrument, request),
    clientOid: request.clientOid ?? '',
    kind: isTrailing ? 'trailing' : 'trigger',
    symbol: instrument.symbol,
    size: readSize(instrument, request.size),
    triggerPrice: readPrice(instrument, request.triggerPrice),
    triggerBy: triggerByOf(request.triggerType),
    type: request.orderType,
    price: request.orderType === 'limit' ? readOptionalPrice(instrument, request.price) : undefined,
    timeInForce: 'gtc',
    marginMode: marginModeOf(request.marginMode),
    callback: isTrailing ? callback : undefined,
    stpMode: STP_MODES[request.stpMode ?? 'none'],
  };
}

/** Absent: as it is. Empty or zero: none. */
function changedPreset(instrument: Instrument, text: string | undefined): Ticks | 'none' | undefined {
  return text === undefined ? undefined : (readExecutePrice(instrument, text) ?? 'none');
}

type ModifyRequest = Parameters<Handlers<'modifyPlanOrder'>['modifyPlanOrder']>[0];

function changeOf(instrument: Instrument, request: ModifyRequest) {
  const { newTriggerPrice, newTriggerType, newSize, newPrice, newCallbackRatio } = request;
  return {
    triggerPrice: readOptionalPrice(instrument, newTriggerPrice),
    triggerBy: newTriggerType && triggerByOf(newTriggerType),
    size: newSize ? readSize(instrument, newSize) : undefined,
    price: readOptionalPrice(instrument, newPrice),
    callback: shareOf(newCallbackRatio, 'newCallbackRatio'),
    stopLoss: changedPreset(instrument, request.newStopLossTriggerPrice),
    takeProfit: changedPreset(instrument, request.newStopSurplusTriggerPrice),
    stopLossBy: request.newStopLossTriggerType && triggerByOf(request.newStopLossTriggerType),
    takeProfitBy: request.newStopSurplusTriggerType && triggerByOf(request.newStopSurplusTriggerType),
    stopLossExecute: readExecutePrice(instrument, request.newStopLossExecutePrice),
    takeProfitExecute: readExecutePrice(instrument, request.newStopSurplusExecutePrice),
  };
}

/** Live or ended; ids are unique over all symbols. @throws ApiError 43025 when there is none, 40924 without a name. */
export function findPlan(call: Call, names: Names): PlanDetail {
  checkNamed(names);
  const { orderId, clientOid } = names;
  const isIt = (plan: PlanDetail) => (orderId ? plan.planId === orderId : plan.clientOid === clientOid);
  const found =
    call.exchange.plans(call.account).find(isIt) ?? call.exchange.finishedPlans(call.account, 0).findLast(isIt);
  if (!found) throw new ApiError('43025');
  return found;
}

/** @throws ApiError 43025. */
export function cancelPlan(call: Call, { symbol, planId, clientOid }: PlanDetail) {
  call.execute((exchange, at) => exchange.cancelPlan(call.account, { symbol, id: planId }, at));
  return { orderId: planId, clientOid };
}

/** Rows of a list, as those of triggers. */
export const planRows = (call: Call, plans: readonly PlanDetail[]) =>
  plans.map((plan) => planRow(call.instrument(plan.symbol), call.positionMode, plan));

export const planRoutes: Handlers<'placePlanOrder' | 'modifyPlanOrder' | 'planSubOrder'> = {
  placePlanOrder: (request, call) => {
    const plan = planOf(call, request);
    const asked = { positionSide: plan.positionSide };
    const { id } = call.execute((exchange, at) => exchange.placePlan(call.account, plan, at), asked);
    return { orderId: id, clientOid: plan.clientOid };
  },

  modifyPlanOrder: (request, call) => {
    const { symbol, planId, clientOid, positionSide } = findPlan(call, request);
    const change = { symbol, id: planId, ...changeOf(call.instrument(symbol), request) };
    call.execute((exchange, at) => exchange.modifyPlan(call.account, change, at), { positionSide });
    return { orderId: planId, clientOid };
  },

  planSubOrder: ({ planOrderId }, call) => {
    const { symbol, firedOrderId, type, price, status } = findPlan(call, { orderId: planOrderId });
    if (firedOrderId === '') return [];
    const row = { orderId: firedOrderId, price: priceText(call.instrument(symbol), price), type };
    return [{ ...row, status: status === 'failed' ? 'fail' : 'success' }];
  },
};
