/**
 * How a profile writes its numbers down: each with its default, its bounds and its meaning.
 * Invariant: a number of a profile is a parameter; the table in the profile's README says the same.
 */
import type { Param } from '../../kernel/index.ts';

export const param = (value: number, [min, max]: readonly [number, number], about: string): Param => ({
  default: value,
  min,
  max,
  about,
});

/** Whole numbers: bars, or 0 and 1 for no and yes. */
export const count = (value: number, bounds: readonly [number, number], about: string): Param => ({
  ...param(value, bounds, about),
  isInteger: true,
});
