import { afterEach, expect, it, vi } from 'vitest';
import { stubStatus } from '../../../test/support/stub-engine.ts';
import type { NoticeLine } from '../../cli/index.ts';
import { watchFreshness } from './freshness.ts';

afterEach(() => vi.useRealTimers());

it('tells once that data are old, once that they are fresh again, and nothing when it is closed', () => {
  vi.useFakeTimers();
  const told: NoticeLine[] = [];
  let isStale = false;
  const engine = { status: () => ({ ...stubStatus, isStale }) };
  const watch = watchFreshness({ engine, tell: (line) => told.push(line) });
  for (const stale of [false, true, false, true]) {
    isStale = stale;
    vi.advanceTimersByTime(3_000);
  }
  watch.close();
  isStale = false;
  vi.advanceTimersByTime(3_000);
  const { at, feed } = stubStatus;
  expect(told).toEqual([
    { event: 'market-data-stale', level: 'warning', at, feed },
    { event: 'market-data-fresh', level: 'info', at, feed },
    { event: 'market-data-stale', level: 'warning', at, feed },
  ]);
});
