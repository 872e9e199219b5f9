/**
 * A universe that changes: the same in a backtest, over the wire and in a replay; nothing of it by what comes later.
 */
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createMemoryJournal } from '../../src/adapters/storage/index.ts';
import { loadCandles, runBacktest as runBacktestLoop } from '../../src/backtest/index.ts';
import { type EventOf, money } from '../../src/domain/index.ts';
import { replay as replayJournal } from '../../src/engine/index.ts';
import { Kernel } from '../../src/kernel/index.ts';
import { replay } from '../../src/main/replay.ts';
import { loadStrategies } from '../../src/main/strategy-files.ts';
import { UniverseChooser } from '../../src/main/universe-chooser.ts';
import { universeSettings } from '../../src/scoring/index.ts';
import { resolveParams } from '../../src/strategies/index.ts';
import { writeCandleFolder } from '../support/generated-candles.ts';
import { sessionOf } from '../support/instruments.ts';
import { runBacktest, runOverWire } from '../support/platform-run.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder('universe');
const data = join(folder.path, 'candles');
writeCandleFolder(data, { minutes: 5_000, symbols: ['BTCUSDT', 'ETHUSDT'], seed: 20 });
/** Enters by every crossing of fast averages, on every symbol that it is let. */
const strategyFiles = [join(import.meta.dirname, '../../examples/strategies/ema-cross.ts')];
const own = { profile: undefined, strategyFiles, params: { fast: 3, slow: 9 } };

afterAll(() => folder.remove());

test('one symbol of two is entered, in a backtest as over the wire as in a replay', async () => {
  const report = runBacktest({ data, timeframe: '15m', ...own, universe: 'top:1' });
  expect(report.refusals['in-universe']).toBeGreaterThan(5);
  expect(report.trades).toBeGreaterThan(3);
  const dataDir = join(folder.path, 'wire');
  const wire = await runOverWire({ feed: `replay:${data}`, timeframe: '15m', ...own, universe: 'top:1', dataDir });
  expect(wire).toMatchObject({ effectHash: report.effectHash, refusals: report.refusals });
  expect(wire.notices.filter(({ event }) => event === 'symbol-joined')).toMatchObject([{ symbol: 'BTCUSDT' }]);
  const entered = wire.notices.filter(({ event }) => event === 'entry-sent').map(({ symbol }) => symbol);
  expect(new Set(entered)).toEqual(new Set(['BTCUSDT']));
  expect(replay(wire.journal, () => {}, strategyFiles)).toMatchObject({ matches: true });
}, 120_000);

/** The choices of a backtest up to `to`, and every entry with its time. */
function chosen(to?: number) {
  const archive = loadCandles(data, undefined);
  const source = archive.source(to === undefined ? {} : { to });
  const settings = universeSettings({ quoteVolumeMin: 1, volatilityMin: 0.06, stayShare: 1, everyHours: 1 });
  const universe = new UniverseChooser({ isPriorityOnly: false, priority: [], settings });
  const symbols = source.instruments.map(({ symbol }) => symbol);
  const [emaCross] = loadStrategies(strategyFiles).map(({ definition }) => definition);
  if (!emaCross) throw new Error('the example is gone');
  const params = resolveParams(emaCross, own.params);
  const strategies = [{ name: emaCross.name, timeframe: '15m' as const, params }];
  const config = sessionOf({ symbols, strategies });
  const events: EventOf<'universe'>[] = [];
  const entries: { readonly at: number; readonly symbol: unknown }[] = [];
  const journal = createMemoryJournal();
  const run = runBacktestLoop({
    source,
    config,
    strategies: () => emaCross,
    balance: money('10000'),
    universe,
    journal,
    onStep: ({ event, effects }) => {
      if (event.type === 'universe') events.push(event);
      for (const effect of effects)
        if (effect.type === 'notice' && effect.code === 'entry-sent')
          entries.push({ at: event.at, symbol: effect.details.symbol });
    },
  });
  const again = replayJournal(new Kernel(() => emaCross), journal);
  expect(again).toMatchObject({ effectHash: run.kernel.effectHash, firstDifference: undefined });
  return { events, entries };
}

test('symbols come and go by what was known then, and only those that are in are entered', () => {
  const { events, entries } = chosen();
  expect(events.length).toBeGreaterThan(4);
  expect(events[0]?.symbols).toEqual([]);
  expect(entries.length).toBeGreaterThan(3);
  for (const { at, symbol } of entries) expect(events.findLast((event) => event.at <= at)?.symbols).toContain(symbol);
  const cutAt = events[Math.floor(events.length / 2)]?.at ?? 0;
  const cut = chosen(cutAt);
  expect(cut.events.length).toBeGreaterThan(1);
  expect(cut.events).toEqual(events.slice(0, cut.events.length));
  expect(cut.entries).toEqual(entries.slice(0, cut.entries.length));
});

test('a universe that nobody can mean is refused before anything is opened', async () => {
  const dataDir = join(folder.path, 'none');
  await expect(runOverWire({ feed: `replay:${data}`, universe: 'best', dataDir })).rejects.toThrow(/--universe/);
});
