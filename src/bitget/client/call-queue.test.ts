import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Urgency } from '../protocol/index.ts';
import { CallQueue } from './call-queue.ts';
import { Window } from './window.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const now = () => performance.now();
const windowOf = (count: number, spanMs = 1_000) => new Window({ count, spanMs, now });
const urgencies = ['protect', 'trade', 'reconcile', 'watch'] as const;

describe('CallQueue', () => {
  test('no window is ever exceeded, nothing is lost, and equals leave in order', async () => {
    const call = fc.record({
      gap: fc.integer({ min: 0, max: 300 }),
      lane: fc.integer({ min: 0, max: 1 }),
      urgency: fc.constantFrom<Urgency>(...urgencies),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(call, { minLength: 1, maxLength: 30 }),
        fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 5 })),
        async (calls, [first, second, shared]) => {
          const queue = new CallQueue({ max: 1_000, now });
          const counts = [first, second];
          const lanes = counts.map((count) => windowOf(count));
          const all = windowOf(shared);
          const left: { index: number; lane: number; urgency: Urgency; at: number }[] = [];
          for (const [index, { gap, lane, urgency }] of calls.entries()) {
            await vi.advanceTimersByTimeAsync(gap);
            const windows = [lanes[lane] as Window, all];
            void queue
              .take({ name: 'x', urgency, windows, until: Number.POSITIVE_INFINITY })
              .then(() => left.push({ index, lane, urgency, at: now() }));
          }
          await vi.advanceTimersByTimeAsync(90_000);
          expect(left.map(({ index }) => index).sort((a, b) => a - b)).toEqual(calls.map((_, index) => index));
          const spaced = (times: readonly number[], count: number) =>
            times.every((at, i) => i < count || at - (times[i - count] as number) >= 1_000);
          expect(
            spaced(
              left.map(({ at }) => at),
              shared,
            ),
          ).toBe(true);
          for (const lane of [0, 1]) {
            const ours = left.filter((each) => each.lane === lane);
            expect(
              spaced(
                ours.map(({ at }) => at),
                counts[lane] as number,
              ),
            ).toBe(true);
            for (const urgency of urgencies) {
              const equals = ours.filter((each) => each.urgency === urgency).map(({ index }) => index);
              expect(equals).toEqual([...equals].sort((a, b) => a - b));
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('the more urgent leave first, whenever they came', async () => {
    const queue = new CallQueue({ max: 10, now });
    const windows = [windowOf(1)];
    const left: string[] = [];
    for (const urgency of ['watch', 'watch', 'reconcile', 'trade', 'protect'] as const) {
      void queue.take({ name: 'x', urgency, windows, until: 60_000 }).then(() => left.push(urgency));
    }
    await vi.advanceTimersByTimeAsync(5_000);
    expect(left).toEqual(['watch', 'protect', 'trade', 'reconcile', 'watch']);
  });

  test('a call that waited too long is not sent', async () => {
    const queue = new CallQueue({ max: 10, now });
    const windows = [windowOf(1, 10_000)];
    const take = () => queue.take({ name: 'x', urgency: 'trade', windows, until: now() + 500 });
    await take();
    const late = expect(take()).rejects.toMatchObject({ outcome: 'not-sent', code: 'queue-timeout' });
    await vi.advanceTimersByTimeAsync(500);
    await late;
    expect(queue.waiting).toBe(0);
  });

  test('a full queue gives up its least urgent, latest call', async () => {
    const queue = new CallQueue({ max: 2, now });
    const windows = [windowOf(1)];
    const left: string[] = [];
    const outcome = (name: string, urgency: Urgency) =>
      queue.take({ name, urgency, windows, until: 60_000 }).then(
        () => left.push(name),
        (error: { code: string; outcome: string }) => left.push(`${name} ${error.code} ${error.outcome}`),
      );
    void outcome('first', 'watch');
    void outcome('ticker', 'watch');
    void outcome('fills', 'reconcile');
    void outcome('stop', 'protect');
    void outcome('book', 'watch');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(left).toEqual(['first', 'ticker queue-full not-sent', 'book queue-full not-sent', 'stop', 'fills']);
  });

  test('a closed window holds back its own calls alone', async () => {
    const queue = new CallQueue({ max: 10, now });
    const [closed, open] = [windowOf(5), windowOf(5)];
    closed.closeFor(2_000);
    const left: string[] = [];
    void queue.take({ name: 'x', urgency: 'protect', windows: [closed], until: 9_000 }).then(() => left.push('closed'));
    void queue.take({ name: 'x', urgency: 'watch', windows: [open], until: 9_000 }).then(() => left.push('open'));
    await vi.advanceTimersByTimeAsync(1_990);
    expect(left).toEqual(['open']);
    await vi.advanceTimersByTimeAsync(20);
    expect(left).toEqual(['open', 'closed']);
  });
});
