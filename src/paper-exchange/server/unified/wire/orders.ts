/**
 * Orders and fills in the Unified shapes, by REST and by socket.
 * Invariant: every number is text; REST says posSide, the sockets holdSide.
 */
import {
  type Fill,
  formatMoney,
  formatPrice,
  formatSize,
  type Instrument,
  notional,
  type PositionMode,
} from '../../../../domain/index.ts';
import type { OrderDetail, OrderSource } from '../../../core/index.ts';
import { averagePrice, cancelReason, FORCE, MARGIN_COIN, POS_MODE, STP_WORDS } from '../../wire/words.ts';
import { CATEGORY, feeDetail, isReduceOnly, orderStatus, posSide, sideOf, tradeSide } from './words.ts';

const shared = (instrument: Instrument, mode: PositionMode, order: OrderDetail) => ({
  orderId: order.orderId,
  clientOid: order.clientOid,
  symbol: order.symbol,
  orderType: order.type,
  side: sideOf(order),
  qty: formatSize(instrument, order.size),
  amount: '0',
  cumExecQty: formatSize(instrument, order.filled),
  cumExecValue: formatMoney(order.filledNotional),
  avgPrice: averagePrice(instrument, order.filledNotional, order.filled) || '0',
  timeInForce: FORCE[order.timeInForce],
  orderStatus: orderStatus(order.status),
  holdMode: POS_MODE[mode],
  tradeSide: tradeSide(order, order.source),
  feeDetail: feeDetail(formatMoney(order.fee)),
  cancelReason: cancelReason(order.cancelReason),
  marginMode: order.marginMode,
  stpMode: STP_WORDS[order.stpMode],
  createdTime: String(order.createdAt),
  updatedTime: String(order.updatedAt),
});

/** A row of order-info, unfilled-orders and history-orders. */
export const orderRow = (instrument: Instrument, mode: PositionMode, order: OrderDetail) => ({
  ...shared(instrument, mode, order),
  category: CATEGORY,
  price: order.price === undefined ? '0' : formatPrice(instrument, order.price),
  posSide: posSide(mode, order.positionSide),
  reduceOnly: isReduceOnly(mode, order.intent) ? 'YES' : 'NO',
  execType: order.source === 'liquidation' ? 'liquidation' : 'normal',
});

/** A row of the order channel. */
export const orderPush = (instrument: Instrument, mode: PositionMode, order: OrderDetail) => ({
  ...shared(instrument, mode, order),
  category: CATEGORY.toLowerCase(),
  price: order.price === undefined ? '' : formatPrice(instrument, order.price),
  holdSide: posSide(mode, order.positionSide),
  reduceOnly: isReduceOnly(mode, order.intent) ? 'yes' : 'no',
  marginCoin: MARGIN_COIN,
  leverage: String(order.leverage),
  totalProfit: formatMoney(order.profit),
});

/** A fill, the kind of order it belongs to, and who made that order. */
export type Made = { readonly fill: Fill; readonly source: OrderSource; readonly orderType: string };

const sharedFill = (instrument: Instrument, { fill, source, orderType }: Made) => ({
  execId: fill.tradeId,
  execLinkId: fill.tradeId,
  orderId: fill.orderId,
  clientOid: fill.clientOid,
  category: CATEGORY,
  symbol: fill.symbol,
  orderType,
  side: sideOf(fill),
  execPrice: formatPrice(instrument, fill.price),
  execQty: formatSize(instrument, fill.size),
  execValue: formatMoney(notional(instrument, fill.price, fill.size)),
  tradeScope: fill.liquidity,
  tradeSide: tradeSide(fill, source),
  feeDetail: feeDetail(formatMoney(fill.fee)),
  execPnl: formatMoney(fill.profit),
  updatedTime: String(fill.at),
});

/** A row of fills. */
export const fillRow = (instrument: Instrument, mode: PositionMode, made: Made) => ({
  ...sharedFill(instrument, made),
  posSide: posSide(mode, made.fill.positionSide),
  createdTime: String(made.fill.at),
});

/** A row of the fill channel. */
export const fillPush = (instrument: Instrument, mode: PositionMode, made: Made) => ({
  ...sharedFill(instrument, made),
  holdSide: posSide(mode, made.fill.positionSide),
  execTime: String(made.fill.at),
});
