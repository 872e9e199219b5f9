/**
 * A strategy from a user's file over restarts: its state is kept through a kill, other code does not go on with it, and one
 * that throws is stopped alone with its position protected.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { replay } from '../../src/main/replay.ts';
import { type Line, runViper, startViper, type ViperChild } from '../support/children.ts';
import { countingStrategy } from '../support/counting-strategy.ts';
import { writeCandleFolder } from '../support/generated-candles.ts';
import { runOverWire } from '../support/platform-run.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder('own-strategy');
const children: ViperChild[] = [];

afterAll(async () => {
  await Promise.all(children.map((child) => child.end('SIGKILL')));
  folder.remove();
});

const counter = countingStrategy(1);
const isCount = (line: Line): boolean => line.event === 'entry-refused' && line.rule === 'counted';
const barsIn = (child: ViperChild): number[] => child.lines.filter(isCount).map((line) => Number(line.bars));

test('keeps its state through a kill; changed, it begins anew after an orderly stop and not after a kill', async () => {
  const file = join(folder.path, 'counter.mjs');
  writeFileSync(file, counter);
  const exchange = startViper(['exchange', '--json', '--feed', 'synthetic:5', '--speed', '600']);
  children.push(exchange);
  const exchangeFile = join(folder.path, 'exchange.json');
  writeFileSync(exchangeFile, JSON.stringify(await exchange.waitFor((line) => 'rest' in line)));
  const dataDir = join(folder.path, 'bot');
  const options = [
    '--exchange',
    exchangeFile,
    '--data-dir',
    dataDir,
    '--symbols',
    'BTCUSDT',
    '--json',
    '--no-services',
  ];
  const args = ['start', '--strategy', file, ...options];
  const begin = (): ViperChild => {
    const bot = startViper(args);
    children.push(bot);
    return bot;
  };
  const counts = (bot: ViperChild, count: number): Promise<Line> =>
    bot.waitFor((line) => isCount(line) && barsIn(bot).length >= count);

  const first = begin();
  await counts(first, 10);
  await first.end('SIGKILL');
  const seen = Math.max(...barsIn(first));
  const second = begin();
  await counts(second, 5);
  expect(barsIn(second)[0]).toBeGreaterThan(seen);
  expect(barsIn(second)).toEqual(barsIn(second).map((_, i) => (barsIn(second)[0] ?? 0) + i));
  await second.end('SIGKILL');

  writeFileSync(file, counter.replace('Counts bars.', 'Counts the bars.'));
  const refused = await runViper(args);
  expect(refused).toMatchObject({ code: 2 });
  expect(refused.stderr.join('\n')).toMatch(/--data-dir: .*the file of counter with SHA-256 [0-9a-f]{12}….*cut off/);
  const without = await runViper(['start', ...options]);
  expect(without).toMatchObject({ code: 2 });

  writeFileSync(file, counter);
  const third = begin();
  await counts(third, 2);
  expect(await third.end('SIGINT')).toBe(0);
  writeFileSync(file, counter.replace('Counts bars.', 'Counts the bars.'));
  const fourth = begin();
  await counts(fourth, 2);
  expect(fourth.lines.some(({ event, strategy }) => event === 'strategy-changed' && strategy === 'counter')).toBe(true);
  expect(barsIn(fourth)[0]).toBeLessThan(Math.max(...barsIn(third)));
  expect(await fourth.end('SIGINT')).toBe(0);
}, 180_000);

test('that throws while it holds a position is stopped, and its position ends at stop or target', async () => {
  const data = join(folder.path, 'candles');
  writeCandleFolder(data, { minutes: 3_000, symbols: ['BTCUSDT', 'ETHUSDT'], seed: 20 });
  const file = join(folder.path, 'nervous.ts');
  writeFileSync(
    file,
    `import type { Candle } from 'viper/domain';
import { defineStrategy, entryAt } from 'viper/strategies';
export const strategy = defineStrategy({
  name: 'nervous',
  about: 'Enters at once and loses its nerve ten bars later.',
  params: {},
  timeframes: ['15m'],
  warmupBars: () => 1,
  create() {
    let bar: Candle | undefined;
    let held = 0;
    return {
      observe(closed) { bar = closed; },
      decide({ position, entry }) {
        if (position && ++held > 10) throw new Error('lost its nerve');
        if (position || entry || !bar) return [];
        const targets = [{ reach: 1, share: 1 }];
        const stopDistance = bar.close * 0.004;
        const intent = entryAt({ positionSide: 'long', price: bar.close, stopDistance, targets, risk: 0.01, leverage: 5, reason: 'always' });
        return intent ? [intent] : [];
      },
      save: () => ({ held }),
    };
  },
});
`,
  );
  const wish = { profile: 'strategic', strategyFiles: [file], params: {} };
  const run = await runOverWire({ feed: `replay:${data}`, ...wish, dataDir: join(folder.path, 'nervous') });
  const stopped = run.notices.filter(({ event }) => event === 'strategy-stopped');
  expect(stopped).toMatchObject([
    { level: 'critical', strategy: 'nervous', failure: 'Error: lost its nerve (nervous.ts:15)' },
  ]);
  const after = run.notices.filter(({ at }) => at > (stopped[0]?.at ?? 0));
  expect(after.some(({ event, symbol }) => event === 'trade-closed' && symbol === stopped[0]?.symbol)).toBe(true);
  expect(after.filter(({ event, owner }) => event === 'entry-sent' && owner === 'nervous')).toEqual([]);
  expect(run.notices.filter(({ event }) => event === 'stop-missing')).toEqual([]);
  expect(run.ledger.difference).toBe('0');
  expect(replay(run.journal, () => {}, [file])).toMatchObject({ matches: true, effectHash: run.effectHash });
}, 120_000);
