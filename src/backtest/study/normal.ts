/**
 * The standard normal distribution.
 * Invariant: `normalQuantile` undoes `normalCdf` to 1e-7 over (1e-9, 1 − 1e-9).
 */

const ROOT_2_PI = Math.sqrt(2 * Math.PI);

/** Below this the continued fraction converges too slowly, above it the series loses digits. */
const SERIES_MAX = 3;

/** Share of outcomes at or below `x`; exact to about 1e-14. */
export function normalCdf(x: number): number {
  const tail = Math.abs(x) < SERIES_MAX ? 0.5 - aboveZero(Math.abs(x)) : upperTail(Math.abs(x));
  return x < 0 ? tail : 1 - tail;
}

const density = (x: number): number => Math.exp((-x * x) / 2) / ROOT_2_PI;

/** Share between 0 and `x`: x + x³/3 + x⁵/(3·5) + …, times the density. */
function aboveZero(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 3; Math.abs(term) > Number.EPSILON * sum; n += 2) {
    term *= (x * x) / n;
    sum += term;
  }
  return sum * density(x);
}

/** Mills' ratio as a continued fraction, from its far end. */
function upperTail(x: number): number {
  let fraction = x;
  for (let n = 60; n >= 1; n--) fraction = x + n / fraction;
  return density(x) / fraction;
}

/** The `x` that a share `p` of outcomes lies at or below; ±Infinity at 1 and 0. */
export function normalQuantile(p: number): number {
  if (p <= 0) return Number.NEGATIVE_INFINITY;
  if (p >= 1) return Number.POSITIVE_INFINITY;
  let low = -9;
  let high = 9;
  while (high - low > 1e-12) {
    const middle = (low + high) / 2;
    if (normalCdf(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
