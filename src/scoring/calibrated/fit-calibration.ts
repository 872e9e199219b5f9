/**
 * Fits the quantiles of a calibration to recorded readings.
 * Invariant: over the samples it was fitted to, a calibrated score is spread evenly from 0 to 100 for either cost model.
 */
import { assert } from '../../domain/index.ts';
import type { Book } from '../../indicators/index.ts';
import type { CostSettings } from '../cost-settings.ts';
import { bookCost, tierCost } from '../execution-cost.ts';
import { SCORE_WEIGHTS } from '../score-weights.ts';
import type { BarCalibration, FigureQuantiles, Quantiles } from './calibration.ts';
import { componentsOf, weightedSum } from './components.ts';
import type { MarketReading } from './market-tracker.ts';

/** 41 quantiles: a step of 2.5 percent. */
const STEPS = 40;
const DIGITS = 5;

export type Sample = {
  readonly symbol: string;
  readonly reading: MarketReading;
  /** USDT in 24 hours. */
  readonly quoteVolume: number;
  /** What rested there, or is taken for usual. */
  readonly book: Book;
};

function quantilesOf(figures: readonly number[]): Quantiles {
  const sorted = Float64Array.from(figures).sort();
  return Array.from({ length: STEPS + 1 }, (_, step) => {
    const rank = (step / STEPS) * (sorted.length - 1);
    const [lower, upper] = [sorted[Math.floor(rank)] as number, sorted[Math.ceil(rank)] as number];
    return Number((lower + (rank % 1) * (upper - lower)).toPrecision(DIGITS));
  });
}

export function fitCalibration(samples: readonly Sample[], costs: CostSettings): BarCalibration {
  assert(samples.length > STEPS, `${samples.length} samples are too few for ${STEPS} steps`);
  const figures: FigureQuantiles = {
    relativeVolume: quantilesOf(samples.map(({ reading }) => reading.relativeVolume)),
    momentum: quantilesOf(samples.map(({ reading }) => Math.abs(reading.momentum))),
    relativeRange: quantilesOf(samples.map(({ reading }) => reading.relativeRange)),
  };
  const sums = (model: 'book' | 'tier'): Quantiles =>
    quantilesOf(samples.map((sample) => sumOf(sample, { model, figures, costs })));
  return { ...figures, overall: { book: sums('book'), tier: sums('tier') } };
}

type Fit = {
  readonly model: 'book' | 'tier';
  readonly figures: FigureQuantiles;
  readonly costs: CostSettings;
};

function sumOf({ symbol, reading, quoteVolume, book }: Sample, { model, figures, costs }: Fit): number {
  const price = reading.close;
  const market = { symbol, price, quoteVolume, book };
  const costed =
    model === 'book'
      ? { price, costs, cost: bookCost(market, costs), book }
      : { price, costs, cost: tierCost(market, costs), book: undefined };
  return weightedSum(componentsOf(reading, costed, figures), SCORE_WEIGHTS);
}
