/**
 * What an order does to a position, in the words of the exchange and in ours.
 * Invariant: the direction is never read from `side` alone: in hedge mode an order's side names the position
 * (closing a long is "buy"), while a streamed fill's side names the trade (closing a long is "sell").
 */
import {
  economicSide,
  InvalidInput,
  type OrderIntent,
  type PositionMode,
  type PositionSide,
  type Side,
} from '../../domain/index.ts';

export type Purpose = { readonly intent: OrderIntent; readonly positionSide: PositionSide };

export type WireSides = {
  readonly side: Side;
  readonly tradeSide?: 'open' | 'close';
  readonly reduceOnly?: 'YES' | 'NO';
};

export function encodeSides(positionMode: PositionMode, { intent, positionSide }: Purpose): WireSides {
  return positionMode === 'hedge'
    ? { side: positionSide === 'long' ? 'buy' : 'sell', tradeSide: intent }
    : { side: economicSide(intent, positionSide), reduceOnly: intent === 'close' ? 'YES' : 'NO' };
}

export type SidedRow = {
  readonly side?: string | null | undefined;
  readonly tradeSide?: string | null | undefined;
  readonly posSide?: string | null | undefined;
  readonly posMode?: string | null | undefined;
  readonly reduceOnly?: string | null | undefined;
};

/** What `side` says in hedge mode, where the row has no posSide. */
export type SideMeans = 'position' | 'trade';

/**
 * The purpose of an order or fill.
 * @throws InvalidInput when the row names neither side.
 */
export function decodeSides(row: SidedRow, options: { sideMeans: SideMeans; isReducing?: boolean }): Purpose {
  const tradeSide = row.tradeSide ?? '';
  const forced = /(long|short)$/.exec(tradeSide);
  if (forced)
    return { intent: tradeSide.startsWith('open') ? 'open' : 'close', positionSide: forced[1] as PositionSide };
  const single = /^(.*?)(buy|sell)_(?:single|in_single_side_mode)$/.exec(tradeSide);
  const isReducing = options.isReducing === true || /^yes$/i.test(row.reduceOnly ?? '');
  if (single) return oneWay(single[2] as Side, isReducing || single[1] !== '');
  const side = sideOf(row.side);
  if (row.posMode === 'one_way_mode' || row.posSide === 'net') return oneWay(side, isReducing);
  const intent = tradeSide === 'close' ? 'close' : 'open';
  if (row.posSide === 'long' || row.posSide === 'short') return { intent, positionSide: row.posSide };
  const isLong = options.sideMeans === 'position' ? side === 'buy' : (side === 'buy') === (intent === 'open');
  return { intent, positionSide: isLong ? 'long' : 'short' };
}

/** In one-way mode a reducing sell closes a long. */
const oneWay = (side: Side, isReducing: boolean): Purpose =>
  isReducing
    ? { intent: 'close', positionSide: side === 'sell' ? 'long' : 'short' }
    : { intent: 'open', positionSide: side === 'buy' ? 'long' : 'short' };

function sideOf(side: string | null | undefined): Side {
  if (side === 'buy' || side === 'sell') return side;
  throw new InvalidInput('side', side, 'buy | sell');
}
