/**
 * The four components of the calibrated score.
 * Invariant: each lies between 0 and 100; external falls with cost and rises with depth, whatever the rest says.
 */
import type { Book } from '../../indicators/index.ts';
import type { CostSettings } from '../cost-settings.ts';
import { depthOf } from '../execution-cost.ts';
import type { ScoreWeights } from '../score-weights.ts';
import { zoneScore } from '../zone.ts';
import { type FigureQuantiles, percentileOf } from './calibration.ts';
import type { MarketReading } from './market-tracker.ts';

/** USDT of cost that halve the component. */
const COST_HALVING = 0.75;
/** Where no completed period is known, the zone says nothing. */
const ZONE_UNKNOWN = 50;
const [ZONE_LEAST, ZONE_SPAN] = [60, 40];

export type CalibratedComponents = {
  readonly volume: number;
  /** Signed: 50 no momentum, 100 the strongest rise, 0 the strongest fall. */
  readonly price: number;
  readonly external: number;
  readonly range: number;
};

/** How strong the movement is, whereto it may go: what the price component adds to the score. */
export const strengthOfPrice = (price: number): number => 2 * Math.abs(price - 50);

/** Half for every 0.75 USDT of cost; with a book, one fifth is how many times the notional rests on its thinner side. */
export function externalOf(cost: number, book: Book | undefined, notional: number): number {
  const cheapness = 100 * 2 ** (-cost / COST_HALVING);
  if (book === undefined) return cheapness;
  const depth = depthOf(book) / notional;
  return 0.8 * cheapness + 0.2 * ((100 * depth) / (1 + depth));
}

function zoneOf({ pivots }: MarketReading, price: number): number {
  if (pivots === undefined) return ZONE_UNKNOWN;
  return (100 * (zoneScore(price, pivots.levels) - ZONE_LEAST)) / ZONE_SPAN;
}

export type Costed = {
  readonly price: number;
  readonly cost: number;
  /** The book whose depth counts; undefined where the tiers told the cost. */
  readonly book: Book | undefined;
  readonly costs: CostSettings;
};

export function componentsOf(
  reading: MarketReading,
  { price, cost, book, costs }: Costed,
  quantiles: FigureQuantiles,
): CalibratedComponents {
  const { momentum } = reading;
  return {
    volume: percentileOf(quantiles.relativeVolume, reading.relativeVolume),
    price: 50 + (Math.sign(momentum) * percentileOf(quantiles.momentum, Math.abs(momentum))) / 2,
    external: externalOf(cost, book, costs.notional),
    range: 0.6 * percentileOf(quantiles.relativeRange, reading.relativeRange) + 0.4 * zoneOf(reading, price),
  };
}

/** 0 to 100, not yet a percentile. */
export function weightedSum(scores: CalibratedComponents, weights: ScoreWeights): number {
  const strength = strengthOfPrice(scores.price);
  const market = weights.volume * scores.volume + weights.price * strength + weights.range * scores.range;
  return market + weights.external * scores.external;
}
