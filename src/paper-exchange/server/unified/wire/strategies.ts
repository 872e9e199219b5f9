/**
 * Stop-losses and take-profits as strategy orders of type tpsl, by REST and by socket.
 * Invariant: each has one leg; a trigger without a size covers the whole position (tpslMode full), one with a size is partial.
 */
import { formatPrice, formatSize, type Instrument, type PositionMode } from '../../../../domain/index.ts';
import type { TriggerDetail } from '../../../core/index.ts';
import { CATEGORY, posSide, sideOf, TRIGGER_BY } from './words.ts';

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
  return {
    takeProfit: isStop ? '' : price,
    stopLoss: isStop ? price : '',
    tpTriggerBy: isStop ? '' : by,
    slTriggerBy: isStop ? by : '',
    tpOrderType: isStop ? '' : 'market',
    slOrderType: isStop ? 'market' : '',
    tpLimitPrice: '',
    slLimitPrice: '',
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
