/**
 * Recorded candles: files to columns, columns to a market.
 * Invariant: nothing is invented; what a file lacks is counted or refused.
 */
export { type CandleSource, createCandleSource, openCandleSource, type Window } from './candle-source.ts';
export type { CandleColumns, CandleSeries, FundingColumns } from './columns.ts';
export { loadSeries } from './load-series.ts';
