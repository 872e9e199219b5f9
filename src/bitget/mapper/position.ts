/**
 * Open positions, from REST.
 * Invariant: a position of size zero is no position.
 */
import type { Instrument, PositionReport } from '../../domain/index.ts';
import { InvalidInput } from '../../domain/index.ts';
import type { endpoints, ResponseOf } from '../protocol/index.ts';
import { countOf, isHeldSize, maybePrice, sizeOf, textOf } from './numeral.ts';
import { decodeMarginMode } from './words.ts';

export type PositionRow = NonNullable<ResponseOf<typeof endpoints.allPosition>>[number];

export const isOpen = (row: PositionRow): boolean => isHeldSize(row.total, 'total');

export function decodePosition(instrument: Instrument, row: PositionRow): PositionReport {
  const { holdSide } = row;
  if (holdSide !== 'long' && holdSide !== 'short') throw new InvalidInput('holdSide', holdSide, 'long | short');
  return {
    symbol: instrument.symbol,
    positionSide: holdSide,
    size: sizeOf(instrument, row.total),
    entryPrice: textOf(row.openPriceAvg) ?? '0',
    leverage: countOf(row.leverage, 'leverage'),
    marginMode: decodeMarginMode(row.marginMode),
    liquidationPrice: maybePrice(instrument, row.liquidationPrice),
  };
}
