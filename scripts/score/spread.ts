/**
 * How a calibrated score spreads over recorded markets.
 * Invariant: scores as a caller gets them, through `scoreReading`.
 */
import { type Calibration, type CostChoice, isRejected, scoreReading } from '../../src/scoring/index.ts';
import type { TimedSample } from './sample-markets.ts';

/** Of the samples that are not too dear to trade. */
export function overallScores(
  samples: readonly TimedSample[],
  { model, calibration }: { readonly model: CostChoice; readonly calibration?: Calibration },
): number[] {
  const options = { costModel: model, ...(calibration === undefined ? {} : { calibration }) };
  return samples.flatMap(({ at, barMs, symbol, reading, quoteVolume, book }) => {
    const market = { symbol, price: reading.close, quoteVolume, book, bookAt: at };
    const score = scoreReading({ reading, barMs }, market, { at, ...options });
    return isRejected(score) ? [] : [score.overall_score];
  });
}

export type Shares = {
  readonly count: number;
  readonly least: number;
  readonly greatest: number;
  /** Fractions of all. */
  readonly above75: number;
  readonly below25: number;
};

export function shares(scores: readonly number[]): Shares {
  const part = (isIn: (score: number) => boolean) =>
    Math.round((1_000 * scores.filter(isIn).length) / scores.length) / 1_000;
  return {
    count: scores.length,
    least: scores.reduce((least, score) => Math.min(least, score), 100),
    greatest: scores.reduce((greatest, score) => Math.max(greatest, score), 0),
    above75: part((score) => score > 75),
    below25: part((score) => score < 25),
  };
}
