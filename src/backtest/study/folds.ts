/**
 * Windows of a walk-forward: parameters are chosen on a training window and tried on the time that follows it.
 * Invariant: no test window overlaps a training window that its choice was made on, nor another test window.
 */
import { InvalidInput } from '../../domain/index.ts';

/** Epoch ms; `to` is not part of it. */
export type TimeWindow = { readonly from: number; readonly to: number };

export type Fold = { readonly train: TimeWindow; readonly test: TimeWindow };

/**
 * `count` folds over the window: each trains on `trainShare` of the whole and is tested on the time until the next one.
 * @throws InvalidInput for fewer than one fold or a share that leaves nothing to test.
 */
export function foldsOf(
  { from, to }: TimeWindow,
  { count, trainShare }: { count: number; trainShare: number },
): Fold[] {
  if (!Number.isInteger(count) || count < 1) throw new InvalidInput('folds', count, 'a whole number from 1');
  if (!(trainShare > 0 && trainShare < 1)) throw new InvalidInput('training share', trainShare, 'between 0 and 1');
  const trainMs = Math.floor((to - from) * trainShare);
  const testMs = Math.floor((to - from - trainMs) / count);
  return Array.from({ length: count }, (_, i) => {
    const split = from + trainMs + i * testMs;
    return {
      train: { from: split - trainMs, to: split },
      test: { from: split, to: i === count - 1 ? to : split + testMs },
    };
  });
}
