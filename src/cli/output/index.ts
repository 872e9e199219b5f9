/**
 * What commands write with.
 */
export * from './live-status.ts';
export * from './progress.ts';
export * from './sparkline.ts';
export * from './table.ts';
export * from './terminal.ts';
