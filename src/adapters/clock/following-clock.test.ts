/** A clock that follows another one. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createFollowingClock } from './index.ts';

it('goes on at the pace of the clock that it follows, and takes its word', () => {
  let realMs = 0;
  const clock = createFollowingClock({ at: 1_000, factor: 60, realMs: () => realMs });
  realMs += 10;
  expect(clock.now()).toBe(1_600);
  clock.hear(5_000);
  realMs += 1;
  expect(clock.now()).toBe(5_060);
});

it('stands still between two words where time goes in steps', () => {
  let realMs = 0;
  const clock = createFollowingClock({ at: 1_000, factor: 0, realMs: () => realMs });
  realMs += 60_000;
  expect(clock.now()).toBe(1_000);
  clock.hear(2_000);
  expect(clock.now()).toBe(2_000);
});

it('never goes back, whatever it hears', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(1_000), fc.option(fc.nat(100_000)))),
      fc.double({ min: 0, max: 100, noNaN: true }),
      (words, factor) => {
        let realMs = 0;
        const clock = createFollowingClock({ at: 0, factor, realMs: () => realMs });
        let last = clock.now();
        for (const [passedMs, heard] of words) {
          realMs += passedMs;
          if (heard !== null) clock.hear(heard);
          expect(clock.now()).toBeGreaterThanOrEqual(last);
          last = clock.now();
        }
      },
    ),
  );
});
