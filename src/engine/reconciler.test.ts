import { describe, expect, it } from 'vitest';
import { MINUTE, START, started } from '../../test/support/kernel-run.ts';
import { createStubVenue } from '../../test/support/stub-venue.ts';
import { createDrivenAlarms, createDrivenClock } from '../adapters/clock/index.ts';
import { type EventOf, TradingError } from '../domain/index.ts';
import type { Venue } from '../ports/index.ts';
import { Reconciler } from './reconciler.ts';
import { createRetry } from './retry.ts';

type Given = {
  readonly venue?: Partial<Venue>;
  readonly everyMs?: number;
  readonly onPush?: (reconciler: Reconciler) => unknown;
};

function setUp({ venue: answers = {}, everyMs, onPush }: Given = {}) {
  const clock = createDrivenClock(START);
  const alarms = createDrivenAlarms(clock);
  const venue = createStubVenue(answers);
  const { state } = started().kernel;
  const pushed: EventOf<'reconciled'>[] = [];
  const failures: unknown[] = [];
  let hasEnded = false;
  const reconciler: Reconciler = new Reconciler({
    venue,
    clock,
    alarms,
    everyMs,
    state: () => state,
    settled: async () => {},
    retry: createRetry({ sleep: async () => clock.advanceTo(clock.now() + 1_000), mayAsk: () => true, onWarning() {} }),
    push: (event) => {
      pushed.push(event as EventOf<'reconciled'>);
      onPush?.(reconciler);
    },
    hasEnded: () => hasEnded,
    onError: (error) => void failures.push(error),
  });
  alarms.listen(() => reconciler.onAlarm());
  const rounds = () => venue.calls.filter((call) => call === 'positions').length;
  const end = (): void => {
    hasEnded = true;
  };
  return { reconciler, clock, pushed, failures, rounds, end };
}

describe('a reconcile', () => {
  it('is shared by all who ask while another one runs, and begins after they asked', async () => {
    const { reconciler, pushed, rounds } = setUp();
    const first = reconciler.reconcile();
    const others = [reconciler.reconcile(), reconciler.reconcile(), reconciler.reconcile()];
    expect([reconciler.isIdle, rounds()]).toEqual([false, 0]);
    await Promise.all([first, ...others]);
    expect([reconciler.isIdle, rounds(), pushed.length]).toEqual([true, 2, 2]);
  });

  it.each([0, 1, 2, 3, 4, 5])(
    'that is asked for %i turns after another one was heard is not forgotten',
    async (turns) => {
      let isFirst = true;
      const later = Promise.withResolvers<void>();
      const { reconciler, rounds } = setUp({
        onPush: async (asked) => {
          if (!isFirst) return;
          isFirst = false;
          for (let turn = 0; turn < turns; turn++) await Promise.resolve();
          later.resolve(asked.reconcile());
        },
      });
      await reconciler.reconcile();
      await later.promise;
      expect(rounds()).toBe(2);
    },
  );

  it('tells when the questions were asked that were answered', async () => {
    let failures = 2;
    const positions = async () => {
      if (failures-- > 0) throw new TradingError('timeout', 'no answer', { outcome: 'unknown' });
      clock.advanceTo(clock.now() + 70);
      return [];
    };
    const { reconciler, clock, pushed } = setUp({ venue: { positions } });
    await reconciler.reconcile();
    expect(pushed).toMatchObject([{ askedAt: START + 2_000, at: START + 2_070 }]);
  });

  it('into which a message falls is asked again', async () => {
    let messages = 1;
    const positions = async () => {
      if (messages-- > 0) reconciler.onMessage();
      return [];
    };
    const { reconciler, pushed, rounds } = setUp({ venue: { positions } });
    await reconciler.reconcile();
    expect(rounds()).toBe(2);
    expect(pushed).toMatchObject([{ state: { isConsistent: true } }]);
  });

  it('is not begun again for an engine that has ended', async () => {
    const { reconciler, rounds, end } = setUp();
    const running = reconciler.reconcile();
    void reconciler.reconcile();
    end();
    await running;
    expect(rounds()).toBe(1);
  });

  it('that breaks is told, and the next one runs', async () => {
    let isBroken = true;
    const broken = new TypeError('no such function');
    const positions = async () => {
      if (isBroken) throw broken;
      return [];
    };
    const { reconciler, pushed, failures } = setUp({ venue: { positions } });
    await reconciler.reconcile();
    expect([failures, pushed]).toEqual([[broken], []]);
    isBroken = false;
    await reconciler.reconcile();
    expect(pushed).toHaveLength(1);
  });
});

describe('the interval', () => {
  it('comes back until it is ended', async () => {
    const { reconciler, clock, rounds } = setUp({ everyMs: MINUTE });
    reconciler.schedule();
    for (const minute of [1, 2, 3]) {
      clock.advanceTo(START + minute * MINUTE);
      await reconciler.idle();
    }
    expect(rounds()).toBe(3);
    reconciler.unschedule();
    clock.advanceTo(START + 9 * MINUTE);
    expect(reconciler.isIdle).toBe(true);
  });

  it('is none where none is wanted', () => {
    const { reconciler, clock } = setUp();
    reconciler.schedule();
    clock.advanceTo(START + 1_000 * MINUTE);
    expect(reconciler.isIdle).toBe(true);
  });
});
