import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candle, InvariantError, lots, ticks } from '../../domain/index.ts';
import { type ClosedBar, MINUTE_MS, TimeframeBars } from './index.ts';

const LENGTHS = [1, 5, 15, 60].map((minutes) => minutes * MINUTE_MS);

/** Minutes with a gap here and there. */
const minutes: fc.Arbitrary<Candle[]> = fc
  .array(fc.record({ step: fc.integer({ min: -9, max: 9 }), wick: fc.nat(5), skip: fc.nat(20) }), {
    minLength: 1,
    maxLength: 200,
    size: 'max',
  })
  .map((list) => {
    let [minute, price] = [1_000, 5_000];
    return list.map(({ step, wick, skip }) => {
      minute += skip === 20 ? 7 : 1;
      const open = price;
      price += step;
      const [high, low] = [Math.max(open, price) + wick, Math.min(open, price) - wick];
      const bar = { openAt: minute * MINUTE_MS, open: ticks(open), high: ticks(high), low: ticks(low) };
      return { ...bar, close: ticks(price), volume: lots(wick) };
    });
  });

/** What the minutes of the bar that begins at `openAt` come to. */
function naiveBar(list: readonly Candle[], openAt: number, barMs: number): Candle {
  const own = list.filter((minute) => minute.openAt >= openAt && minute.openAt < openAt + barMs);
  return {
    openAt,
    open: own[0]?.open ?? ticks(0),
    high: ticks(Math.max(...own.map(({ high }) => high))),
    low: ticks(Math.min(...own.map(({ low }) => low))),
    close: own.at(-1)?.close ?? ticks(0),
    volume: lots(own.reduce((sum, { volume }) => sum + volume, 0)),
  };
}

const streamed = (bars: TimeframeBars, list: readonly Candle[]): ClosedBar[][] =>
  list.map((minute) => [...bars.addCandle(minute)]);

describe('the bars of several timeframes', () => {
  it('are those of their minutes, whole, in order, and not before their last minute', () => {
    fc.assert(
      fc.property(minutes, (list) => {
        const seen = streamed(new TimeframeBars(LENGTHS), list);
        for (const [i, closed] of seen.entries()) {
          const now = (list[i]?.openAt ?? 0) + MINUTE_MS;
          expect(closed.map(({ barMs }) => barMs)).toEqual(closed.map(({ barMs }) => barMs).sort((a, b) => a - b));
          for (const { barMs, bar } of closed) {
            expect(bar.openAt + barMs).toBeLessThanOrEqual(now);
            expect(bar).toEqual(naiveBar(list, bar.openAt, barMs));
          }
        }
        for (const barMs of LENGTHS) {
          const own = seen.flat().filter((closed) => closed.barMs === barMs);
          const ends = new Set(list.map(({ openAt }) => openAt - (openAt % barMs)));
          expect(own.length).toBeGreaterThanOrEqual(ends.size - 1);
          expect(new Set(own.map(({ bar }) => bar.openAt)).size).toBe(own.length);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('go on from a saved state, and do not change with what comes later', () => {
    fc.assert(
      fc.property(minutes, fc.nat(200), (list, cut) => {
        const whole = new TimeframeBars(LENGTHS);
        const before = streamed(whole, list.slice(0, cut));
        const resumed = new TimeframeBars(LENGTHS, JSON.parse(JSON.stringify(whole.save())));
        const after = streamed(resumed, list.slice(cut));
        expect([...before, ...after]).toEqual(streamed(new TimeframeBars(LENGTHS), list));
      }),
      { numRuns: 40 },
    );
  });

  it('are whole minutes long', () => {
    expect(() => new TimeframeBars([90_000])).toThrow(InvariantError);
    expect(() => new TimeframeBars([0])).toThrow(InvariantError);
  });
});
