import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { BitgetError } from '../errors/index.ts';
import { RateLimiter } from './rate-limiter.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const limiterOf = (perSecond: number, queueMax = 1_000) =>
  new RateLimiter({ name: 'order/place-order', perSecond, queueMax, now: () => performance.now() });

describe('RateLimiter', () => {
  test('never lets more than the limit pass in any second, and lets all pass, in order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 12 }),
        fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 40 }),
        async (perSecond, gaps) => {
          const limiter = limiterOf(perSecond);
          const left: { index: number; at: number }[] = [];
          for (const [index, gap] of gaps.entries()) {
            await vi.advanceTimersByTimeAsync(gap);
            void limiter.take().then(() => left.push({ index, at: performance.now() }));
          }
          await vi.advanceTimersByTimeAsync(60_000);
          expect(left.map(({ index }) => index)).toEqual(gaps.map((_, index) => index));
          for (let i = perSecond; i < left.length; i++) {
            expect((left[i]?.at ?? 0) - (left[i - perSecond]?.at ?? 0)).toBeGreaterThanOrEqual(1_000);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  test('lets the first ones pass at once', () => {
    const limiter = limiterOf(3);
    expect([limiter.tryTake(), limiter.tryTake(), limiter.tryTake(), limiter.tryTake()]).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  test('refuses, as not sent, what does not fit its queue', async () => {
    const limiter = limiterOf(1, 2);
    await limiter.take();
    const waiting = [limiter.take(), limiter.take()];
    await expect(limiter.take()).rejects.toThrow(BitgetError);
    await expect(limiter.take()).rejects.toMatchObject({ outcome: 'not-sent', code: 'queue-full' });
    expect(limiter.waiting).toBe(2);
    await vi.advanceTimersByTimeAsync(3_000);
    await Promise.all(waiting);
  });
});
