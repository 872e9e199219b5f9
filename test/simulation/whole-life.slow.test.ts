/**
 * Whole lives of the bot on driven time, each from a seed: everything that a hand and a network can do, and at the end
 * engine, venue and journal say the same. SIM_SEED=7 lives one of them, SIM_SEEDS=5000 so many; SIM_STORY=1 tells all of it.
 */
import { expect, test } from 'vitest';
import { type LifeReport, WholeLife } from './life/whole-life.ts';

const LIVES = 250;
/** Beyond the first ones; each has failed once. */
const NOTABLE: readonly number[] = [5_108];
const { SIM_SEED, SIM_SEEDS = String(LIVES) } = process.env;
const FILE = 'test/simulation/whole-life.slow.test.ts';
const TOLD_LINES = 30;

const seeds =
  SIM_SEED === undefined
    ? [...Array.from({ length: Number(SIM_SEEDS) }, (_, index) => index + 1), ...NOTABLE]
    : [Number(SIM_SEED)];

/** Each fault has come in some life, and each of these commands was done in one. */
const EXPECTED: readonly string[] = [
  ...['lostAfter', 'lostBefore', 'late', 'rejected', 'limited', 'unanswered', 'slow', 'twice', 'held'],
  ...['cuts', 'outages', 'silences', 'crashes', 'crashesWithin', 'stops'],
  ...['open-position', 'close-position', 'amend-order', 'move-stop', 'cancel-order', 'cancel-all', 'set-leverage'].map(
    (kind) => `${kind} done`,
  ),
  ...['add-symbol', 'remove-symbol', 'switch-strategy', 'tighten-limits', 'loosen-limits', 'reconcile'].map(
    (kind) => `${kind} done`,
  ),
  ...['pause done', 'resume done', 'kill done', 'open-position refused', 'amend-order refused'],
];

async function live(seed: number): Promise<LifeReport> {
  const life = new WholeLife(seed);
  try {
    return await life.live();
  } catch (error) {
    const again = `SIM_SEED=${seed} npx vitest run --config vitest.slow.config.ts ${FILE}`;
    const story = life.story.tail(TOLD_LINES).join('\n');
    throw new Error(`seed ${seed}: ${String(error)}\n${story}\nagain: ${again}`, { cause: error });
  }
}

test(`${seeds.length} whole lives lose and double nothing, and end in agreement`, async () => {
  const reports: LifeReport[] = [];
  for (const seed of seeds) reports.push(await live(seed));
  const sum = (of: (report: LifeReport) => number): number => reports.reduce((total, report) => total + of(report), 0);
  const came = new Set(reports.flatMap(({ counts }) => [...counts.keys()]));
  console.log(
    JSON.stringify({
      lives: reports.length,
      steps: sum(({ steps }) => steps),
      fills: sum(({ fills }) => fills),
      starts: sum(({ starts }) => starts),
      longestWithoutStopMs: Math.max(...reports.map(({ bareMaxMs }) => bareMaxMs)),
    }),
  );
  if (seeds.length < LIVES) return;
  expect(EXPECTED.filter((name) => !came.has(name))).toEqual([]);
  expect(sum(({ fills }) => fills)).toBeGreaterThan(10 * reports.length);
});

test('a life repeats to the byte', async () => {
  const [first, second] = [await live(seeds[0] ?? 1), await live(seeds[0] ?? 1)];
  expect(second).toEqual(first);
});
