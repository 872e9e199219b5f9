/**
 * Distances as prices in whole ticks.
 * Invariant: every price is rounded away from the entry, so that neither a stop nor a target is nearer than asked.
 */
import { type PositionSide, RATE_DECIMALS, type Rate, rate, type Ticks, ticks } from '../../domain/index.ts';
import type { TakeProfit } from '../../kernel/index.ts';

/** A fraction as an exact rate, at its ten decimals. */
export const toRate = (fraction: number): Rate => rate(fraction.toFixed(RATE_DECIMALS));

/** A price this near to a whole tick is that tick: a float product of 54,500 may come out as 54,500.000000001. */
const NOISE = 1e-6;

export const awayUp = (price: number): Ticks => ticks(Math.ceil(price - NOISE));
export const awayDown = (price: number): Ticks => ticks(Math.floor(price + NOISE));

const above = (entry: number, fraction: number): Ticks => awayUp(entry * (1 + fraction));
const below = (entry: number, fraction: number): Ticks => awayDown(entry * (1 - fraction));

/** `entry` in ticks; `stop` as a fraction of it. */
export const stopPrice = (positionSide: PositionSide, entry: number, stop: number): Ticks =>
  positionSide === 'long' ? below(entry, stop) : above(entry, stop);

export type Rung = {
  /** Distance from the entry, as a fraction of it. */
  readonly reach: number;
  /** Of the position; the last rung closes the rest, whatever it says. */
  readonly share: number;
};

/** `entry` in ticks. The shares sum to one exactly. */
export function ladder(positionSide: PositionSide, entry: number, rungs: readonly Rung[]): readonly TakeProfit[] {
  const priceAt = positionSide === 'long' ? above : below;
  let rest = toRate(1) as bigint;
  return rungs.map(({ reach, share }, i) => {
    const part = i === rungs.length - 1 ? rest : toRate(share);
    rest -= part;
    return { price: priceAt(entry, reach), share: part as Rate };
  });
}
