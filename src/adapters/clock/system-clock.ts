/**
 * The wall clock, and a clock that runs at another pace; the only reader of Date.now.
 * Invariant: `factor` milliseconds of a paced clock pass in one millisecond of the wall clock.
 */
import { InvalidInput } from '../../domain/index.ts';
import type { Clock } from '../../ports/index.ts';

/** A clock that moves by itself, with its pace relative to the wall clock. */
export type PacedClock = Clock & { readonly factor: number };

export const systemClock: PacedClock = { factor: 1, now: () => Date.now() };

const FACTOR_MAX = 100_000;

/**
 * Shows `anchorMs` when the wall clock shows `anchorWallMs`, and goes on `factor` times as fast.
 * @throws InvalidInput for a factor outside (0, 100000].
 */
export function createScaledClock(
  options: { readonly anchorWallMs: number; readonly anchorMs: number; readonly factor: number },
  wall: Clock = systemClock,
): PacedClock {
  const { anchorWallMs, anchorMs, factor } = options;
  if (!(factor > 0 && factor <= FACTOR_MAX))
    throw new InvalidInput('speed', factor, `a factor above 0 and up to ${FACTOR_MAX}`);
  return { factor, now: () => anchorMs + Math.floor((wall.now() - anchorWallMs) * factor) };
}
