/**
 * Open positions of the Unified API, from REST.
 * Invariant: a position of size zero is no position.
 */
import { type Instrument, InvalidInput, type PositionReport } from '../../../domain/index.ts';
import { countOf, isHeldSize, maybePrice, sizeOf, textOf } from '../../mapper/numeral.ts';
import { decodeMarginMode } from '../../mapper/words.ts';
import type { ResponseOf } from '../../protocol/index.ts';
import type { endpoints } from '../protocol/index.ts';

export type UnifiedPositionRow = NonNullable<ResponseOf<typeof endpoints.currentPosition>['list']>[number];

export const isHeld = (row: UnifiedPositionRow): boolean => isHeldSize(row.total, 'total');

export function decodeUnifiedPosition(instrument: Instrument, row: UnifiedPositionRow): PositionReport {
  const { posSide } = row;
  if (posSide !== 'long' && posSide !== 'short') throw new InvalidInput('posSide', posSide, 'long | short');
  return {
    symbol: instrument.symbol,
    positionSide: posSide,
    size: sizeOf(instrument, row.total),
    entryPrice: textOf(row.avgPrice) ?? '0',
    leverage: countOf(row.leverage, 'leverage'),
    marginMode: decodeMarginMode(row.marginMode),
    liquidationPrice: maybePrice(instrument, row.liquidationPrice),
  };
}
