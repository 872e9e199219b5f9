/**
 * The range of every score, 0 to 100, and the decimals in which answers are given.
 */
import type { Pivots } from '../indicators/index.ts';

export const clampScore = (score: number): number => Math.min(100, Math.max(0, score));

export const roundTo = (value: number, places: number): number => Math.round(value * 10 ** places) / 10 ** places;

export const roundedLevels = ({ S2, S1, pivot, R1, R2 }: Pivots): Pivots => ({
  S2: roundTo(S2, 4),
  S1: roundTo(S1, 4),
  pivot: roundTo(pivot, 4),
  R1: roundTo(R1, 4),
  R2: roundTo(R2, 4),
});
