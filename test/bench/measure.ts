/**
 * How benchmarks measure and report: work and its floor in turns, so that both meet the same machine; one JSON line a result.
 */
export type Timed = { readonly units: number; readonly elapsedMs: number };

/** Median of the values; 0 of none. */
export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** @param share 0.5 for the median, 0.99 for the worst but one in a hundred. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export function timed(work: () => number): Timed {
  const startedAt = performance.now();
  const units = work();
  return { units, elapsedMs: performance.now() - startedAt };
}

export const report = (line: Readonly<Record<string, string | number>>): void => console.log(JSON.stringify(line));

/** Four significant digits: more would be noise. */
export const rounded = (value: number): number => Number(value.toPrecision(4));
