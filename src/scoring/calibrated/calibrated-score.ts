/**
 * The score in mode `calibrated`: like with like, signed momentum, prior pivots, and percentiles of recorded markets.
 * Invariant: with the same reading, more cost or spread or less depth never scores more.
 */
import type { Book } from '../../indicators/index.ts';
import type { CostSettings } from '../cost-settings.ts';
import type { CostModel } from '../execution-cost.ts';
import type { MarketData } from '../score-input.ts';
import { roundedLevels, roundTo } from '../score-range.ts';
import { type AcceptedScore, strengthOf } from '../score-types.ts';
import { SCORE_WEIGHTS } from '../score-weights.ts';
import { type BarCalibration, type Calibration, calibrationFor, percentileOf } from './calibration.ts';
import { closedBars } from './closed-bars.ts';
import { type CalibratedComponents, componentsOf, strengthOfPrice, weightedSum } from './components.ts';
import { type MarketReading, MarketTracker, READING_WARMUP } from './market-tracker.ts';

/** A reading, and of how long bars it is. */
export type BarReading = { readonly reading: MarketReading; readonly barMs: number };

/** Reads the candles of a market; or says what is missing. */
export function readBars(market: MarketData, at: number): BarReading | { readonly missing: string } {
  const { barMs, bars } = closedBars(market, at);
  if (barMs === undefined || bars.length < READING_WARMUP)
    return { missing: `${bars.length} closed candles are too few; at least ${READING_WARMUP} are needed` };
  const tracker = new MarketTracker(barMs);
  for (const bar of bars) tracker.next(bar);
  const { reading } = tracker;
  return reading === undefined ? { missing: 'nothing has traded or moved in the candles' } : { reading, barMs };
}

export type CalibratedInput = BarReading & {
  readonly price: number;
  readonly cost: number;
  readonly model: CostModel;
  readonly book: Book | undefined;
  readonly costs: CostSettings;
  readonly calibration: Calibration;
};

export function calibratedScore(input: CalibratedInput) {
  const { reading, barMs, model, calibration } = input;
  const row = calibrationFor(calibration, barMs);
  const scores = componentsOf(reading, { ...input, book: model === 'book' ? input.book : undefined }, row);
  const sum = weightedSum(scores, SCORE_WEIGHTS);
  return { ...overallOf(sum, model, row), ...detailsOf(scores, sum, { reading, barMs }) };
}

function overallOf(sum: number, model: CostModel, { overall }: BarCalibration) {
  const overall_score = roundTo(percentileOf(overall[model], sum), 2);
  return { overall_score, strength: strengthOf(overall_score) };
}

function detailsOf(scores: CalibratedComponents, sum: number, { reading, barMs }: BarReading) {
  const { pivots } = reading;
  return {
    raw_score: roundTo(sum, 2),
    components: {
      volume_score: roundTo(scores.volume, 2),
      price_score: roundTo(scores.price, 2),
      external_score: roundTo(scores.external, 2),
      range_score: roundTo(scores.range, 2),
    },
    price_strength: roundTo(strengthOfPrice(scores.price), 2),
    ...(pivots === undefined ? {} : { s1s2r1r2_levels: roundedLevels(pivots.levels) }),
    pivot_period: pivots?.period ?? null,
    bar_ms: barMs,
    readings: {
      relative_volume: roundTo(reading.relativeVolume, 4),
      momentum: roundTo(reading.momentum, 4),
      relative_range: roundTo(reading.relativeRange, 4),
      volatility: roundTo(reading.volatility, 6),
    },
    weights: SCORE_WEIGHTS,
  } satisfies Partial<AcceptedScore>;
}
