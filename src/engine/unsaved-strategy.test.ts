import { expect, it } from 'vitest';
import { sessionOf } from '../../test/support/instruments.ts';
import { MINUTE, START } from '../../test/support/kernel-run.ts';
import { signal } from '../../test/support/signal-strategy.ts';
import { createStubVenue } from '../../test/support/stub-venue.ts';
import { createDrivenAlarms, createDrivenClock } from '../adapters/clock/index.ts';
import { createMemoryJournal } from '../adapters/storage/index.ts';
import { lots, type MarketEvent, ticks } from '../domain/index.ts';
import { Kernel, type StrategyDefinition } from '../kernel/index.ts';
import type { MarketFeed } from '../ports/index.ts';
import { Engine } from './engine.ts';
import { replay } from './replay.ts';

/** Enough for the first snapshot. */
const EVENTS = 20_100;

const forgetful: StrategyDefinition = {
  ...signal,
  name: 'forgetful',
  create: (...args) => ({
    ...signal.create(...args),
    save: () => {
      throw new Error('what was I doing?');
    },
  }),
};
const lookup = (name: string): StrategyDefinition => (name === 'forgetful' ? forgetful : signal);

it('a strategy whose state cannot be saved is stopped by an entry of the journal, and the snapshot is taken after it', async () => {
  const clock = createDrivenClock(START);
  const journal = createMemoryJournal();
  const fatal: unknown[] = [];
  let hear = (_event: MarketEvent): void => {};
  const feed: MarketFeed = {
    history: async () => [],
    listen: async (_symbols, { onEvent }) => {
      hear = onEvent;
    },
    follow: async () => {},
    unfollow: async () => {},
    settle: async () => {},
    close: async () => {},
  };
  const names = ['forgetful', 'signal'];
  const strategies = names.map((name) => ({ name, timeframe: '1m' as const, params: {} }));
  const engine = new Engine({
    config: sessionOf({ symbols: ['BTCUSDT'], strategies }),
    strategies: lookup,
    journal,
    venue: createStubVenue({}),
    feed,
    clock,
    alarms: createDrivenAlarms(clock),
    sleep: () => new Promise((resolve) => setImmediate(resolve)),
    lanes: 'one',
    reconcileEveryMs: undefined,
    onFatal: (error) => void fatal.push(error),
    onWarning: () => {},
  });
  await engine.start();
  const price = ticks(100_000);
  const candle = { open: price, high: price, low: price, close: price, volume: lots(0) };
  for (let minute = 0; minute < EVENTS; minute++) {
    const openAt = START + minute * MINUTE;
    hear({ type: 'candle', at: clock.now(), symbol: 'BTCUSDT', candle: { ...candle, openAt } });
  }
  const runners = engine.kernel.state.runners.get('BTCUSDT') ?? [];
  expect(runners.map(({ failure }) => failure)).toEqual(['save: Error: what was I doing?', undefined]);
  expect(fatal).toEqual([]);
  const failures = [...journal.read(0)].filter(({ event }) => event.type === 'strategy-failed');
  expect(failures.length).toBeGreaterThan(0);
  expect(journal.latestSnapshot()?.seq).toBeGreaterThanOrEqual(failures[0]?.seq ?? Number.POSITIVE_INFINITY);
  const again = new Kernel(lookup);
  expect(replay(again, journal)).toMatchObject({ firstDifference: undefined, effectHash: engine.kernel.effectHash });
  await engine.stop();
});
