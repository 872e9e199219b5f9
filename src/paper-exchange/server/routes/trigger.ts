/**
 * Stop-losses and take-profits that the exchange holds, at market or at a limit; and the lists that plans share with them.
 * Invariant: they only reduce, and end with their position.
 */
import type { PositionSide } from '../../../domain/index.ts';
import type { PlanKind, TriggerDetail, TriggerPlacement } from '../../core/index.ts';
import { ApiError } from '../http/api-error.ts';
import { PLAN_KINDS } from '../wire/plans.ts';
import { PLAN_TYPES, type PlanType, planType, triggerByOf, triggerRow } from '../wire/triggers.ts';
import { STP_MODES } from '../wire/words.ts';
import {
  type Call,
  type Handlers,
  readExecutePrice,
  readOptionalPrice,
  readPrice,
  readSize,
  runBatch,
} from './call.ts';
import { type Names, nameOf, reference } from './names.ts';
import { type PageQuery, pageOf } from './paging.ts';
import { cancelPlan, findPlan, planRows, shareOf } from './plan.ts';
import { heldSide } from './position.ts';

const isPlanType = (text: string): text is PlanType => Object.hasOwn(PLAN_TYPES, text);

function place(call: Call, trigger: TriggerPlacement) {
  const asked = { positionSide: trigger.positionSide, isTrigger: true };
  const { id } = call.execute((exchange, at) => exchange.placeTrigger(call.account, trigger, at), asked);
  return { orderId: id, clientOid: trigger.clientOid };
}

function cancel(call: Call, symbol: string, names: Names) {
  const { id } = call.execute((exchange, at) => exchange.cancelTrigger(call.account, reference(symbol, names), at));
  const trigger = call.exchange.trigger(call.account, { symbol, id });
  return { orderId: id, clientOid: trigger?.clientOid ?? names.clientOid ?? '' };
}

type ListQuery = PageQuery & Names & { readonly symbol?: string; readonly planStatus?: string };

/** What a list of this type holds: plans, and for profit_loss everything that closes a position. */
const PLANS_IN: Readonly<Record<string, PlanKind>> = {
  normal_plan: 'trigger',
  track_plan: 'trailing',
  profit_loss: 'trailing-stop',
};

type Lists = {
  readonly triggers: readonly TriggerDetail[];
  readonly plans: Parameters<typeof planRows>[1];
};

function planPage(call: Call, { triggers, plans }: Lists, query: ListQuery & { readonly planType: string }) {
  const mode = call.positionMode;
  const ofPlans = planRows(
    call,
    plans.filter(({ kind }) => kind === PLANS_IN[query.planType]),
  );
  const ofTriggers = (query.planType === 'profit_loss' ? triggers : []).map((trigger) => {
    const setting = call.exchange.setting(call.account, trigger.symbol);
    return triggerRow(call.instrument(trigger.symbol), { mode, setting }, trigger);
  });
  const rows = [...ofPlans, ...ofTriggers]
    .toSorted((a, b) => (BigInt(a.orderId) < BigInt(b.orderId) ? -1 : 1))
    .filter((row) => query.symbol === undefined || row.symbol === query.symbol)
    .filter((row) => !query.orderId || row.orderId === query.orderId)
    .filter((row) => !query.clientOid || row.clientOid === query.clientOid)
    .filter((row) => query.planStatus === undefined || row.planStatus === query.planStatus);
  const page = pageOf(rows, query, { id: (row) => row.orderId, at: (row) => Number(row.cTime) });
  return { entrustedList: [...page.rows], endId: page.endId };
}

type Leg = {
  readonly planType: PlanType;
  readonly price: string | undefined;
  readonly executePrice: string | undefined;
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
    executePrice: readExecutePrice(instrument, leg.executePrice),
    size: undefined,
  });
  return [orderId];
}

type TpslRequest = Parameters<Handlers<'placeTpslOrder'>['placeTpslOrder']>[0];

/** moving_plan: follows the price from `triggerPrice` on, and closes when `rangeRate` per cent of it are lost. */
function placeTrailingStop(call: Call, request: TpslRequest) {
  const instrument = call.instrument(request.symbol);
  const callback = shareOf(request.rangeRate, 'rangeRate');
  if (callback === undefined) throw new ApiError('40019', 'rangeRate');
  const positionSide = heldSide(request.holdSide);
  const plan = {
    clientOid: request.clientOid ?? '',
    kind: 'trailing-stop',
    symbol: instrument.symbol,
    intent: 'close',
    positionSide,
    size: request.size ? readSize(instrument, request.size) : undefined,
    triggerPrice: readPrice(instrument, request.triggerPrice),
    triggerBy: triggerByOf(request.triggerType),
    type: 'market',
    price: undefined,
    timeInForce: 'gtc',
    marginMode: call.exchange.setting(call.account, instrument.symbol).marginMode,
    callback,
    stopLoss: undefined,
    takeProfit: undefined,
    stpMode: STP_MODES[request.stpMode ?? 'none'],
  } as const;
  const asked = { positionSide, isTrigger: true };
  const { id } = call.execute((exchange, at) => exchange.placePlan(call.account, plan, at), asked);
  return { orderId: id, clientOid: plan.clientOid };
}

