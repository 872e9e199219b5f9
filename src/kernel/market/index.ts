/**
 * Prices and bars per symbol.
 */
export * from './bar-builder.ts';
export * from './symbol-market.ts';
export * from './timeframe-bars.ts';
