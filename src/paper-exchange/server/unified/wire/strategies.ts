/**
 * Strategy orders by REST and by socket: stop-losses and take-profits (type tpsl), and orders that wait for a price (type trigger).
 * Invariant: a tpsl has one leg; one without a size covers the whole position (tpslMode full), one with a size is partial.
 */
import { formatPrice, formatSize, type Instrument, type PositionMode } from '../../../../domain/index.ts';
import type { PlanDetail, PlanStatus, TriggerDetail } from '../../../core/index.ts';
import { priceText, sizeText } from '../../wire/words.ts';
import { CATEGORY, isReduceOnly, posSide, sideOf, TRIGGER_BY } from './words.ts';

const STATUS: Record<TriggerDetail['status'], string> = {
  live: 'pending',
  triggered: 'success',
  canceled: 'cancelled',
  rejected: 'failed',
};

const legs = (instrument: Instrument, trigger: TriggerDetail) => {
  const price = formatPrice(instrument, trigger.triggerPrice);
  const by = TRIGGER_BY[trigger.triggerBy];
  const isStop = trigger.kind === 'stop-loss';
  const limit = priceText(instrument, trigger.executePrice);
  const orderType = limit === '' ? 'market' : 'limit';
  return {
    takeProfit: isStop ? '' : price,
    stopLoss: isStop ? price : '',
    tpTriggerBy: isStop ? '' : by,
    slTriggerBy: isStop ? by : '',
    tpOrderType: isStop ? '' : orderType,
    slOrderType: isStop ? orderType : '',
    tpLimitPrice: isStop ? '' : limit,
    slLimitPrice: isStop ? limit : '',
  };
};

/** A row of unfilled-strategy-orders and history-strategy-orders. */
export const strategyRow = (instrument: Instrument, mode: PositionMode, trigger: TriggerDetail) => ({
  orderId: trigger.triggerId,
  clientOid: trigger.clientOid,
  category: CATEGORY,
  symbol: trigger.symbol,
  type: 'tpsl',
  tpslMode: trigger.size === undefined ? 'full' : 'partial',
  qty: trigger.size === undefined ? '' : formatSize(instrument, trigger.size),
  side: sideOf({ intent: 'close', positionSide: trigger.positionSide }),
  posSide: posSide(mode, trigger.positionSide),
  ...legs(instrument, trigger),
  status: STATUS[trigger.status],
  createdTime: String(trigger.createdAt),
  updatedTime: String(trigger.updatedAt),
});

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
