/**
 * The ladder of position sizes: how much leverage and maintenance margin goes with what a position cost.
 * Invariant: the tier follows from the entry value, so that a move of the price alone never changes the rate.
 * Isolated positions are measured each by itself, crossed ones of a symbol long and short together.
 */
import { asMoney, type Instrument, type Money, type PositionTier, tickLotValue, ZERO } from '../../domain/index.ts';
import { cashAbove, cashBelow } from './scale.ts';
import { accountOf, type Core, type Market, type Position, type Seat } from './state.ts';

/** Undefined: the instrument has one tier without end. */
export function tierOf({ tiers }: Instrument, value: Money): PositionTier | undefined {
  return tiers?.find(({ notionalMax }) => value <= notionalMax) ?? tiers?.at(-1);
}

/** The upper end of the tier below that of `value`; undefined in the lowest one. */
export function endOfTierBelow({ tiers = [] }: Instrument, value: Money): Money | undefined {
  return tiers.slice(0, -1).findLast(({ notionalMax }) => notionalMax < value)?.notionalMax;
}

/** The most that may be held at this leverage; undefined: no end. */
export function valueMaxAt({ tiers }: Instrument, leverage: number): Money | undefined {
  return tiers && (tiers.findLast(({ leverageMax }) => leverageMax >= leverage)?.notionalMax ?? ZERO);
}

type Held = Pick<Position, 'account' | 'symbol' | 'marginMode' | 'positionSide'>;

/** The entry value that decides on the tier of the position. */
export function tierValueOf(core: Core, { account, symbol, marginMode, positionSide }: Held): Money {
  const seat = accountOf(core, account).seats.get(symbol);
  if (!seat) return ZERO;
  return marginMode === 'crossed'
    ? asMoney((seat.long?.cost ?? ZERO) + (seat.short?.cost ?? ZERO))
    : (seat[positionSide]?.cost ?? ZERO);
}

/** What open limit orders would add to it. */
export function pendingValueOf(core: Core, { account, symbol, marginMode, positionSide }: Held): Money {
  const seat = accountOf(core, account).seats.get(symbol);
  if (!seat) return ZERO;
  const { long, short } = seat.opening;
  const steps = marginMode === 'crossed' ? long.value + short.value : seat.opening[positionSide].value;
  return steps === 0n ? ZERO : asMoney(steps * tickLotValue(seat.market.instrument));
}

/** The most that may be held at this leverage, and at any: in cash, rounded down. */
export function valueMaxCash({ instrument, valueMax }: Market, leverage: number): number {
  const known = valueMax.get(leverage);
  if (known !== undefined) return known;
  const limits = [valueMaxAt(instrument, leverage), valueMaxAt(instrument, instrument.leverageMin)];
  const least = Math.min(...limits.map((limit) => (limit === undefined ? Number.MAX_SAFE_INTEGER : cashBelow(limit))));
  valueMax.set(leverage, least);
  return least;
}

/** Not less than what is held and what open limit orders would add, in cash; NaN where 2^53 does not hold it. */
export function tierCashAbove(
  { long, short, opening, market: { scale } }: Seat,
  { marginMode, positionSide }: Side,
): number {
  if (marginMode === 'isolated')
    return (
      cashAbove((positionSide === 'long' ? long : short)?.cost ?? 0n) + opening[positionSide].near * scale.tickLotCash
    );
  const steps = opening.long.near + opening.short.near;
  return cashAbove(long?.cost ?? 0n) + cashAbove(short?.cost ?? 0n) + steps * scale.tickLotCash;
}

type Side = Pick<Position, 'marginMode' | 'positionSide'>;
