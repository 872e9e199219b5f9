/**
 * Take-profits and stop-losses: requests to the wire, reports from REST rows and from the private stream.
 * Invariant: plans that are neither (entries, trailing stops) are not ours and decode to undefined.
 */
import {
  economicSide,
  formatPrice,
  formatSize,
  type Instrument,
  type PositionMode,
  type PositionSide,
  type TriggerKind,
  type TriggerReport,
  type TriggerRequest,
} from '../../domain/index.ts';
import type { channels, endpoints, RequestOf, ResponseOf, RowOf } from '../protocol/index.ts';
import { type MaybeNumeral, nearestPrice, sizeOf, textOf, timeOf } from './numeral.ts';
import { MARGIN_COIN, PRODUCT } from './order.ts';
import { decodeTriggerStatus, decodeTriggerType, encodeTriggerType } from './words.ts';

export type PlanRow = NonNullable<ResponseOf<typeof endpoints.ordersPlanPending>['entrustedList']>[number];
export type StreamedPlan = RowOf<typeof channels.ordersAlgo>;
export type PlanType = 'profit_plan' | 'loss_plan' | 'pos_profit' | 'pos_loss';

/** The wire names of a plan, by REST and by socket. */
const PLAN_TYPES: Readonly<Record<string, PlanType>> = {
  profit_plan: 'profit_plan',
  tp: 'profit_plan',
  loss_plan: 'loss_plan',
  sl: 'loss_plan',
  pos_profit: 'pos_profit',
  ptp: 'pos_profit',
  pos_loss: 'pos_loss',
  psl: 'pos_loss',
};

export const planTypeOf = (kind: TriggerKind, isWhole: boolean): PlanType =>
  kind === 'stop-loss' ? (isWhole ? 'pos_loss' : 'loss_plan') : isWhole ? 'pos_profit' : 'profit_plan';

export function encodeTrigger(
  instrument: Instrument,
  trigger: TriggerRequest,
  positionMode: PositionMode,
): RequestOf<typeof endpoints.placeTpslOrder> {
  const { size, positionSide } = trigger;
  return {
    symbol: trigger.symbol,
    productType: PRODUCT,
    marginCoin: MARGIN_COIN,
    planType: planTypeOf(trigger.kind, size === undefined),
    triggerPrice: formatPrice(instrument, trigger.triggerPrice),
    triggerType: encodeTriggerType(trigger.triggerBy),
    holdSide: positionMode === 'hedge' ? positionSide : economicSide('open', positionSide),
    ...(size !== undefined && { size: formatSize(instrument, size) }),
    clientOid: trigger.clientOid,
  };
}

/** A row of orders-plan-pending or orders-plan-history. */
export const decodeTrigger = (instrument: Instrument, row: PlanRow): TriggerReport | undefined =>
  report(instrument, row, row.planStatus ?? 'live');

/** A row of the `orders-algo` channel. */
export const decodeStreamedTrigger = (instrument: Instrument, row: StreamedPlan): TriggerReport | undefined =>
  report(instrument, row, row.status);

type CommonRow = {
  readonly planType: string;
  readonly orderId: string;
  readonly clientOid?: string | null;
  readonly size?: MaybeNumeral;
  readonly side?: string | null;
  readonly posSide?: string | null;
  readonly triggerPrice?: MaybeNumeral;
  readonly triggerType?: string | null;
  readonly stopSurplusTriggerPrice?: MaybeNumeral;
  readonly stopSurplusTriggerType?: string | null;
  readonly stopLossTriggerPrice?: MaybeNumeral;
  readonly stopLossTriggerType?: string | null;
  readonly cTime?: MaybeNumeral;
  readonly uTime?: MaybeNumeral;
};

function report(instrument: Instrument, row: CommonRow, status: string): TriggerReport | undefined {
  const planType = PLAN_TYPES[row.planType];
  if (planType === undefined) return undefined;
  const isStop = planType === 'loss_plan' || planType === 'pos_loss';
  const ownPrice = isStop ? row.stopLossTriggerPrice : row.stopSurplusTriggerPrice;
  const ownType = isStop ? row.stopLossTriggerType : row.stopSurplusTriggerType;
  return {
    triggerId: row.orderId,
    clientOid: row.clientOid ?? '',
    symbol: instrument.symbol,
    positionSide: positionSideOf(row),
    kind: isStop ? 'stop-loss' : 'take-profit',
    triggerPrice: nearestPrice(instrument, textOf(row.triggerPrice) ?? ownPrice),
    triggerBy: decodeTriggerType(row.triggerType || ownType),
    size: planType.startsWith('pos_') ? undefined : sizeOf(instrument, row.size),
    status: decodeTriggerStatus(status),
    updatedAt: timeOf(textOf(row.uTime) ?? row.cTime, 'uTime'),
  };
}

/** One-way mode names the order that will close: a sell closes a long. */
const positionSideOf = ({ posSide, side }: CommonRow): PositionSide =>
  posSide === 'long' || posSide === 'short' ? posSide : side === 'sell' ? 'long' : 'short';
