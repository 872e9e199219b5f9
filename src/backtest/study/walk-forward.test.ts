/** The choice on training windows, with samples that are written by hand. */
import { expect, it } from 'vitest';
import { foldsOf, type TimeWindow } from './folds.ts';
import { measure } from './measures.ts';
import type { Sample } from './sample.ts';
import { walkForward } from './walk-forward.ts';

const sampleOf = (window: TimeWindow, daily: readonly number[]): Sample => ({
  window,
  trades: [],
  daily,
  equity: daily,
  refusals: { paused: 1 },
});

const DAY = 86_400_000;

it('tries the variant that was best before, and looks at nothing else of the test', () => {
  const folds = foldsOf({ from: 0, to: 12 * DAY }, { count: 2, trainShare: 0.5 });
  const asked: string[] = [];
  // "early" wins in the first training and loses ever after, "late" the other way round.
  const found = walkForward(['early', 'late'] as const, folds, (variant, window) => {
    asked.push(`${variant} ${window.from / DAY}-${window.to / DAY}`);
    const isEarlyTime = window.from === 0;
    return sampleOf(window, (variant === 'early') === isEarlyTime ? [100, 110, 120] : [100, 95, 90]);
  });
  expect(asked).toEqual(['early 0-6', 'late 0-6', 'early 6-9', 'early 3-9', 'late 3-9', 'late 9-12']);
  expect(found.chosen).toEqual(['early', 'late']);
  expect(found.inSample.net).toBeCloseTo(0.4, 12);
  expect(found.outOfSample.net).toBeCloseTo(-0.1 + 0.2, 12);
  expect([found.trials, found.outOfSample.days, found.outOfSample.refusals]).toEqual([2, 6, { paused: 2 }]);
});

it('measures each sample by itself: no return across a border, the worst drawdown of all', () => {
  const one = sampleOf({ from: 0, to: DAY }, [100, 50]);
  const two = sampleOf({ from: DAY, to: 2 * DAY }, [100, 110]);
  const together = measure([one, two]);
  expect(together.dailyReturns).toEqual([-0.5, expect.closeTo(0.1, 12)]);
  expect([together.maxDrawdown, together.exposure, together.trades]).toEqual([0.5, 0, 0]);
  expect([together.winRate, together.expectancyR, together.profitFactor, together.costShare]).toEqual(
    Array.from({ length: 4 }, () => undefined),
  );
});
