/**
 * What commands write with.
 */
export * from './checked.ts';
export * from './exchange-text.ts';
export * from './live-status.ts';
export * from './progress.ts';
export * from './score-text.ts';
export * from './sparkline.ts';
export * from './table.ts';
export * from './terminal.ts';
