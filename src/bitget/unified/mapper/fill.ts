/**
 * Fills of the Unified API, from the REST list and from the private stream.
 * Invariant: a fee that was paid is positive, here and on the wire; profit keeps its sign.
 */
import { asMoney, type Fill, type Instrument, type Money } from '../../../domain/index.ts';
import { type KnownOrder, MARGIN_COIN } from '../../mapper/index.ts';
import { isNonZero, moneyOf, nearestPrice, sizeOf, textOf, timeOf } from '../../mapper/numeral.ts';
import type { RowOf } from '../../protocol/index.ts';
import type { channels } from '../protocol/index.ts';
import { decodeUnifiedSides } from './sides.ts';

export type UnifiedFillRow = RowOf<typeof channels.fill>;

/** @param order what is known of the order behind it: in one-way mode only that tells for certain whether it reduces */
export function decodeUnifiedFill(instrument: Instrument, row: UnifiedFillRow, order: KnownOrder | undefined): Fill {
  const { intent, positionSide } = order ?? decodeUnifiedSides(row, isNonZero(row.execPnl));
  return {
    tradeId: row.execId,
    orderId: row.orderId,
    clientOid: row.clientOid || order?.clientOid || '',
    symbol: instrument.symbol,
    intent,
    positionSide,
    price: nearestPrice(instrument, row.execPrice),
    size: sizeOf(instrument, row.execQty),
    fee: feeOf(row.feeDetail),
    profit: moneyOf(row.execPnl),
    liquidity: /^m/i.test(row.tradeScope) ? 'maker' : 'taker',
    at: timeOf(textOf(row.execTime) ?? row.createdTime, 'execTime'),
  };
}

/** What was paid in USDT; a fee that another coin paid takes nothing from the balance. */
function feeOf(details: UnifiedFillRow['feeDetail']): Money {
  let paid = 0n;
  for (const { feeCoin, fee } of details ?? []) {
    if ((feeCoin ?? MARGIN_COIN).toUpperCase() === MARGIN_COIN) paid += moneyOf(fee);
  }
  return asMoney(paid);
}
