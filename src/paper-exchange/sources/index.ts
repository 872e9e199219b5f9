/**
 * Where markets come from: a seed, recorded candles, a recorded stream.
 * Invariant: every source yields its updates in order of `at`, and the same ones for the same seed or file.
 */
export {
  type CandleColumns,
  type CandleSeries,
  type CandleSource,
  createCandleSource,
  type FundingColumns,
  loadSeries,
  openCandleSource,
  type Window,
} from './candles/index.ts';
export { currentSymbol, knownInstrument } from './instruments.ts';
export { LiveSource } from './live/index.ts';
export { type OpenSourceOptions, openMarketSource, PRIORITY_SYMBOLS } from './open-source.ts';
export { openRecordedSource, type RecordedSource } from './recorded/index.ts';
export { createSyntheticSource, type SyntheticOptions } from './synthetic/index.ts';
