/**
 * Strategy orders by REST and by socket: stop-losses and take-profits (type tpsl), and orders that wait for a price (type trigger).
 * Invariant: a tpsl has one or two legs under one id; one without a size covers the whole position (tpslMode full), one with a size is partial.
 */
import { formatPrice, type Instrument, type PositionMode } from '../../../../domain/index.ts';
import type { PlanDetail, PlanStatus, TriggerDetail } from '../../../core/index.ts';
import { priceText, sizeText } from '../../wire/words.ts';
import { CATEGORY, isReduceOnly, posSide, sideOf, TRIGGER_BY } from './words.ts';

/** The one leg of a strategy order, or the two; the first gives it its id. */
export type Legs = readonly [TriggerDetail, ...TriggerDetail[]];

/** Triggers that were placed together as one, the others each by itself; in the order in which they are listed. */
export function strategiesOf(triggers: readonly TriggerDetail[]): Legs[] {
  const byId = new Map(triggers.map((trigger) => [trigger.triggerId, trigger]));
  return triggers.flatMap((trigger): Legs[] => {
    const partner = trigger.partnerId === undefined ? undefined : byId.get(trigger.partnerId);
    if (!partner) return [[trigger]];
    return trigger.triggerId < partner.triggerId ? [[trigger, partner]] : [];
  });
}

/** Of two legs the one says it that went first: what it ended with decides, for the other was canceled then. */
const STATUS = [
  ['triggered', 'success'],
  ['rejected', 'failed'],
  ['canceled', 'cancelled'],
] as const;

const statusOf = (legs: Legs): string =>
  STATUS.find(([status]) => legs.some((leg) => leg.status === status))?.[1] ?? 'pending';

type Terms = { readonly price: string; readonly by: string; readonly orderType: string; readonly limit: string };

const UNSET: Terms = { price: '', by: '', orderType: '', limit: '' };

function termsOf(instrument: Instrument, leg: TriggerDetail | undefined): Terms {
  if (!leg) return UNSET;
  const limit = priceText(instrument, leg.executePrice);
  return {
    price: formatPrice(instrument, leg.triggerPrice),
    by: TRIGGER_BY[leg.triggerBy],
    orderType: limit === '' ? 'market' : 'limit',
    limit,
  };
}

function legFields(instrument: Instrument, legs: Legs) {
  const target = termsOf(
    instrument,
    legs.find(({ kind }) => kind === 'take-profit'),
  );
  const stop = termsOf(
    instrument,
    legs.find(({ kind }) => kind === 'stop-loss'),
  );
  return {
    takeProfit: target.price,
    stopLoss: stop.price,
    tpTriggerBy: target.by,
    slTriggerBy: stop.by,
    tpOrderType: target.orderType,
    slOrderType: stop.orderType,
    tpLimitPrice: target.limit,
    slLimitPrice: stop.limit,
  };
}

/** A row of unfilled-strategy-orders and history-strategy-orders. */
export function strategyRow(instrument: Instrument, mode: PositionMode, legs: Legs) {
  const [first] = legs;
  return {
    orderId: first.triggerId,
    clientOid: first.clientOid,
    category: CATEGORY,
    symbol: first.symbol,
    type: 'tpsl',
    tpslMode: first.size === undefined ? 'full' : 'partial',
    qty: sizeText(instrument, first.size),
    side: sideOf({ intent: 'close', positionSide: first.positionSide }),
    posSide: posSide(mode, first.positionSide),
    ...legFields(instrument, legs),
    status: statusOf(legs),
    createdTime: String(first.createdAt),
    updatedTime: String(Math.max(...legs.map(({ updatedAt }) => updatedAt))),
  };
}

const PLAN_STATUS: Record<PlanStatus, string> = {
  live: 'pending',
  triggered: 'success',
  failed: 'failed',
  canceled: 'cancelled',
};

/** A row of the same lists and of the strategy-order channel. */
export const planRow = (instrument: Instrument, mode: PositionMode, plan: PlanDetail) => ({
  orderId: plan.planId,
  clientOid: plan.clientOid,
  category: CATEGORY,
  symbol: plan.symbol,
  type: 'trigger',
  tpslMode: '',
  qty: sizeText(instrument, plan.size),
  side: sideOf(plan),
  posSide: posSide(mode, plan.positionSide),
  reduceOnly: isReduceOnly(mode, plan.intent) ? 'yes' : 'no',
  triggerBy: TRIGGER_BY[plan.triggerBy],
  triggerPrice: priceText(instrument, plan.triggerPrice),
  triggerOrderType: plan.type,
  triggerOrderPrice: priceText(instrument, plan.price),
  takeProfit: priceText(instrument, plan.takeProfit),
  stopLoss: priceText(instrument, plan.stopLoss),
  tpTriggerBy: plan.takeProfit === undefined ? '' : TRIGGER_BY[plan.takeProfitBy ?? 'last'],
  slTriggerBy: plan.stopLoss === undefined ? '' : TRIGGER_BY[plan.stopLossBy ?? 'last'],
  tpOrderType: plan.takeProfitExecute === undefined ? 'market' : 'limit',
  slOrderType: plan.stopLossExecute === undefined ? 'market' : 'limit',
  tpLimitPrice: priceText(instrument, plan.takeProfitExecute),
  slLimitPrice: priceText(instrument, plan.stopLossExecute),
  status: PLAN_STATUS[plan.status],
  createdTime: String(plan.createdAt),
  updatedTime: String(plan.updatedAt),
});
