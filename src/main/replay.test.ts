/** A journal that has let go of old market data proves the rest of its run, and a run can be gone on with. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { writeCandleFolder } from '../../test/support/generated-candles.ts';
import { runBacktest } from '../../test/support/platform-run.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { openSqliteJournal } from '../adapters/storage/index.ts';
import { Kernel } from '../kernel/index.ts';
import { strategyByName } from '../strategies/index.ts';
import { replay } from './replay.ts';

const SNAPSHOT_EVERY = 400;
const SWEEP_MS = 100;

const folder = temporaryFolder('replay');
const whole = join(folder.path, 'whole.sqlite');
const bounded = join(folder.path, 'bounded.sqlite');

/** A run's journal, and the same written again by a kernel that may keep little of it. */
beforeAll(() => {
  const data = writeCandleFolder(join(folder.path, 'data'), { symbols: ['BTCUSDT'], seed: 7, minutes: 3_000 });
  runBacktest({ data, timeframe: '5m' }, whole);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const kernel = new Kernel(strategyByName);
  const source = openSqliteJournal(whole, { mode: 'read' });
  const target = openSqliteJournal(bounded, { mode: 'write', bytesMax: 200_000 });
  for (const entry of source.read(0)) {
    kernel.step(entry.event);
    target.append(entry);
    if (entry.seq % SNAPSHOT_EVERY === 0) target.saveSnapshot(entry.seq, kernel.save());
    if (entry.seq % 100 === 0) vi.advanceTimersByTime(SWEEP_MS);
  }
  target.saveSnapshot(target.lastSeq, kernel.save());
  for (const one of [source, target]) one.close();
  vi.useRealTimers();
}, 30_000);
afterAll(() => folder.remove());

it('is proved from the state that it kept, with the effects of the whole run', () => {
  const all = replay(whole, () => {});
  const rest = replay(bounded, () => {});
  expect(all).toMatchObject({ after: 0, matches: true });
  expect(rest).toMatchObject({ matches: true, effectHash: all.effectHash, recordedHash: all.recordedHash });
  expect(rest.after).toBeGreaterThan(SNAPSHOT_EVERY);
  expect(rest.after + rest.entries).toBe(all.entries);
});

it('names every fill of the run', () => {
  const fills = (file: string) => {
    const journal = openSqliteJournal(file, { mode: 'read' });
    const found = [...journal.history()].filter(({ event }) => event.type === 'fill');
    journal.close();
    return found;
  };
  expect(fills(bounded)).toEqual(fills(whole));
  expect(fills(bounded).length).toBeGreaterThan(4);
});
