/**
 * The small models: queue position, slippage, latency, day statistics.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lots, ticks } from '../../domain/index.ts';
import { DayStats } from './day-stats.ts';
import { Arrivals } from './latency.ts';
import { shareTrade } from './queue-position.ts';
import { DEFAULT_SLIPPAGE, modelledPrice, slippageTicks } from './slippage.ts';

describe('queue position', () => {
  const queued = fc.record({ queueAhead: fc.nat(50), left: fc.integer({ min: 1, max: 50 }) });

  it('gives out no more than the trade, nothing before the queue has passed, and loses no place', () => {
    fc.assert(
      fc.property(fc.array(queued, { maxLength: 5 }), fc.nat(200), (orders, size) => {
        orders.sort((a, b) => a.queueAhead - b.queueAhead);
        const before = orders.map(({ queueAhead }) => queueAhead);
        const fills = shareTrade(orders, size, ({ left }) => left);
        const filled = fills.reduce((sum, fill) => sum + fill.size, 0);
        const moved = orders.map(({ queueAhead }, i) => (before[i] ?? 0) - queueAhead);
        expect(filled + Math.max(0, ...moved)).toBeLessThanOrEqual(size);
        for (const { order } of fills) expect(order.queueAhead).toBe(0);
        const wanted = orders.reduce((sum, { left }) => sum + left, 0) + Math.max(0, ...before);
        expect(filled + Math.max(0, ...moved)).toBe(Math.min(size, wanted));
      }),
    );
  });
});

describe('slippage', () => {
  it.each([
    // last, size, range, volume, ticks: max(1, 0.5 bps of last) + range × √(size ÷ volume), rounded up
    [1_000, 0, 50, 100, 1],
    [500_000, 0, 50, 100, 25],
    [500_000, 1, 50, 100, 30],
    [500_000, 25, 50, 100, 50],
    [500_000, 100, 50, 100, 75],
    [500_000, 5, 0, 0, 25],
    [500_000, 5, 50, 0, 75],
  ])('last %i, size %i, range %i, volume %i: %i ticks', (last, size, range, volume, expected) => {
    expect(slippageTicks(DEFAULT_SLIPPAGE, ticks(last), size, { range, volume })).toBe(expected);
  });

  it('works against the taker and never below one tick', () => {
    const at = { config: DEFAULT_SLIPPAGE, last: ticks(10), minute: { range: 100, volume: 1 } };
    expect([modelledPrice(at, 'buy', lots(1)), modelledPrice(at, 'sell', lots(1))]).toEqual([111, 1]);
  });
});

describe('latency', () => {
  it('delays by base and a share of the jitter, in the order of sending, the same for the same seed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(100), { minLength: 1 }),
        fc.nat(50),
        fc.nat(50),
        fc.integer(),
        (steps, baseMs, jitterMs, seed) => {
          const [one, two] = [new Arrivals({ baseMs, jitterMs }, seed), new Arrivals({ baseMs, jitterMs }, seed)];
          let [at, latest] = [0, 0];
          for (const step of steps) {
            at += step;
            const dueAt = one.dueAt(at);
            expect(dueAt).toBe(two.dueAt(at));
            expect(dueAt).toBeGreaterThanOrEqual(Math.max(at + baseMs, latest));
            expect(dueAt).toBeLessThanOrEqual(Math.max(at + baseMs + jitterMs, latest));
            latest = dueAt;
          }
        },
      ),
    );
  });

  it('spreads the jitter over its whole range', () => {
    const arrivals = new Arrivals({ baseMs: 0, jitterMs: 4 }, 7);
    const seen = new Set(Array.from({ length: 200 }, (_, i) => arrivals.dueAt(i * 100) - i * 100));
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('the day', () => {
  const MINUTE = 60_000;

  it('sums trades by minute, and forgets what is older than 24 hours', () => {
    const stats = new DayStats();
    stats.addTrade(0, ticks(500), lots(9));
    stats.addTrade(MINUTE, ticks(100), lots(1));
    stats.addTrade(MINUTE + 5, ticks(130), lots(2));
    stats.addTrade(2 * MINUTE, ticks(90), lots(4));
    expect(stats.summary(1_440 * MINUTE)).toEqual({
      open: 100,
      high: 130,
      low: 90,
      volume: 7,
      turnoverSteps: 130n * 3n + 90n * 4n,
    });
  });

  it('is the same whether it was asked before or not', () => {
    const trade = fc.record({
      minute: fc.integer({ min: 0, max: 4_000 }),
      price: fc.integer({ min: 1, max: 99 }),
      isCandle: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(trade), (trades) => {
        const [asked, quiet] = [new DayStats(), new DayStats()];
        for (const { minute, price, isCandle } of trades.sort((a, b) => a.minute - b.minute)) {
          const [openAt, at, size] = [minute * MINUTE, ticks(price), lots(price)];
          for (const stats of [asked, quiet]) {
            if (isCandle) stats.setCandle({ openAt, open: at, high: at, low: at, close: at, volume: size });
            else stats.addTrade(openAt, at, size);
          }
          asked.summary(openAt);
        }
        expect(asked.summary(4_000 * MINUTE)).toEqual(quiet.summary(4_000 * MINUTE));
        const last = (trades.at(-1)?.minute ?? 0) * MINUTE;
        expect(asked.summary(last)).toEqual(quiet.summary(last));
      }),
    );
  });

  it('lets a whole candle replace its trades, and survives being saved', () => {
    const stats = new DayStats();
    stats.addTrade(MINUTE, ticks(100), lots(1));
    stats.setCandle({
      openAt: MINUTE,
      open: ticks(10),
      high: ticks(30),
      low: ticks(5),
      close: ticks(20),
      volume: lots(8),
    });
    const restored = new DayStats();
    restored.restore(stats.save(MINUTE));
    expect(restored.summary(MINUTE)).toEqual({ open: 10, high: 30, low: 5, volume: 8, turnoverSteps: 160n });
    expect(new DayStats().summary(MINUTE)).toEqual({
      open: undefined,
      high: undefined,
      low: undefined,
      volume: 0,
      turnoverSteps: 0n,
    });
  });
});
