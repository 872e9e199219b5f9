/**
 * One open position, folded from fills.
 * Invariant: `cost` is exactly what the open size was entered for; what a close releases and what stays add up to the last digit.
 */
import {
  asMoney,
  direction,
  type Fill,
  type Instrument,
  type Lots,
  type Money,
  notional,
  type PositionSide,
  type Ticks,
  tickLotValue,
  ZERO,
} from '../../domain/index.ts';

export type Position = {
  readonly symbol: string;
  readonly positionSide: PositionSide;
  readonly size: Lots;
  /** Entry notional of the open size. */
  readonly cost: Money;
  readonly openedAt: number;
  /** Largest size since it was opened. */
  readonly sizeMax: Lots;
  /** Realised profit − fees + funding since it was opened. */
  readonly net: Money;
};

export type PositionKey = `${string}:${PositionSide}`;

export const positionKey = (symbol: string, positionSide: PositionSide): PositionKey => `${symbol}:${positionSide}`;

export function emptyPosition(symbol: string, positionSide: PositionSide, at: number): Position {
  return { symbol, positionSide, size: 0 as Lots, cost: ZERO, openedAt: at, sizeMax: 0 as Lots, net: ZERO };
}

/** The position after the fill. A close beyond the size closes what is there. */
export function applyFill(position: Position, fill: Fill, instrument: Instrument): Position {
  const net = asMoney(position.net + fill.profit - fill.fee);
  if (fill.intent === 'open') {
    const size = (position.size + fill.size) as Lots;
    const cost = asMoney(position.cost + notional(instrument, fill.price, fill.size));
    return { ...position, size, cost, net, sizeMax: Math.max(size, position.sizeMax) as Lots };
  }
  const closed = Math.min(fill.size, position.size);
  const size = (position.size - closed) as Lots;
  const released = position.size === 0 ? 0n : (position.cost * BigInt(closed)) / BigInt(position.size);
  return { ...position, size, cost: asMoney(position.cost - released), net };
}

/** Average entry in ticks as a float: for views, bounds and plots, never for cash. */
export const entryTicks = (position: Position, instrument: Instrument): number =>
  position.size === 0 ? 0 : Number(position.cost) / (position.size * Number(tickLotValue(instrument)));

/** Profit if all of it were closed at `price`, before fees. */
export function unrealizedProfit(position: Position, instrument: Instrument, price: Ticks): Money {
  const value = notional(instrument, price, position.size);
  return asMoney(direction(position.positionSide) === 1 ? value - position.cost : position.cost - value);
}
