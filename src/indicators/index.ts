/**
 * Streaming indicators over float64: one class each, one value per input.
 * Invariant: pure; imports nothing but the domain; knows nothing of orders or time.
 */
export { Adx } from './adx.ts';
export { Atr } from './atr.ts';
export { Donchian } from './donchian.ts';
export { FIBONACCI_RATIOS, retracement } from './fibonacci.ts';
export type { Bar, Indicator } from './indicator.ts';
export { RealisedVolatility } from './realised-volatility.ts';
export { Rsi } from './rsi.ts';
export { Sma } from './sma.ts';
export { Ema, WilderAverage } from './smoothed-average.ts';
export { Swings } from './swings.ts';
