/**
 * Orders in a trader's words: the receipt of one that was sent, and the row of one that the exchange knows.
 * Invariant: prices and sizes are decimal texts, exact to the contract's steps.
 */
import { formatPrice, formatSize, type Instrument, type OrderReport, type OrderRequest } from '../domain/index.ts';
import { sideWord } from './position-rows.ts';
import type { SentOrder } from './send-order.ts';

export type OrderReceipt = SentOrder & {
  readonly clientOid: string;
  readonly symbol: string;
  readonly action: 'open' | 'close';
  /** Of the position. */
  readonly side: 'LONG' | 'SHORT';
  readonly orderType: 'market' | 'limit';
  readonly quantity: string;
  readonly price: string | undefined;
  /** Of an entry. */
  readonly leverage: number | undefined;
  readonly stopLoss: string | undefined;
  readonly takeProfit: string | undefined;
};

export type OrderRow = {
  readonly orderId: string;
  readonly clientOid: string;
  readonly symbol: string;
  readonly action: 'open' | 'close';
  readonly side: 'LONG' | 'SHORT';
  readonly orderType: 'market' | 'limit';
  readonly quantity: string;
  readonly filled: string;
  readonly price: string | undefined;
  readonly status: OrderReport['status'];
  /** Epoch ms. */
  readonly updatedAt: number;
};

export function receiptOf(instrument: Instrument, order: OrderRequest, sent: SentOrder): OrderReceipt {
  const text = (price: typeof order.price) => (price === undefined ? undefined : formatPrice(instrument, price));
  return {
    ...sent,
    clientOid: order.clientOid,
    symbol: order.symbol,
    action: order.intent,
    side: sideWord(order.positionSide),
    orderType: order.type,
    quantity: formatSize(instrument, order.size),
    price: text(order.price),
    leverage: order.intent === 'open' ? order.leverage : undefined,
    stopLoss: text(order.stopLoss),
    takeProfit: text(order.takeProfit),
  };
}

export const orderRow = (instrument: Instrument, report: OrderReport): OrderRow => ({
  orderId: report.orderId,
  clientOid: report.clientOid,
  symbol: report.symbol,
  action: report.intent,
  side: sideWord(report.positionSide),
  orderType: report.type,
  quantity: formatSize(instrument, report.size),
  filled: formatSize(instrument, report.filled),
  price: report.price === undefined ? undefined : formatPrice(instrument, report.price),
  status: report.status,
  updatedAt: report.updatedAt,
});
