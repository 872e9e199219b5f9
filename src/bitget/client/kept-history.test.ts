import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keptSince, oldestFirst, spansSince } from './kept-history.ts';

const DAY_MS = 86_400_000;
const NOW = 1_700_000_000_000;

it('spans leave no moment out, back to where the exchange forgets, and none is longer than a month', () => {
  fc.assert(
    fc.property(fc.integer({ min: NOW - 200 * DAY_MS, max: NOW }), (since) => {
      const spans = spansSince(since, NOW).map(
        ({ startTime, endTime }) => [Number(startTime), Number(endTime)] as const,
      );
      expect(spans[0]?.[0]).toBe(keptSince(since, NOW));
      expect(spans.at(-1)?.[1]).toBe(NOW);
      for (const [index, [from, to]] of spans.entries()) {
        expect(to - from).toBeLessThan(30 * DAY_MS);
        if (index > 0) expect(from).toBe(spans[index - 1]?.[1]);
      }
    }),
  );
});

it.each([
  ['what is young', NOW - DAY_MS, NOW - DAY_MS],
  ['what is forgotten', 0, NOW - 90 * DAY_MS + 60_000],
])('%s is asked for as far as it is kept', (_, since, from) => {
  expect(keptSince(since, NOW)).toBe(from);
});

it('nothing is asked for that lies before the first of all moments, or after now', () => {
  expect(keptSince(-5, 1_000)).toBe(0);
  expect(spansSince(NOW + 1, NOW)).toEqual([]);
});

it('rows come once, from then on, oldest first; of one moment the shorter id is older', () => {
  const row = (at: number, id: string) => ({ at, id });
  const rows = [row(3, '9'), row(2, '10'), row(1, '7'), row(3, '9')];
  expect(oldestFirst(rows, 2, ({ id }) => id)).toEqual([row(2, '10'), row(3, '9')]);
  const ofOneMoment = [row(2, '100'), row(2, '99'), row(2, '98')];
  expect(oldestFirst(ofOneMoment, 0, ({ id }) => id).map(({ id }) => id)).toEqual(['98', '99', '100']);
});
