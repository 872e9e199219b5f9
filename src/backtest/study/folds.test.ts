/** The windows of a walk-forward. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { foldsOf } from './folds.ts';

it('tests each stretch of time once, right after the training that chose for it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.double({ min: 0.05, max: 0.95, noNaN: true }),
      fc.integer({ min: 10_000, max: 10_000_000 }),
      (count, trainShare, span) => {
        const folds = foldsOf({ from: 1_000, to: 1_000 + span }, { count, trainShare });
        expect(folds).toHaveLength(count);
        expect(folds.at(-1)?.test.to).toBe(1_000 + span);
        for (const [i, { train, test }] of folds.entries()) {
          expect(train.to).toBe(test.from);
          expect(train.from).toBeGreaterThanOrEqual(1_000);
          if (i > 0) expect(folds[i - 1]?.test.to).toBe(test.from);
        }
      },
    ),
  );
});

it('refuses what leaves nothing to test', () => {
  expect(() => foldsOf({ from: 0, to: 100 }, { count: 0, trainShare: 0.5 })).toThrow(/folds: 0/);
  expect(() => foldsOf({ from: 0, to: 100 }, { count: 2, trainShare: 1 })).toThrow(/training share: 1/);
});
