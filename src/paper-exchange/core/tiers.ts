/**
 * The ladder of position sizes: how much leverage and maintenance margin goes with what a position cost.
 * Invariant: the tier follows from the entry value, so that a move of the price alone never changes the rate.
 * Isolated positions are measured each by itself, crossed ones of a symbol long and short together.
 */
import { asMoney, type Instrument, type Money, type PositionTier, ZERO } from '../../domain/index.ts';
import type { Core, Position } from './state.ts';

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
  let value = 0n;
  for (const position of core.positions.in(symbol)) {
    if (position.account !== account) continue;
    if (marginMode === 'crossed' || position.positionSide === positionSide) value += position.cost;
  }
  return asMoney(value);
}
