/**
 * All symbols of a strategy as one trader who puts the same share of the balance into each.
 * Invariant: days are those of the market: what happened on the same day is averaged, not counted twice.
 */
import { type Measures, measure } from './measures.ts';
import type { Sample } from './sample.ts';
import { deflatedSharpe, mean, returnsOf, sharpe } from './statistics.ts';

const DAY_MS = 86_400_000;

export type Together = {
  readonly strategy: string;
  readonly outOfSample: Measures;
  /** Probability that its Sharpe ratio is more than the best of as many strategies shows by luck. */
  readonly skill: number | undefined;
};

/** @param tests the out-of-sample runs of each strategy, over all symbols. */
export function together(tests: ReadonlyMap<string, readonly Sample[]>): readonly Together[] {
  const returns = [...tests.values()].map(dailyMeans);
  const ratios = returns.map((one) => sharpe(one) ?? 0);
  return [...tests].map(([strategy, samples], i) => ({
    strategy,
    outOfSample: measure(samples),
    skill: deflatedSharpe(returns[i] ?? [], ratios),
  }));
}

/** The mean return of each day over the samples that ran on it, oldest first. */
export function dailyMeans(samples: readonly Sample[]): number[] {
  const days = new Map<number, number[]>();
  for (const { window, daily } of samples) {
    const first = Math.floor(window.from / DAY_MS);
    returnsOf(daily).forEach((value, i) => {
      const day = days.get(first + i);
      if (day) day.push(value);
      else days.set(first + i, [value]);
    });
  }
  return [...days].sort(([a], [b]) => a - b).map(([, values]) => mean(values) ?? 0);
}
