/**
 * All profiles at once on one account: the same run in a backtest and over the wire; and one that fails is stopped alone.
 */
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import type { Candle } from '../../src/domain/index.ts';
import { replay } from '../../src/main/replay.ts';
import { strategies, strategyByName } from '../../src/strategies/index.ts';
import { writeCandleFolder } from '../support/generated-candles.ts';
import { runBacktest, runOverWire } from '../support/platform-run.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const PROFILES = strategies.map(({ name }) => name);
/** The generated markets have an even volume and small moves: what most profiles wait for comes seldom. */
const params = {
  volumeMin: 0.9,
  'scalper.costFactor': 0,
  'strategic.addVolume': 0,
  'strategic.addAtR': 1,
  'strategic.addWithin': 0.05,
  'aggressive.momentumMin': 0.5,
  'newbie.stopBase': 0.005,
  'newbie.strengthMin': 0.2,
};
const folder = temporaryFolder('profiles');
const data = join(folder.path, 'candles');
writeCandleFolder(data, { minutes: 5_000, symbols: ['BTCUSDT', 'ETHUSDT'], seed: 20 });

afterAll(() => folder.remove());
afterEach(() => vi.restoreAllMocks());

test('five profiles trade one account, in a backtest as over the wire', async () => {
  const profile = PROFILES.join(',');
  const report = runBacktest({ data, timeframe: undefined, profile, params });
  expect(report.strategies).toEqual(['strategic 15m', 'aggressive 15m', 'newbie 1H', 'scalper 5m', 'viper 1H']);
  expect(report.refusals['one-per-symbol']).toBeGreaterThan(0);
  for (const { name, trades } of report.traders) expect([name, trades > 0]).toEqual([name, true]);
  const wire = await runOverWire({ feed: `replay:${data}`, profile, params, dataDir: join(folder.path, 'wire') });
  expect(wire.notices.some(({ event }) => event === 'addition-sent')).toBe(true);
  expect(wire).toMatchObject({ effectHash: report.effectHash, trades: report.trades, refusals: report.refusals });
  expect(wire.ledger).toMatchObject({ ours: report.endBalance, difference: '0' });
  expect(replay(wire.journal, () => {})).toMatchObject({ effectHash: report.effectHash, matches: true });
});

/** From then on the scalper throws whenever it holds a position. */
function breakScalper(failsAt: number): void {
  const scalper = strategyByName('scalper');
  const { create } = scalper;
  vi.spyOn(scalper, 'create').mockImplementation((...args) => {
    const whole = create(...args);
    let bar: Candle | undefined;
    return {
      observe(next) {
        bar = next;
        whole.observe(next);
      },
      decide(view) {
        if (view.position !== undefined && bar !== undefined && bar.openAt >= failsAt)
          throw new Error('lost its nerve');
        return whole.decide(view);
      },
      save: () => whole.save(),
    };
  });
}

test('one that throws is stopped, its position ends at its stop or target, and the others go on', async () => {
  const profile = PROFILES.join(',');
  const { from } = runBacktest({ data, timeframe: undefined, profile: 'strategic' });
  breakScalper(from + 86_400_000);
  const run = await runOverWire({ feed: `replay:${data}`, profile, params, dataDir: join(folder.path, 'broken') });
  const stopped = run.notices.filter(({ event }) => event === 'strategy-stopped');
  expect(stopped).toMatchObject([{ level: 'critical', strategy: 'scalper', failure: 'Error: lost its nerve' }]);
  const at = stopped[0]?.at ?? 0;
  const symbol = stopped[0]?.symbol;
  const after = run.notices.filter((line) => line.at > at);
  const entries = after.filter(({ event }) => event === 'entry-sent').map(({ owner }) => owner);
  expect(entries).not.toContain('scalper');
  expect(new Set(entries).size).toBeGreaterThan(1);
  const held = after.find((line) => line.symbol === symbol && line.event === 'trade-closed');
  expect(held).toBeDefined();
  expect(after.filter(({ event }) => event === 'stop-missing')).toEqual([]);
  expect(run.ledger.difference).toBe('0');
});