type MoveRequest = Parameters<Handlers<'modifyTpslOrder'>['modifyTpslOrder']>[0];

function moveTrailingStop(call: Call, request: MoveRequest) {
  const { symbol, planId, clientOid, positionSide } = findPlan(call, request);
  const instrument = call.instrument(symbol);
  const change = {
    symbol,
    id: planId,
    triggerPrice: readOptionalPrice(instrument, request.triggerPrice),
    size: request.size === '' ? undefined : readSize(instrument, request.size),
    callback: shareOf(request.rangeRate, 'rangeRate'),
  };
  call.execute((exchange, at) => exchange.modifyPlan(call.account, change, at), { positionSide, isTrigger: true });
  return { orderId: planId, clientOid };
}

/** A trigger or a plan. @throws ApiError 43025 when there is none. */
function cancelNamed(call: Call, names: Names, symbol: string | undefined) {
  if (symbol === undefined) throw new ApiError('40019', 'symbol');
  const wanted = reference(call.instrument(symbol).symbol, names);
  if (call.exchange.trigger(call.account, wanted)?.status === 'live') return cancel(call, wanted.symbol, names);
  const plan = call.exchange.plan(call.account, wanted);
  return plan ? cancelPlan(call, plan) : cancel(call, wanted.symbol, names);
}

export const triggerRoutes: Handlers<
  'placeTpslOrder' | 'placePosTpsl' | 'modifyTpslOrder' | 'cancelPlanOrder' | 'ordersPlanPending' | 'ordersPlanHistory'
> = {
  placeTpslOrder: (request, call) => {
    const instrument = call.instrument(request.symbol);
    if (!isPlanType(request.planType)) return placeTrailingStop(call, request);
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
      executePrice: readExecutePrice(instrument, request.executePrice),
      stpMode: STP_MODES[request.stpMode ?? 'none'],
    });
  },

  placePosTpsl: (request, call) => {
    const { stopSurplusClientOid = '', stopLossClientOid = '' } = request;
    const held = { symbol: call.instrument(request.symbol).symbol, positionSide: heldSide(request.holdSide) };
    const surplus = {
      price: request.stopSurplusTriggerPrice,
      executePrice: request.stopSurplusExecutePrice,
      type: request.stopSurplusTriggerType,
      clientOid: stopSurplusClientOid,
    };
    const loss = {
      price: request.stopLossTriggerPrice,
      executePrice: request.stopLossExecutePrice,
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
    const wanted = reference(instrument.symbol, request);
    const trigger = call.exchange.trigger(call.account, wanted);
    if (!trigger) return moveTrailingStop(call, request);
    const { positionSide } = trigger;
    const change = {
      ...wanted,
      triggerPrice: readPrice(instrument, request.triggerPrice),
      size: request.size === '' ? undefined : readSize(instrument, request.size),
      executePrice:
        request.executePrice === undefined
          ? undefined
          : (readExecutePrice(instrument, request.executePrice) ?? 'market'),
      triggerBy: request.triggerType && triggerByOf(request.triggerType),
    } as const;
    const asked = { isTrigger: true, positionSide };
    const { id } = call.execute((exchange, at) => exchange.moveTrigger(call.account, change, at), asked);
    return {
      orderId: id,
      clientOid: call.exchange.trigger(call.account, { symbol: wanted.symbol, id })?.clientOid ?? '',
    };
  },

  cancelPlanOrder: ({ symbol, orderIdList, planType: wanted = 'normal_plan' }, call) => {
    if (orderIdList && orderIdList.length > 0)
      return runBatch(orderIdList, (names) => cancelNamed(call, names, symbol), nameOf);
    const triggers = call.exchange
      .openTriggerDetails(call.account)
      .filter((trigger) => wanted === 'profit_loss' || planType(trigger) === wanted)
      .map(({ symbol: of, triggerId, clientOid }) => ({ symbol: of, orderId: triggerId, clientOid }));
    const plans = call.exchange
      .plans(call.account)
      .filter(({ kind }) => PLAN_KINDS[kind].planType === wanted || PLANS_IN[wanted] === kind)
      .map(({ symbol: of, planId, clientOid }) => ({ symbol: of, orderId: planId, clientOid }));
    const open = [...triggers, ...plans].filter((row) => symbol === undefined || row.symbol === symbol);
    return runBatch(open, (row) => cancelNamed(call, row, row.symbol), nameOf);
  },

  ordersPlanPending: (request, call) => {
    const { exchange, account } = call;
    return planPage(call, { triggers: exchange.openTriggerDetails(account), plans: exchange.plans(account) }, request);
  },

  ordersPlanHistory: (request, call) => {
    const triggers = call.desk.parts.history.of(call.account).trigger;
    return planPage(call, { triggers, plans: call.exchange.finishedPlans(call.account, 0) }, request);
  },
};
