/**
 * Orders in the shapes of `detail`, `orders-pending`, `orders-history` and the orders channel.
 * Invariant: every number is text; a fee paid is negative.
 */
import {
  type Fill,
  formatMoney,
  formatPrice,
  formatSize,
  type Instrument,
  type PositionMode,
} from '../../../domain/index.ts';
import type { OrderDetail, OrderSource } from '../../core/index.ts';
import {
  averagePrice,
  cancelReason,
  FORCE,
  MARGIN_COIN,
  orderStatus,
  POS_MODE,
  posSide,
  priceText,
  STP_WORDS,
  signedFee,
  tradeSide,
  wireSide,
} from './words.ts';

const TRIGGER_TYPE = { last: 'fill_price', mark: 'mark_price' } as const;

const presets = (instrument: Instrument, order: OrderDetail) => ({
  presetStopSurplusPrice: priceText(instrument, order.takeProfit),
  presetStopSurplusType: TRIGGER_TYPE[order.takeProfitBy ?? 'last'],
  presetStopSurplusExecutePrice: priceText(instrument, order.takeProfitExecute),
  presetStopLossPrice: priceText(instrument, order.stopLoss),
  presetStopLossType: TRIGGER_TYPE[order.stopLossBy ?? 'last'],
  presetStopLossExecutePrice: priceText(instrument, order.stopLossExecute),
});

const shared = (instrument: Instrument, mode: PositionMode, order: OrderDetail) => ({
  size: formatSize(instrument, order.size),
  orderId: order.orderId,
  clientOid: order.clientOid,
  price: priceText(instrument, order.price),
  priceAvg: averagePrice(instrument, order.filledNotional, order.filled),
  side: wireSide(mode, order),
  force: FORCE[order.timeInForce],
  totalProfits: formatMoney(order.profit),
  posSide: posSide(mode, order.positionSide),
  marginCoin: MARGIN_COIN,
  orderType: order.type,
  leverage: String(order.leverage),
  marginMode: order.marginMode,
  tradeSide: tradeSide(mode, order, order.source),
  posMode: POS_MODE[mode],
  cTime: String(order.createdAt),
  uTime: String(order.updatedAt),
  ...presets(instrument, order),
});

const ORDER_SOURCES: Record<OrderSource, string> = {
  client: 'normal',
  trigger: 'profit_loss',
  plan: 'plan',
  liquidation: 'burst',
  delisting: 'delivery',
};

/** A row of orders-pending and orders-history. */
export const orderRow = (instrument: Instrument, mode: PositionMode, order: OrderDetail) => ({
  ...shared(instrument, mode, order),
  symbol: order.symbol,
  baseVolume: formatSize(instrument, order.filled),
  quoteVolume: formatMoney(order.filledNotional),
  fee: order.filled === 0 ? '' : signedFee(order.fee),
  status: orderStatus(order.status),
  reduceOnly: mode === 'one-way' && order.intent === 'close' ? 'YES' : 'NO',
  enterPointSource: order.source === 'client' ? 'api' : 'sys',
  orderSource: ORDER_SOURCES[order.source],
  cancelReason: cancelReason(order.cancelReason),
});

/** The single order of `detail`: its state is called `state`. */
export function orderDetail(instrument: Instrument, mode: PositionMode, order: OrderDetail) {
  const { status, ...row } = orderRow(instrument, mode, order);
  return { ...row, state: status };
}

/** A row of the orders channel; `fill` is what the push is about, if anything was traded. */
export const orderPush = (
  instrument: Instrument,
  mode: PositionMode,
  push: { order: OrderDetail; fill: Fill | undefined },
) => {
  const { order, fill } = push;
  return {
    ...shared(instrument, mode, order),
    instId: order.symbol,
    accBaseVolume: formatSize(instrument, order.filled),
    status: orderStatus(order.status),
    reduceOnly: mode === 'one-way' && order.intent === 'close' ? 'yes' : 'no',
    enterPointSource: order.source === 'client' ? 'API' : 'SYS',
    notionalUsd: formatMoney(order.filledNotional),
    feeDetail: [{ feeCoin: MARGIN_COIN, fee: signedFee(order.fee) }],
    stpMode: STP_WORDS[order.stpMode],
    cancelReason: cancelReason(order.cancelReason),
    ...(fill && fillPart(instrument, fill)),
  };
};

const fillPart = (instrument: Instrument, fill: Fill) => ({
  fillPrice: formatPrice(instrument, fill.price),
  baseVolume: formatSize(instrument, fill.size),
  fillFee: signedFee(fill.fee),
  fillFeeCoin: MARGIN_COIN,
  fillTime: String(fill.at),
  tradeId: fill.tradeId,
  tradeScope: fill.liquidity,
  pnl: formatMoney(fill.profit),
});
