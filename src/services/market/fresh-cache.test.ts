import { describe, expect, it } from 'vitest';
import { TradingError } from '../../domain/index.ts';
import { FreshCache } from './fresh-cache.ts';

/** `pace`: ms of the clock in one of real time. */
const cacheAt = (clock: { at: number }, { entriesMax = 3, pace = 1 } = {}) =>
  new FreshCache<number>({ ttlMs: 1_000, entriesMax, now: () => clock.at, realMs: () => clock.at / pace });

describe('a cache of what an exchange said', () => {
  it('asks once for a hundred who wait', async () => {
    const cache = cacheAt({ at: 0 });
    let calls = 0;
    const answer = Promise.withResolvers<number>();
    const waiting = Array.from({ length: 100 }, () =>
      cache.get('a', () => {
        calls += 1;
        return answer.promise;
      }),
    );
    answer.resolve(7);
    expect(new Set((await Promise.all(waiting)).map(({ value }) => value))).toEqual(new Set([7]));
    expect([calls, cache.counts.asked]).toEqual([1, 1]);
  });

  it('asks anew after its time, and to the millisecond not before', async () => {
    const clock = { at: 0 };
    const cache = cacheAt(clock);
    let n = 0;
    const load = async () => ++n;
    await cache.get('a', load);
    clock.at = 1_000;
    expect((await cache.get('a', load)).value).toBe(1);
    clock.at = 1_001;
    expect(await cache.get('a', load)).toEqual({ value: 2, askedAt: 1_001, isStale: false });
  });

  it('rests a while in real time between two questions, however fast the clock goes', async () => {
    const clock = { at: 0 };
    const cache = cacheAt(clock, { pace: 600 });
    let n = 0;
    const load = async () => ++n;
    await cache.get('a', load);
    clock.at = 199 * 600;
    expect((await cache.get('a', load)).value).toBe(1);
    clock.at = 200 * 600;
    expect((await cache.get('a', load)).value).toBe(2);
  });

  it('gives the old value as stale when asking fails, and nothing where there is none', async () => {
    const clock = { at: 0 };
    const cache = cacheAt(clock);
    await cache.get('a', async () => 1);
    clock.at = 5_000;
    const fail = () => Promise.reject(new Error('no answer'));
    expect(await cache.get('a', fail)).toEqual({ value: 1, askedAt: 0, isStale: true });
    await expect(cache.get('b', fail)).rejects.toThrow('no answer');
    await expect(cache.refresh('a', fail)).rejects.toThrow('no answer');
    expect(await cache.get('a', async () => 2)).toMatchObject({ value: 2, isStale: false });
    expect(cache.counts).toMatchObject({ asked: 5, failed: 3, stale: 1, answeredAt: 5_000, failedAt: 5_000 });
  });

  it('counts a "no" as an answer', async () => {
    const cache = cacheAt({ at: 9 });
    const no = () => Promise.reject(new TradingError('not-listed', 'no such contract', { outcome: 'rejected' }));
    await expect(cache.get('a', no)).rejects.toThrow('no such contract');
    expect(cache.counts).toMatchObject({ asked: 1, failed: 0, failedAt: 0 });
  });

  it('never holds more than it may', async () => {
    const cache = cacheAt({ at: 0 });
    for (const key of ['a', 'b', 'c', 'd']) await cache.get(key, async () => 1);
    expect([...cache.entries()].map(([key]) => key)).toEqual(['b', 'c', 'd']);
  });
});
