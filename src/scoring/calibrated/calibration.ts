/**
 * What turns a figure into its percentile: quantiles of the same figure in recorded markets, by length of bar.
 * Invariant: quantiles rise, and so a percentile never falls while its figure rises; below the first it is 0, above the last 100.
 */
import { assert } from '../../domain/index.ts';
import type { CostModel } from '../execution-cost.ts';

/** Figures at equal steps of rank, the least and the greatest at the ends. */
export type Quantiles = readonly number[];

/** Of what `MarketTracker` reads. */
export type FigureQuantiles = {
  readonly relativeVolume: Quantiles;
  /** Of its absolute value: how strong, not whereto. */
  readonly momentum: Quantiles;
  readonly relativeRange: Quantiles;
};

export type BarCalibration = FigureQuantiles & {
  /** Of the weighted sum of the components, by the model that told the cost. */
  readonly overall: Readonly<Record<CostModel, Quantiles>>;
};

/** By length of bar in ms. */
export type Calibration = Readonly<Record<number, BarCalibration>>;

/** 0 to 100, linear between the quantiles; where several are equal, the middle of them. */
export function percentileOf(quantiles: Quantiles, figure: number): number {
  const below = countBelow(quantiles, (quantile) => quantile < figure);
  const upTo = countBelow(quantiles, (quantile) => quantile <= figure);
  const steps = quantiles.length - 1;
  if (upTo === 0) return 0;
  if (below > steps) return 100;
  if (upTo > below) return (100 * (below + upTo - 1)) / 2 / steps;
  const [lower, upper] = [quantiles[below - 1] as number, quantiles[below] as number];
  return (100 * (below - 1 + (figure - lower) / (upper - lower))) / steps;
}

function countBelow(quantiles: Quantiles, isBelow: (quantile: number) => boolean): number {
  let [low, high] = [0, quantiles.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBelow(quantiles[middle] as number)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The row for bars of `barMs`: its own, or that of the nearest length by ratio. */
export function calibrationFor(calibration: Calibration, barMs: number): BarCalibration {
  const own = calibration[barMs];
  if (own !== undefined) return own;
  const rows = Object.entries(calibration).map(([length, row]) => ({
    row,
    distance: Math.abs(Math.log(Number(length) / barMs)),
  }));
  const nearest = rows.reduce<(typeof rows)[number] | undefined>(
    (best, one) => (best === undefined || one.distance < best.distance ? one : best),
    undefined,
  );
  assert(nearest !== undefined, 'a calibration without a row');
  return nearest.row;
}
