/**
 * Elapsed time for rate limits and time-outs. It is no wall clock: it tells durations only, and never jumps.
 */
export const monotonicMs = (): number => performance.now();
