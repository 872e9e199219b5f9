/**
 * Orders of the Unified API: requests to the wire, reports from REST rows and from the private stream.
 * Invariant: sizes are exact; a market order has no price; presets fire at market.
 */
import {
  formatPrice,
  formatSize,
  type Instrument,
  InvalidInput,
  type OrderReport,
  type OrderRequest,
  type PositionMode,
} from '../../../domain/index.ts';
import { maybePrice, sizeOf, textOf, timeOf } from '../../mapper/numeral.ts';
import { decodeOrderStatus, decodeOrderType, encodeForce } from '../../mapper/words.ts';
import type { RequestOf, ResponseOf } from '../../protocol/index.ts';
import type { endpoints } from '../protocol/index.ts';
import { decodeUnifiedSides, encodeUnifiedSides } from './sides.ts';

export const CATEGORY = 'USDT-FUTURES';

export type UnifiedOrderRow = ResponseOf<typeof endpoints.orderInfo>;

/** @throws InvalidInput for a limit order without a price. */
export function encodeUnifiedOrder(
  instrument: Instrument,
  order: OrderRequest,
  positionMode: PositionMode,
): RequestOf<typeof endpoints.placeOrder> {
  const { stopLoss, takeProfit } = order;
  return {
    category: CATEGORY,
    symbol: order.symbol,
    marginMode: order.marginMode,
    qty: formatSize(instrument, order.size),
    orderType: order.type,
    ...limitTerms(instrument, order),
    ...encodeUnifiedSides(positionMode, order),
    clientOid: order.clientOid,
    // The documentation of orders, unlike that of triggers, names no default for what a preset fires.
    ...(stopLoss !== undefined && { stopLoss: formatPrice(instrument, stopLoss), slOrderType: 'market' }),
    ...(takeProfit !== undefined && { takeProfit: formatPrice(instrument, takeProfit), tpOrderType: 'market' }),
  };
}

function limitTerms(instrument: Instrument, { type, price, timeInForce, clientOid }: OrderRequest) {
  if (type === 'market') return {};
  if (price === undefined) throw new InvalidInput('price', price, `a price for the limit order ${clientOid}`);
  return { price: formatPrice(instrument, price), timeInForce: encodeForce(timeInForce) };
}

/** A row of a REST list, of order-info or of the stream. */
export function decodeUnifiedOrder(instrument: Instrument, row: UnifiedOrderRow): OrderReport {
  const type = decodeOrderType(row.orderType);
  return {
    clientOid: row.clientOid ?? '',
    orderId: row.orderId,
    symbol: instrument.symbol,
    ...decodeUnifiedSides(row),
    type,
    price: type === 'market' ? undefined : maybePrice(instrument, row.price),
    size: sizeOf(instrument, row.qty),
    filled: sizeOf(instrument, row.cumExecQty),
    status: decodeOrderStatus(row.orderStatus),
    updatedAt: timeOf(textOf(row.updatedTime) ?? row.createdTime, 'updatedTime'),
  };
}
