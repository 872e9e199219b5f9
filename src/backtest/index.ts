/**
 * Backtests: recorded time, the same kernel, the embedded exchange in process.
 */
export * from './archive/index.ts';
export * from './report.ts';
export * from './run-backtest.ts';
export * from './study/index.ts';
