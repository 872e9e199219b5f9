/**
 * An entry as the author of a strategy thinks of it: a distance for the stop, targets in multiples of it.
 * Invariant: prices are whole ticks, no nearer than asked; shares sum to one; no price is at or below zero.
 */
import type { PositionSide, Ticks } from '../domain/index.ts';
import { type EnterIntent, enterBy } from './profile/entry.ts';
import { toRate } from './profile/prices.ts';

export type EntryIdea = {
  readonly positionSide: PositionSide;
  /** Where the entry is expected, in ticks: the close of the bar, for a market order. */
  readonly price: Ticks;
  /** Of the stop from the price, in ticks, such as two average true ranges; need not be whole. */
  readonly stopDistance: number;
  /** Where profit is taken: `reach` in distances of the stop, `share` of the position; the last one closes the rest. */
  readonly targets?: readonly { readonly reach: number; readonly share: number }[];
  /** Share of equity to lose at the stop, such as 0.01. */
  readonly risk: number;
  /** Whole; 1 unless given. */
  readonly leverage?: number;
  /** Multiplies the size that the risk gives, above 0 and up to 1. */
  readonly sizeFactor?: number;
  /** True: a post-only limit order at `price`, which rests until it is filled or canceled. */
  readonly isPostOnly?: boolean;
  readonly reason: string;
};

/** An intent for it; undefined where a stop or target would be at or below zero. */
export function entryAt(idea: EntryIdea): EnterIntent | undefined {
  const { positionSide, price, stopDistance, targets = [], isPostOnly = false, reason } = idea;
  const stop = stopDistance / price;
  if (!(stop > 0)) return undefined;
  const { risk, leverage = 1, sizeFactor = 1 } = idea;
  const rungs = targets.map(({ reach, share }) => ({ reach: reach * stop, share }));
  const stake = { risk: toRate(risk), leverage, sizeFactor: toRate(sizeFactor) };
  return enterBy({ positionSide, price, stop, rungs, stake, isPostOnly, reason });
}
