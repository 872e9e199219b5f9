/**
 * Streaming indicators over float64: one class each, one value per input.
 * Invariant: pure; imports nothing but the domain; knows nothing of orders or of the present time.
 */
export { Adx } from './adx.ts';
export { Atr } from './atr.ts';
export { Bollinger } from './bollinger.ts';
export { type Book, BookImbalance, imbalance } from './book-imbalance.ts';
export { Donchian } from './donchian.ts';
export { extension, FIBONACCI_EXTENSIONS, FIBONACCI_RATIOS, FibonacciLevels, retracement } from './fibonacci.ts';
export { type Bar, type Indicator, type TimedBar, type VolumeBar, valuesOver } from './indicator.ts';
export { Macd } from './macd.ts';
export { Obv } from './obv.ts';
export { type Pivots, PriorPivots, pivots } from './prior-pivots.ts';
export { RealisedVolatility } from './realised-volatility.ts';
export { RelativeVolume, RelativeVolumeOfDay } from './relative-volume.ts';
export { Rsi } from './rsi.ts';
export { Sma } from './sma.ts';
export { Ema, WilderAverage } from './smoothed-average.ts';
export { Supertrend } from './supertrend.ts';
export { Swings } from './swings.ts';
export { RollingVwap, SessionVwap } from './vwap.ts';
