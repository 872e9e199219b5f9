/**
 * Orders that wait for a price or follow it, in the shapes of the plan endpoints and the orders-algo channel.
 * Invariant: every number is text; a callback is a percentage.
 */
import {
  formatDecimal,
  formatPrice,
  type Instrument,
  type PositionMode,
  RATE_DECIMALS,
} from '../../../domain/index.ts';
import type { PlanDetail, PlanKind, PlanStatus } from '../../core/index.ts';
import { TRIGGER_TYPE } from './triggers.ts';
import { MARGIN_COIN, POS_MODE, posSide, priceText, STP_WORDS, sizeText, tradeSide, wireSide } from './words.ts';

/** The name of a plan by REST, and by socket. */
export const PLAN_KINDS = {
  trigger: { planType: 'normal_plan', push: 'pl' },
  trailing: { planType: 'track_plan', push: 'track' },
  'trailing-stop': { planType: 'moving_plan', push: 'mtpsl' },
} as const satisfies Record<PlanKind, { planType: string; push: string }>;

const STATUS: Record<PlanStatus, string> = {
  live: 'live',
  triggered: 'executed',
  failed: 'fail_execute',
  canceled: 'cancelled',
};

const percentage = ({ callback }: PlanDetail): string =>
  callback === undefined ? '' : formatDecimal(callback * 100n, RATE_DECIMALS);

const executePrice = (instrument: Instrument, { price }: PlanDetail): string =>
  price === undefined ? '0' : formatPrice(instrument, price);

const shared = (instrument: Instrument, mode: PositionMode, plan: PlanDetail) => ({
  size: sizeText(instrument, plan.size),
  orderId: plan.planId,
  clientOid: plan.clientOid,
  price: priceText(instrument, plan.price),
  executePrice: executePrice(instrument, plan),
  triggerPrice: priceText(instrument, plan.triggerPrice),
  triggerType: TRIGGER_TYPE[plan.triggerBy],
  side: wireSide(mode, plan),
  posSide: posSide(mode, plan.positionSide),
  marginCoin: MARGIN_COIN,
  enterPointSource: 'api',
  tradeSide: tradeSide(mode, plan, 'client'),
  posMode: POS_MODE[mode],
  orderType: plan.type,
  cTime: String(plan.createdAt),
  uTime: String(plan.updatedAt),
  stopSurplusExecutePrice: priceText(instrument, plan.takeProfitExecute),
  stopSurplusTriggerPrice: priceText(instrument, plan.takeProfit),
  stopSurplusTriggerType: TRIGGER_TYPE[plan.takeProfitBy ?? 'last'],
  stopLossExecutePrice: priceText(instrument, plan.stopLossExecute),
  stopLossTriggerPrice: priceText(instrument, plan.stopLoss),
  stopLossTriggerType: TRIGGER_TYPE[plan.stopLossBy ?? 'last'],
});

/** A row of orders-plan-pending and orders-plan-history. */
export const planRow = (instrument: Instrument, mode: PositionMode, plan: PlanDetail) => ({
  ...shared(instrument, mode, plan),
  planType: PLAN_KINDS[plan.kind].planType,
  symbol: plan.symbol,
  callbackRatio: percentage(plan),
  planStatus: STATUS[plan.status],
  marginMode: plan.marginMode,
  orderSource: 'normal',
  executeOrderId: plan.firedOrderId,
});

/** A row of the orders-algo channel. */
export const planPush = (instrument: Instrument, mode: PositionMode, plan: PlanDetail) => ({
  ...shared(instrument, mode, plan),
  instId: plan.symbol,
  planType: PLAN_KINDS[plan.kind].push,
  status: STATUS[plan.status],
  actualSize: '0',
  triggerTime: plan.status === 'triggered' ? String(plan.updatedAt) : '',
  stpMode: STP_WORDS[plan.stpMode ?? 'none'],
});
