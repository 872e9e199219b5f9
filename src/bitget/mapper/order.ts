/**
 * Orders: requests to the wire, reports from REST rows and from the private stream.
 * Invariant: sizes are exact; a market order has no price.
 */
import {
  formatPrice,
  formatSize,
  type Instrument,
  InvalidInput,
  type OrderReport,
  type OrderRequest,
  type PositionMode,
  type Ticks,
} from '../../domain/index.ts';
import type { channels, endpoints, RequestOf, ResponseOf, RowOf } from '../protocol/index.ts';
import { type MaybeNumeral, maybePrice, sizeOf, textOf, timeOf } from './numeral.ts';
import { decodeSides, encodeSides, type SidedRow } from './sides.ts';
import { decodeOrderStatus, decodeOrderType, encodeForce } from './words.ts';

export const PRODUCT = 'USDT-FUTURES';
export const MARGIN_COIN = 'USDT';

export type OrderRow = ResponseOf<typeof endpoints.orderDetail>;
export type StreamedOrder = RowOf<typeof channels.orders>;

/** @throws InvalidInput for a limit order without a price. */
export function encodeOrder(
  instrument: Instrument,
  order: OrderRequest,
  positionMode: PositionMode,
): RequestOf<typeof endpoints.placeOrder> {
  const priceText = (value: Ticks) => formatPrice(instrument, value);
  const { stopLoss, takeProfit } = order;
  return {
    symbol: order.symbol,
    productType: PRODUCT,
    marginMode: order.marginMode,
    marginCoin: MARGIN_COIN,
    size: formatSize(instrument, order.size),
    orderType: order.type,
    ...limitTerms(instrument, order),
    ...encodeSides(positionMode, order),
    clientOid: order.clientOid,
    ...(stopLoss !== undefined && { presetStopLossPrice: priceText(stopLoss) }),
    ...(takeProfit !== undefined && { presetStopSurplusPrice: priceText(takeProfit) }),
  };
}

function limitTerms(instrument: Instrument, { type, price, timeInForce, clientOid }: OrderRequest) {
  if (type === 'market') return {};
  if (price === undefined) throw new InvalidInput('price', price, `a price for the limit order ${clientOid}`);
  return { price: formatPrice(instrument, price), force: encodeForce(timeInForce) };
}

/** A row of orders-pending or orders-history, or the one of detail. */
export const decodeOrder = (instrument: Instrument, row: OrderRow): OrderReport =>
  report(instrument, row, { filled: row.baseVolume, status: row.status ?? row.state });

/** A row of the `orders` channel. */
export const decodeStreamedOrder = (instrument: Instrument, row: StreamedOrder): OrderReport =>
  report(instrument, row, { filled: row.accBaseVolume, status: row.status });

type CommonRow = SidedRow & {
  readonly orderId: string;
  readonly clientOid?: string | null;
  readonly orderType: string;
  readonly price?: MaybeNumeral;
  readonly size: MaybeNumeral;
  readonly cTime: MaybeNumeral;
  readonly uTime?: MaybeNumeral;
};

function report(
  instrument: Instrument,
  row: CommonRow,
  named: { filled: MaybeNumeral; status: string | null | undefined },
): OrderReport {
  const type = decodeOrderType(row.orderType);
  return {
    clientOid: row.clientOid ?? '',
    orderId: row.orderId,
    symbol: instrument.symbol,
    ...decodeSides(row, { sideMeans: 'position' }),
    type,
    price: type === 'market' ? undefined : maybePrice(instrument, row.price),
    size: sizeOf(instrument, row.size),
    filled: sizeOf(instrument, named.filled),
    status: decodeOrderStatus(named.status),
    updatedAt: timeOf(textOf(row.uTime) ?? row.cTime, 'uTime'),
  };
}
