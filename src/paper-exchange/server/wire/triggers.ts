/**
 * Stop-losses and take-profits in the shapes of the plan endpoints and the orders-algo channel.
 * Invariant: a trigger without a size is a position's (pos_…, ptp, psl), one with a size is partial.
 */
import {
  formatPrice,
  formatSize,
  type Instrument,
  type PositionMode,
  type TriggerKind,
  type TriggerPriceType,
} from '../../../domain/index.ts';
import type { SymbolSetting, TriggerDetail } from '../../core/index.ts';
import { MARGIN_COIN, POS_MODE, posSide, priceText, STP_WORDS, wireSide } from './words.ts';

export const PLAN_TYPES = {
  loss_plan: { kind: 'stop-loss', isWhole: false },
  profit_plan: { kind: 'take-profit', isWhole: false },
  pos_loss: { kind: 'stop-loss', isWhole: true },
  pos_profit: { kind: 'take-profit', isWhole: true },
} as const satisfies Record<string, { kind: TriggerKind; isWhole: boolean }>;

export type PlanType = keyof typeof PLAN_TYPES;

export const planType = (trigger: TriggerDetail): PlanType => {
  const leg = trigger.kind === 'stop-loss' ? 'loss' : 'profit';
  return trigger.size === undefined ? `pos_${leg}` : `${leg}_plan`;
};

const shortPlanType = (trigger: TriggerDetail): string => {
  const leg = trigger.kind === 'stop-loss' ? 'sl' : 'tp';
  return trigger.size === undefined ? `p${leg}` : leg;
};

export const TRIGGER_TYPE = { last: 'fill_price', mark: 'mark_price' } as const satisfies Record<
  TriggerPriceType,
  string
>;

/** Absent is the last price, as on the venue. */
export const triggerByOf = (text: string | undefined): TriggerPriceType => (text === 'mark_price' ? 'mark' : 'last');

const STATUS: Record<TriggerDetail['status'], string> = {
  live: 'live',
  triggered: 'executed',
  canceled: 'cancelled',
  rejected: 'fail_execute',
};

const shared = (instrument: Instrument, mode: PositionMode, trigger: TriggerDetail) => ({
  size: trigger.size === undefined ? '' : formatSize(instrument, trigger.size),
  orderId: trigger.triggerId,
  clientOid: trigger.clientOid,
  price: priceText(instrument, trigger.executePrice),
  executePrice: priceText(instrument, trigger.executePrice) || '0',
  triggerPrice: formatPrice(instrument, trigger.triggerPrice),
  triggerType: TRIGGER_TYPE[trigger.triggerBy],
  side: wireSide(mode, { intent: 'close', positionSide: trigger.positionSide }),
  posSide: posSide(mode, trigger.positionSide),
  marginCoin: MARGIN_COIN,
  enterPointSource: trigger.parentOrderId === '' ? 'api' : 'sys',
  tradeSide:
    mode === 'hedge' ? 'close' : `${wireSide(mode, { intent: 'close', positionSide: trigger.positionSide })}_single`,
  posMode: POS_MODE[mode],
  orderType: trigger.executePrice === undefined ? 'market' : 'limit',
  cTime: String(trigger.createdAt),
  uTime: String(trigger.updatedAt),
  stopSurplusExecutePrice: '',
  stopSurplusTriggerPrice: '',
  stopSurplusTriggerType: TRIGGER_TYPE[trigger.triggerBy],
  stopLossExecutePrice: '',
  stopLossTriggerPrice: '',
  stopLossTriggerType: TRIGGER_TYPE[trigger.triggerBy],
});

type Context = { readonly mode: PositionMode; readonly setting: SymbolSetting };

/** A row of orders-plan-pending and orders-plan-history. */
export const triggerRow = (instrument: Instrument, { mode, setting }: Context, trigger: TriggerDetail) => ({
  ...shared(instrument, mode, trigger),
  planType: planType(trigger),
  symbol: trigger.symbol,
  callbackRatio: '',
  planStatus: STATUS[trigger.status],
  marginMode: setting.marginMode,
  orderSource: 'normal',
  executeOrderId: trigger.firedOrderId,
});

/** A row of the orders-algo channel. */
export const triggerPush = (instrument: Instrument, mode: PositionMode, trigger: TriggerDetail) => ({
  ...shared(instrument, mode, trigger),
  instId: trigger.symbol,
  planType: shortPlanType(trigger),
  status: STATUS[trigger.status],
  actualSize: '0',
  triggerTime: trigger.status === 'triggered' ? String(trigger.updatedAt) : '',
  stpMode: STP_WORDS[trigger.stpMode ?? 'none'],
});
