import { afterAll, beforeAll, expect, it } from 'vitest';
import { exchange } from './embedded-exchange.ts';
import { universe } from './universe.ts';

let running: Awaited<ReturnType<typeof exchange>>;

beforeAll(async () => {
  running = await exchange({
    feed: 'synthetic:3',
    symbols: ['BTCUSDT', 'ETHUSDT', 'XRPUSDT', 'DOGEUSDT'],
    port: 0,
    accounts: 'classic:1',
    accountsFile: undefined,
    balance: '1000',
    positionMode: undefined,
    leverage: undefined,
    speed: 'driven',
    seed: undefined,
    faults: undefined,
    dataDir: undefined,
  });
});

afterAll(() => running.close());

const ask = (which: string, settings: Record<string, number> = {}, scoresMax = 40) =>
  universe({ which, members: [], settings, scoresMax, baseUrl: running.address.rest });

it('says of every market of an exchange whether it is in, and by which rule', async () => {
  const { symbols, rows, closed } = await ask('top:3', { quoteVolumeMin: 0, volatilityMin: 0 });
  expect(symbols.slice(0, 2)).toEqual(['BTCUSDT', 'ETHUSDT']);
  expect(rows.map(({ rule }) => rule).toSorted()).toEqual(['beyond-top', 'priority', 'priority', 'rank']);
  for (const { spreadBps } of rows) expect(spreadBps).toBeGreaterThan(0);
  expect(closed).toEqual([]);
});

it('ranks by score, as many as are asked for, and says what it could not go by', async () => {
  const settings = { quoteVolumeMin: 0, volatilityMin: 0 };
  const { rows, notes } = await ask('top:3', settings);
  const ranked = rows.filter(({ rank }) => rank !== null);
  expect(ranked.map(({ symbol }) => symbol).toSorted()).toEqual(['DOGEUSDT', 'XRPUSDT']);
  const scores = ranked.map(({ score }) => score ?? Number.NaN);
  for (const score of scores) expect(score).toBeGreaterThanOrEqual(0);
  expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  expect(notes).toEqual([expect.stringMatching(/^the filter "age" could not be applied to 2 of 2 symbols \(/)]);
  const one = await ask('top:3', settings, 1);
  expect(one.rows.filter(({ score }) => score !== undefined)).toHaveLength(1);
  expect(one.notes).toContainEqual(expect.stringMatching(/^no score is known of 1 of 2 symbols .* ranked by volume/));
});

it('takes the priority list alone, and filters by its settings', async () => {
  expect((await ask('priority')).symbols).toEqual(['BTCUSDT', 'ETHUSDT']);
  const { rows } = await ask('top:4', { spreadBpsMax: 0.1, quoteVolumeMin: 0, volatilityMin: 0 });
  expect(rows.filter(({ isIn }) => !isIn).map(({ rule }) => rule)).toEqual(['spread', 'spread']);
});

it('refuses a setting that is none or out of its bounds', async () => {
  await expect(ask('top:3', { speed: 1 })).rejects.toThrow(/--param: "speed".*quoteVolumeMin/);
  await expect(ask('top:3', { stayShare: 2 })).rejects.toThrow(/universe\.stayShare: 2/);
  await expect(ask('best')).rejects.toThrow(/--universe: "best"/);
});
