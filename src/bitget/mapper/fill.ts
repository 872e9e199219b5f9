/**
 * Fills, from the REST list and from the private stream.
 * Invariant: a fee that was paid is a positive cost here, and negative on the wire; profit keeps its sign.
 */
import { asMoney, type Fill, type Instrument, type Money } from '../../domain/index.ts';
import type { channels, RowOf } from '../protocol/index.ts';
import { isNonZero, moneyOf, nearestPrice, sizeOf, timeOf } from './numeral.ts';
import { MARGIN_COIN } from './order.ts';
import { decodeSides, type Purpose, type SideMeans } from './sides.ts';

export type FillRow = RowOf<typeof channels.fill>;

/** What is known of the order behind a fill: it decides where the fill's own words are ambiguous. */
export type KnownOrder = Purpose & { readonly clientOid: string };

/** @param sideMeans `position` for the REST list, `trade` for the stream. */
export function decodeFill(
  instrument: Instrument,
  row: FillRow,
  { sideMeans, order }: { sideMeans: SideMeans; order: KnownOrder | undefined },
): Fill {
  // In one-way mode only an order tells whether it reduces; without it, a realised profit does.
  const said = decodeSides(row, { sideMeans, isReducing: isNonZero(row.profit) });
  const { intent, positionSide } = order ?? said;
  return {
    tradeId: row.tradeId,
    orderId: row.orderId,
    clientOid: row.clientOid || order?.clientOid || '',
    symbol: instrument.symbol,
    intent,
    positionSide,
    price: nearestPrice(instrument, row.price),
    size: sizeOf(instrument, row.baseVolume),
    fee: feeOf(row.feeDetail),
    profit: moneyOf(row.profit),
    liquidity: /^m/i.test(row.tradeScope) ? 'maker' : 'taker',
    at: timeOf(row.cTime, 'cTime'),
  };
}

/** What was paid in USDT; a fee that another coin paid takes nothing from the balance. */
function feeOf(details: FillRow['feeDetail']): Money {
  let paid = 0n;
  for (const { feeCoin, totalFee } of details ?? []) {
    if ((feeCoin ?? MARGIN_COIN).toUpperCase() === MARGIN_COIN) paid -= moneyOf(totalFee);
  }
  return asMoney(paid);
}
