/** A mirror shows what the engine shows, whatever happens there and however it is batched. */
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { of } from '../../../test/support/kernel-run.ts';
import { type ShownRun, shownLong } from '../../../test/support/shown-run.ts';
import { SIGNAL } from '../../../test/support/signal-strategy.ts';
import { lots, money, rate, ticks } from '../../domain/index.ts';
import type { EngineApi, LiveMessage } from '../api.ts';
import { EngineMirror } from './engine-mirror.ts';
import { MirrorFeed } from './mirror-feed.ts';

const ALL = 10_000;
const elsewhere: Pick<EngineApi, 'command' | 'assess'> = {
  command: async () => ({ ok: true }) as never,
  assess: async () => undefined,
};

/** As they cross to another thread. */
const crossed = <T>(value: T): T => structuredClone(value);

function mirrored({ run, projections }: ShownRun) {
  const time = { realMs: 0 };
  const realMs = (): number => time.realMs;
  const feed = new MirrorFeed({ projections, now: () => run.at, realMs });
  const errors: unknown[] = [];
  const onListenerError = (error: unknown): void => void errors.push(error);
  const mirror = new EngineMirror({ whole: crossed(feed.whole()), engine: elsewhere, realMs, onListenerError });
  const pass = (): void => mirror.apply(crossed(feed.take({ isViewed: true })));
  const next = (): void => mirror.apply(crossed(feed.take()));
  return { feed, mirror, time, errors, pass, next };
}

/** Everything that can be read, of either. */
const shownBy = (engine: Pick<EngineApi, Exclude<keyof EngineApi, 'command' | 'assess' | 'subscribe'>>) => ({
  status: engine.status(),
  positions: engine.positions(),
  orders: engine.orders(),
  fills: engine.fills({ limit: ALL }),
  btcFills: engine.fills({ symbol: 'BTCUSDT', limit: 2 }),
  candles: ['BTCUSDT', 'ETHUSDT', 'XYZ'].map((symbol) => engine.candles(symbol, ALL)),
  instruments: ['BTCUSDT', 'XYZ'].map((symbol) => engine.instrument(symbol)),
  tickers: ['BTCUSDT', 'ETHUSDT', 'XYZ'].map((symbol) => engine.ticker(symbol)),
  risk: engine.risk(),
  strategies: engine.strategies(),
  equity: engine.equity(ALL),
  journal: engine.journal({ limit: ALL }),
  page: engine.journal({ after: 3, limit: 4 }),
  notices: engine.notices(ALL),
});

const candles = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    openAt: Date.UTC(2024, 11, 31) + i * 60_000,
    open: ticks(99_000 + i),
    high: ticks(99_010 + i),
    low: ticks(98_990 + i),
    close: ticks(99_005 + i),
    volume: lots(10),
  }));

const steps: Readonly<Record<string, (shown: ShownRun) => void>> = {
  candle: ({ run }) => void run.candle(100_000 + (run.at % 97)),
  long: ({ run }) => {
    for (const order of of(run.candle(100_000, SIGNAL.long), 'submit-order')) run.fill(order.order);
  },
  exit: ({ run }) => {
    for (const order of of(run.candle(100_100, SIGNAL.exit), 'submit-order')) run.fill(order.order);
  },
  mark: ({ run }) => {
    const price = ticks(100_050 + (run.at % 13));
    run.say({ type: 'mark', symbol: 'BTCUSDT', price, fundingRate: rate('0.0001'), nextFundingAt: run.at + 1 });
  },
  reconcile: ({ run }) => void run.reconcile(),
  pause: ({ run }) => void run.command({ kind: 'pause' }, `p${run.at}`),
  history: ({ run }) => void run.say({ type: 'history', symbol: 'ETHUSDT', candles: candles(30) }),
};

describe('a mirror', () => {
  it('shows at every batch what the engine shows', () => {
    const life = fc.array(fc.tuple(fc.constantFrom(...Object.keys(steps)), fc.boolean()), { maxLength: 40 });
    fc.assert(
      fc.property(life, (words) => {
        const shown = shownLong();
        const { mirror, pass } = mirrored(shown);
        expect(shownBy(mirror)).toEqual(shownBy(shown.projections));
        for (const [word, isTaken] of words) {
          steps[word]?.(shown);
          if (!isTaken) continue;
          pass();
          expect(shownBy(mirror)).toEqual(shownBy(shown.projections));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('tells its listeners what the engine told, in order, after it shows it', () => {
    const shown = shownLong();
    const { mirror, pass, errors } = mirrored(shown);
    const heard: LiveMessage[] = [];
    const told: LiveMessage[] = [];
    shown.projections.subscribe((message) => void told.push(message));
    mirror.subscribe(() => {
      throw new Error('broken listener');
    });
    const leave = mirror.subscribe((message) => {
      expect(mirror.fills({ limit: 1 })).toEqual(shown.projections.fills({ limit: 1 }));
      heard.push(message);
    });
    shown.run.foreignFill({ intent: 'close', size: lots(893), profit: money('1') });
    steps.history?.(shown);
    pass();
    expect(heard.map(({ topic }) => topic)).toContain('fill');
    expect(heard).toEqual(told);
    expect(errors).toHaveLength(heard.length);
    leave();
    steps.candle?.(shown);
    pass();
    expect(heard.length).toBeLessThan(told.length);
  });

  it('learns without a message that prices have become old', () => {
    const shown = shownLong();
    shown.projections.setState('running');
    const { mirror, time, next } = mirrored(shown);
    shown.run.at += 91_000;
    time.realMs += 999;
    next();
    expect(mirror.status().isStale).toBe(false);
    time.realMs += 1;
    next();
    expect(mirror.status().isStale).toBe(true);
  });

  it('calls all stale when nothing is heard of the engine', () => {
    const { mirror, time, pass } = mirrored(shownLong());
    time.realMs += 3_001;
    expect([mirror.silentMs, mirror.status().isStale]).toEqual([3_001, true]);
    pass();
    expect([mirror.silentMs, mirror.status().isStale]).toEqual([0, false]);
  });

  it('shows rows at once, and how things stand ten times a second', () => {
    const shown = shownLong();
    const { mirror, time, next } = mirrored(shown);
    shown.run.foreignFill({ intent: 'close', size: lots(893), profit: money('1') });
    time.realMs += 99;
    next();
    expect([mirror.fills({ limit: ALL }).length, mirror.status().openPositions]).toEqual([2, 1]);
    time.realMs += 1;
    next();
    expect(shownBy(mirror)).toEqual(shownBy(shown.projections));
  });

  it('is laid anew after a view has failed, and has missed nothing', () => {
    const shown = shownLong();
    const { mirror, time, next } = mirrored(shown);
    const failing = vi.spyOn(shown.projections, 'risk').mockImplementation(() => {
      throw new RangeError('a view that fails');
    });
    shown.run.foreignFill({ intent: 'close', size: lots(893), profit: money('1') });
    time.realMs += 100;
    expect(next).toThrow('a view that fails');
    failing.mockRestore();
    next();
    expect(shownBy(mirror)).toEqual(shownBy(shown.projections));
  });

  it('costs nothing but the time where nothing happens', () => {
    const shown = shownLong();
    const { feed, time, next } = mirrored(shown);
    time.realMs += 100;
    next();
    time.realMs += 900;
    expect(feed.take()).toEqual({ at: shown.run.at, messages: [] });
    feed.close();
    steps.candle?.(shown);
    expect(feed.waiting).toBe(0);
  });
});
