/**
 * Candle archives for backtests and sweeps.
 * Invariant: files are read once; after that only columns are.
 */
export { type CandleArchive, loadCandles } from './load-candles.ts';
