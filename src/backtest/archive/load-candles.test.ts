/** An archive is read once and replayed as often as wanted. */
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadCandles } from './index.ts';

const T0 = 1_746_403_200_000;

it('gives independent sources over the same columns', () => {
  const folder = mkdtempSync(join(tmpdir(), 'viper-archive-'));
  const rows = Array.from({ length: 10 }, (_, n) => `${T0 + n * 60_000},1,1,1,1,1\n`);
  writeFileSync(join(folder, 'BTCUSDT-1m.csv'), `ts_ms,open,high,low,close,volume\n${rows.join('')}`);
  const archive = loadCandles(folder, ['BTCUSDT']);
  expect(archive).toMatchObject({ startAt: T0 + 60_000, endAt: T0 + 600_000, gaps: 0 });
  expect(archive.series[0]?.candles.close.buffer).toBeInstanceOf(SharedArrayBuffer);
  const [whole, window] = [archive.source(), archive.source({ from: T0 + 300_000 })];
  expect([whole.next()?.at, window.next()?.at, whole.next()?.at]).toEqual([T0 + 60_000, T0 + 360_000, T0 + 120_000]);
});

const REAL = join(import.meta.dirname, '../../../../shared/data');

it.skipIf(!existsSync(REAL))(
  'loads 146,279 real candles in under a second (skipped where ../shared/data is absent)',
  () => {
    const startedAt = process.hrtime.bigint();
    const archive = loadCandles(REAL, ['BTCUSDT', 'ETHUSDT']);
    expect(Number(process.hrtime.bigint() - startedAt) / 1e6).toBeLessThan(1_000);
    expect(archive.series.map(({ candles }) => candles.length)).toEqual([73_139, 73_140]);
    expect(archive.gaps).toBe(0);
    let funding = 0;
    const source = archive.source();
    for (let update = source.next(); update !== undefined; update = source.next())
      if (update.type === 'funding') funding++;
    expect(funding).toBe(304);
  },
);
