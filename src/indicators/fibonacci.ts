/**
 * Fibonacci levels of a leg between two swings. No state: a level is a function of the leg.
 */

/** The shares of a leg at which a pullback is looked for; 0.5 by custom, the others from the golden ratio. */
export const FIBONACCI_RATIOS = [0.236, 0.382, 0.5, 0.618, 0.786] as const;

/**
 * The price at which `ratio` of the leg `from` → `to` is taken back: 0 is its end, 1 its start.
 * A negative ratio lies beyond the end: −0.618 is the extension 1.618. Unit of the inputs, not rounded.
 */
export const retracement = (from: number, to: number, ratio: number): number => to - ratio * (to - from);
