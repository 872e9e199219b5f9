/**
 * What commands write with.
 */
export * from './amounts.ts';
export * from './backtest-text.ts';
export * from './checked.ts';
export * from './config-text.ts';
export * from './control-text.ts';
export * from './diagnosis-text.ts';
export * from './exchange-text.ts';
export * from './live-status.ts';
export * from './notice-text.ts';
export * from './open-text.ts';
export * from './progress.ts';
export * from './run-text.ts';
export * from './score-text.ts';
export * from './signature-text.ts';
export * from './sparkline.ts';
export * from './status-text.ts';
export * from './study-text.ts';
export * from './symbols-text.ts';
export * from './table.ts';
export * from './terminal.ts';
export { tradesCsv } from './trades-csv.ts';
export { tradesText } from './trades-text.ts';
export * from './universe-text.ts';
