import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BookedIds, OVERLAP_MS } from './booked-ids.ts';

it('an id counts once, and is forgotten only when no question can reach it any more', () => {
  const ids = new BookedIds();
  expect([ids.add('a', 0), ids.add('a', 0), ids.add('b', 5)]).toEqual([true, false, true]);
  ids.forgetBefore(2 * OVERLAP_MS);
  expect(ids.add('a', 0)).toBe(false);
  ids.forgetBefore(2 * OVERLAP_MS + 1);
  expect([ids.add('b', 5), ids.add('a', 0)]).toEqual([false, true]);
});

it('goes on from what it saved, and what it saved stays bounded', () => {
  const steps = fc.array(fc.tuple(fc.nat(OVERLAP_MS), fc.boolean()), { maxLength: 200, size: 'max' });
  fc.assert(
    fc.property(steps, fc.nat(200), (waits, cut) => {
      const whole = new BookedIds();
      let resumed = new BookedIds();
      let at = 0;
      waits.forEach(([wait, isComplete], i) => {
        at += wait;
        if (i === cut) resumed = new BookedIds(resumed.save());
        for (const ids of [whole, resumed]) {
          ids.add(`${i}`, at);
          if (isComplete) ids.forgetBefore(at);
        }
        expect(resumed.save()).toEqual(whole.save());
        if (isComplete) expect(whole.save().every(([, then]) => then >= at - 2 * OVERLAP_MS)).toBe(true);
      });
    }),
  );
});
