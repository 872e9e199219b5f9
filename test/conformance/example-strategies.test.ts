/**
 * The example strategies, loaded as a user's file is: they pass the tests for every strategy and trade in a backtest.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, test } from 'vitest';
import { loadStrategies } from '../../src/main/strategy-files.ts';
import { describeStrategy } from '../../src/strategies/test-kit/index.ts';
import { writeCandleFolder } from '../support/generated-candles.ts';
import { runBacktest } from '../support/platform-run.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = join(import.meta.dirname, '../../examples/strategies');
const files = readdirSync(folder).filter((file) => file.endsWith('.ts'));
const work = temporaryFolder('example-strategies');
const data = writeCandleFolder(join(work.path, 'candles'), { minutes: 12_000, symbols: ['BTCUSDT'], seed: 7 });

afterAll(() => work.remove());

test('there are three, each in a line of the README of the examples', () => {
  const readme = readFileSync(join(folder, '../README.md'), 'utf8');
  expect(files.filter((file) => readme.includes(`](strategies/${file})`))).toHaveLength(3);
  expect(files).toHaveLength(3);
});

describe.each(files)('%s', (file) => {
  const path = join(folder, file);
  const [loaded] = loadStrategies([path]);
  if (!loaded) throw new Error(`${file} holds no strategy`);
  describeStrategy(loaded.definition, { describe, it });

  it('takes at most 80 lines', () => {
    expect(readFileSync(path, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(80);
  });

  it('trades in a backtest over generated candles, the same each time', () => {
    const run = () => runBacktest({ data, timeframe: '15m', profile: undefined, strategyFiles: [path] });
    const report = run();
    expect(report.strategies).toEqual([`${loaded.definition.name} 15m`]);
    expect(report.trades).toBeGreaterThanOrEqual(3);
    expect(run().effectHash).toBe(report.effectHash);
  });
});
