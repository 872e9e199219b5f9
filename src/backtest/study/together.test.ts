/** Symbols taken together, by the day. */
import { expect, it } from 'vitest';
import type { Sample } from './sample.ts';
import { dailyMeans, together } from './together.ts';

const DAY_MS = 86_400_000;

const sample = (fromDay: number, daily: readonly number[]): Sample => ({
  window: { from: fromDay * DAY_MS, to: (fromDay + daily.length - 1) * DAY_MS },
  trades: [],
  daily,
  equity: daily,
  refusals: {},
});

it('averages what happened on the same day', () => {
  const both = [sample(10, [100, 110, 110]), sample(11, [100, 90, 99])];
  const means = dailyMeans(both);
  expect(means).toHaveLength(3);
  expect(means[0]).toBeCloseTo(0.1, 12);
  expect(means[1]).toBeCloseTo((0 - 0.1) / 2, 12);
  expect(means[2]).toBeCloseTo(0.1, 12);
});

it('does not take the same luck on many symbols for proof', () => {
  const walk = [100, 101, 100.5, 101.5, 101, 102, 101.8, 102.5];
  const alone = together(new Map([['one', [sample(0, walk)]]]));
  const copied = together(new Map([['one', Array.from({ length: 20 }, () => sample(0, walk))]]));
  expect(copied[0]?.skill).toBeCloseTo(alone[0]?.skill as number, 9);
});

it('asks more of the best of many', () => {
  const good = [100, 101, 100.5, 101.5, 101, 102, 101.8, 102.5];
  const others = Array.from({ length: 9 }, (_, i) => [
    `other ${i}`,
    [
      sample(
        0,
        good.map((v, j) => v - i * j * 0.2),
      ),
    ],
  ]);
  const alone = together(new Map([['best', [sample(0, good)]]]));
  const among = together(new Map([['best', [sample(0, good)]], ...(others as [string, Sample[]][])]));
  expect(among[0]?.skill).toBeLessThan(alone[0]?.skill as number);
});
