import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { granularities, nextOpenAt, timeframeOf } from './timeframes.ts';

const utc = (text: string): number => Date.parse(`${text}Z`);

describe('a granularity', () => {
  it.each(granularities)('%s puts every instant into exactly one candle', (granularity) => {
    const { startOf } = timeframeOf(granularity);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: utc('2035-01-01') }), (at) => {
        const openAt = startOf(at);
        const end = nextOpenAt(granularity, openAt);
        expect(openAt <= at && at < end).toBe(true);
        expect([startOf(openAt), startOf(end - 1), startOf(end)]).toEqual([openAt, openAt, end]);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['1Dutc', '2024-05-15T17:30:00', '2024-05-15T00:00:00'],
    ['1D', '2024-05-15T17:30:00', '2024-05-15T16:00:00'],
    ['6H', '2024-05-15T17:30:00', '2024-05-15T16:00:00'],
    ['1Wutc', '2024-05-15T17:30:00', '2024-05-13T00:00:00'],
    ['1W', '2024-05-12T17:30:00', '2024-05-12T16:00:00'],
    ['1Mutc', '2024-02-29T17:30:00', '2024-02-01T00:00:00'],
    ['1M', '2024-02-29T17:30:00', '2024-02-29T16:00:00'],
  ])('%s holds %s since %s', (granularity, at, openAt) => {
    expect(timeframeOf(granularity).startOf(utc(at))).toBe(utc(openAt));
  });
});
