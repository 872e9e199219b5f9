/**
 * Backtest equals live on real markets: 10,000 recorded minutes of two symbols, and a recorded depth stream.
 * Needs the recordings in `../shared/data`; where they are absent this says so in one line and does nothing.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { replay } from '../../src/main/replay.ts';
import { runBacktest, runOverWire } from '../support/platform-run.ts';
import { sayLack } from '../support/say-lack.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const RECORDED = fileURLToPath(new URL('../../../shared/data', import.meta.url));
const DEPTH = join(RECORDED, 'l2', 'btcusdt-20240808-depth-bbo-trades.gz');
const SYMBOLS = ['BTCUSDT', 'ETHUSDT'];
const MINUTES = 10_000;
const BARS = '15m';

const files = [...SYMBOLS.map((symbol) => join(RECORDED, `${symbol}-1m.csv.gz`)), DEPTH];
const isThere = sayLack(
  files.every((path) => existsSync(path)),
  `no recorded markets in ${RECORDED}`,
);

const folder = temporaryFolder('recorded');
afterAll(() => folder.remove());

/** The first minutes of the recorded candles, as an archive of their own. */
function cutArchive(): string {
  const data = join(folder.path, 'candles');
  mkdirSync(join(data, 'funding'), { recursive: true });
  for (const symbol of SYMBOLS) {
    const rows = gunzipSync(readFileSync(join(RECORDED, `${symbol}-1m.csv.gz`)))
      .toString('utf8')
      .split('\n');
    writeFileSync(join(data, `${symbol}-1m.csv`), `${rows.slice(0, MINUTES + 1).join('\n')}\n`);
    const funding = join('funding', `${symbol}-funding.csv.gz`);
    if (existsSync(join(RECORDED, funding))) copyFileSync(join(RECORDED, funding), join(data, funding));
  }
  return data;
}

describe.skipIf(!isThere)('recorded markets', () => {
  test('candles give the same effects in a backtest and over the wire', async () => {
    const data = cutArchive();
    const report = runBacktest({ data, timeframe: BARS });
    const wire = await runOverWire({ feed: `replay:${data}`, timeframe: BARS, dataDir: join(folder.path, 'wire') });
    expect(report).toMatchObject({ candles: MINUTES * SYMBOLS.length, gaps: 0 });
    expect(report.trades).toBeGreaterThan(3);
    expect(wire).toMatchObject({
      effectHash: report.effectHash,
      trades: report.trades,
      fills: report.fills,
      fees: report.fees,
      funding: report.funding,
      ledger: { ours: report.endBalance, difference: '0' },
    });
    expect(replay(wire.journal, () => {})).toMatchObject({ effectHash: report.effectHash, matches: true });
  });

  test('a depth stream gives the same run twice, trades, and leaves a journal that repeats it', async () => {
    const feed = `replay:${DEPTH}`;
    const one = await runOverWire({ feed, dataDir: join(folder.path, 'one') });
    const two = await runOverWire({ feed, dataDir: join(folder.path, 'two') });
    expect(one.orders).toBeGreaterThan(0);
    expect(one.fills).toBeGreaterThan(0);
    expect(one.ledger.difference).toBe('0');
    const { entries, effectHash, stateHash } = one;
    expect(two).toMatchObject({ entries, effectHash, stateHash });
    expect(replay(one.journal, () => {})).toMatchObject({ entries, effectHash, matches: true });
  });
});
