/**
 * Backtest equals live: the same market through one loop and through sockets, REST, journal and recovery paths.
 * Invariant: the same feed gives the same effects, byte for byte, whatever carries them.
 */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Summary } from '../../src/cli/index.ts';
import { replay } from '../../src/main/replay.ts';
import { trades } from '../../src/main/trades.ts';
import { writeCandleFolder } from '../support/generated-candles.ts';
import { runBacktest, runOverWire } from '../support/platform-run.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const TIMEFRAME = '1m';
const MARKET = { minutes: 1_000, symbols: ['BTCUSDT', 'ETHUSDT'] } as const;
const HOOK_TIMEOUT_MS = 60_000;
const folder = temporaryFolder('parity');
const data = join(folder.path, 'candles');
const runs: Summary[] = [];

beforeAll(async () => {
  writeCandleFolder(data, { ...MARKET, seed: 6 });
  for (const name of ['one', 'two'])
    runs.push(await runOverWire({ feed: `replay:${data}`, timeframe: TIMEFRAME, dataDir: join(folder.path, name) }));
}, HOOK_TIMEOUT_MS);

afterAll(() => folder.remove());

describe('the same candles', () => {
  test('give the same effects in a backtest and over the wire', () => {
    const journal = join(folder.path, 'backtest.sqlite');
    const report = runBacktest({ data, timeframe: TIMEFRAME }, journal);
    expect(report.trades).toBeGreaterThan(3);
    expect(report.funding).not.toBe('0');
    const [wire] = runs;
    expect(wire).toMatchObject({
      effectHash: report.effectHash,
      trades: report.trades,
      orders: report.orders,
      fills: report.fills,
      fees: report.fees,
      funding: report.funding,
    });
    expect(wire?.ledger).toEqual({ ours: report.endBalance, exchange: report.endBalance, difference: '0' });
    expect(replay(journal, () => {})).toMatchObject({ matches: true, effectHash: report.effectHash });
    const asked = { dataDir: undefined, since: undefined, until: undefined, symbol: undefined };
    const [told, toldOfWire] = [journal, join(folder.path, 'one', 'journal.sqlite')].map((file) =>
      trades({ ...asked, journal: file }),
    );
    expect(told?.trades).toHaveLength(report.trades);
    expect([toldOfWire?.trades, toldOfWire?.books]).toEqual([told?.trades, told?.books]);
  });

  test('give the same effects where positions are added to, by the other family', async () => {
    const params = { addVolume: 0, addShorts: 1, addAtR: 1, addWithin: 0.05, addRestHours: 0 };
    const report = runBacktest({ data, timeframe: TIMEFRAME, params });
    const dataDir = join(folder.path, 'adding');
    const wire = await runOverWire({
      feed: `replay:${data}`,
      timeframe: TIMEFRAME,
      params,
      family: 'unified',
      dataDir,
    });
    const { effectHash, trades, orders, fills, refusals } = report;
    const count = (code: string) => wire.notices.filter(({ event }) => event === code).length;
    expect(count('addition-sent')).toBeGreaterThan(3);
    expect(orders).toBe(count('entry-sent') + count('addition-sent') + count('exit-sent'));
    expect(['stop-missing', 'trigger-rejected', 'request-failed'].map(count)).toEqual([0, 0, 0]);
    expect(wire).toMatchObject({ effectHash, trades, orders, fills, refusals });
    expect(wire.ledger).toEqual({ ours: report.endBalance, exchange: report.endBalance, difference: '0' });
    expect(replay(wire.journal, () => {})).toMatchObject({ effectHash, matches: true });
  });

  test('give the same effects and the same state in a second run', () => {
    const [one, two] = runs;
    expect(two).toMatchObject({ effectHash: one?.effectHash, stateHash: one?.stateHash, entries: one?.entries });
  });

  test('leave a journal that leads to the same effects again', () => {
    for (const { journal, entries, effectHash } of runs) {
      const report = replay(journal, () => {});
      expect(report).toMatchObject({ entries, effectHash, recordedHash: effectHash, matches: true });
    }
  });

  test('give other effects in another market', () => {
    const other = writeCandleFolder(join(folder.path, 'other'), { ...MARKET, seed: 7 });
    expect(runBacktest({ data: other, timeframe: TIMEFRAME }).effectHash).not.toBe(runs[0]?.effectHash);
  });
});
