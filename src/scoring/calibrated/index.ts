/**
 * The calibrated score: what it reads of bars, its quantiles, its components.
 * Invariant: pure; the quantiles that are shipped stand in one generated file.
 */
export { type BarReading, type CalibratedInput, calibratedScore, readBars } from './calibrated-score.ts';
export {
  type BarCalibration,
  type Calibration,
  calibrationFor,
  type FigureQuantiles,
  percentileOf,
  type Quantiles,
} from './calibration.ts';
export { fitCalibration, type Sample } from './fit-calibration.ts';
export {
  type MarketReading,
  MarketTracker,
  type PivotPeriod,
  READING_WARMUP,
  type SavedTracker,
} from './market-tracker.ts';
export { SHIPPED_CALIBRATION } from './shipped-calibration.ts';
