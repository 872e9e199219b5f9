/**
 * What an order does to a position, in the words of the Unified API and in ours.
 * Invariant: `side` is always the side of the trade itself; in hedge mode it opens or closes by the position it names.
 */
import {
  economicSide,
  InvalidInput,
  type OrderIntent,
  type PositionMode,
  type PositionSide,
  type Side,
} from '../../../domain/index.ts';
import type { Purpose } from '../../mapper/index.ts';

export type UnifiedSides = {
  readonly side: Side;
  readonly posSide?: PositionSide;
  readonly reduceOnly?: 'yes' | 'no';
};

export function encodeUnifiedSides(positionMode: PositionMode, { intent, positionSide }: Purpose): UnifiedSides {
  const side = economicSide(intent, positionSide);
  return positionMode === 'hedge'
    ? { side, posSide: positionSide }
    : { side, reduceOnly: intent === 'close' ? 'yes' : 'no' };
}

export type UnifiedSidedRow = {
  readonly side?: string | null | undefined;
  /** REST says posSide, the stream holdSide. */
  readonly posSide?: string | null | undefined;
  readonly holdSide?: string | null | undefined;
  readonly holdMode?: string | null | undefined;
  readonly tradeSide?: string | null | undefined;
  readonly reduceOnly?: string | null | undefined;
};

/**
 * The purpose of an order or fill.
 * @param isReducing what else is known, for one-way rows that do not say it
 * @throws InvalidInput when the row names no side.
 */
export function decodeUnifiedSides(row: UnifiedSidedRow, isReducing = false): Purpose {
  const { side } = row;
  if (side !== 'buy' && side !== 'sell') throw new InvalidInput('side', side, 'buy | sell');
  const position = row.posSide || row.holdSide;
  if ((position === 'long' || position === 'short') && row.holdMode !== 'one_way_mode') {
    return { intent: (side === 'buy') === (position === 'long') ? 'open' : 'close', positionSide: position };
  }
  const intent = intentOf(row, isReducing);
  const isLong = (side === 'buy') === (intent === 'open');
  return { intent, positionSide: isLong ? 'long' : 'short' };
}

/** Liquidations and reductions by the exchange name themselves, such as burst_close_long. */
function intentOf({ tradeSide, reduceOnly }: UnifiedSidedRow, isReducing: boolean): OrderIntent {
  if (/^yes$/i.test(reduceOnly ?? '') || isReducing) return 'close';
  return /close|burst|reduce|adl|delivery/i.test(tradeSide ?? '') ? 'close' : 'open';
}
