/**
 * A strategy walked forward over an archive: a variant is chosen on each training window and tried on the time after it.
 * Invariant: what is tried never influences what was chosen for it.
 */
import type { Fold } from './folds.ts';
import { type Measures, measure } from './measures.ts';
import type { Sample } from './sample.ts';
import { deflatedSharpe, sharpe } from './statistics.ts';

export type WalkForward<Variant> = {
  /** The chosen variant of each fold. */
  readonly chosen: readonly Variant[];
  readonly inSample: Measures;
  readonly outOfSample: Measures;
  readonly tests: readonly Sample[];
  /** How many variants were compared on the training windows. */
  readonly trials: number;
  /** Probability that the Sharpe ratio out of sample is more than the luck of so many trials; undefined where it has no meaning. */
  readonly skill: number | undefined;
};

/** @param take runs a variant on a window; asked for each variant on each training window, and for the chosen one after it. */
export function walkForward<Variant>(
  variants: readonly [Variant, ...Variant[]],
  folds: readonly Fold[],
  take: (variant: Variant, window: Fold['train']) => Sample,
): WalkForward<Variant> {
  const chosen: Variant[] = [];
  const trainings: Sample[] = [];
  const tests: Sample[] = [];
  const ratios = variants.map((): number[] => []);
  for (const { train, test } of folds) {
    const tried = variants.map((variant) => take(variant, train));
    tried.forEach((sample, i) => void ratios[i]?.push(...measure([sample]).dailyReturns));
    const best = bestOf(tried);
    chosen.push(variants[best] as Variant);
    trainings.push(tried[best] as Sample);
    tests.push(take(variants[best] as Variant, test));
  }
  const outOfSample = measure(tests);
  const skill = deflatedSharpe(
    outOfSample.dailyReturns,
    ratios.map((returns) => sharpe(returns) ?? 0),
  );
  return { chosen, inSample: measure(trainings), outOfSample, tests, trials: variants.length, skill };
}

/** The first of those that brought most; what did not trade at all is as good as nothing won. */
function bestOf(samples: readonly Sample[]): number {
  const nets = samples.map((sample) => measure([sample]).net);
  return nets.indexOf(Math.max(...nets));
}
