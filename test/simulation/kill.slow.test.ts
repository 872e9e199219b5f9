/**
 * Kills a trading bot with SIGKILL at 50 seeded instants, restarts it each time on the same folder, and checks with the
 * exchange's own books: no duplicate order, no lost fill, no position without a stop for longer than one reconcile.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { afterAll, expect, test } from 'vitest';
import { type Admin, duplicates, readState, unprotected, watchStops } from '../support/exchange-watch.ts';
import { startViper, type ViperChild } from '../support/children.ts';

const SEED = Number(process.env.VIPER_KILL_SEED ?? 20_261_121);
const KILLS = 50;
/** One reconcile on a loaded machine: connect, log in, ask, send. */
const RECONCILE_MS = 5_000;
const EAGER = ['--param', 'strengthMin=0.05', '--param', 'zoneAtr=3', '--param', 'retestBars=60', '--param', 'stopAtr=1.5'];

const folder = mkdtempSync(join(tmpdir(), 'viper-kill-'));
const children: ViperChild[] = [];

afterAll(async () => {
  await Promise.all(children.map((child) => child.end('SIGKILL')));
  rmSync(folder, { recursive: true, force: true });
});

function launch(args: readonly string[]): ViperChild {
  const child = startViper(args);
  children.push(child);
  return child;
}

const startBot = (exchangeFile: string): ViperChild =>
  launch(['start', '--exchange', exchangeFile, '--data-dir', join(folder, 'bot'), '--json', '--no-services', ...EAGER]);

/** Some kills come at any time, start-up included; some within milliseconds of an order, a fill or a reconcile. */
async function killAtSeededInstant(bot: ViperChild, random: (max: number) => number): Promise<string> {
  const kind = random(3);
  if (kind === 0) {
    await new Promise((resolve) => setTimeout(resolve, random(3_000)));
    await bot.end('SIGKILL');
    return 'anytime';
  }
  const wanted = kind === 1 ? 'entry-sent' : 'fill';
  const lateMs = random(40);
  await Promise.race([
    new Promise<void>((resolve) => bot.onLine((line) => line.event === wanted && resolve())),
    new Promise((resolve) => setTimeout(resolve, 4_000)),
    bot.ended,
  ]);
  await new Promise((resolve) => setTimeout(resolve, lateMs));
  await bot.end('SIGKILL');
  return `${wanted}+${lateMs}ms`;
}

test(`${KILLS} kills with seed ${SEED} lose nothing`, async () => {
  const generator = xoroshiro128plus(SEED);
  const random = (max: number): number => uniformInt(generator, 0, max);
  const exchange = launch(['exchange', '--json', '--feed', `synthetic:${SEED}`, '--speed', '120']);
  const address = await exchange.waitFor((line) => 'rest' in line);
  const exchangeFile = join(folder, 'exchange.json');
  writeFileSync(exchangeFile, JSON.stringify(address));
  const admin = address.admin as Admin;
  const watch = watchStops(admin, 50);
  const instants: Record<string, number> = {};

  for (let kill = 0; kill < KILLS; kill++) {
    const bot = startBot(exchangeFile);
    const instant = await killAtSeededInstant(bot, random);
    instants[instant.split('+')[0] ?? ''] = (instants[instant.split('+')[0] ?? ''] ?? 0) + 1;
    expect(bot.process.signalCode, `${instant}: ${bot.errors.join(' | ')}`).toBe('SIGKILL');
    expect(duplicates(await readState(admin)), instant).toEqual([]);
  }

  const last = startBot(exchangeFile);
  await last.waitFor((line) => line.event === 'started');
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  expect(await last.end('SIGINT')).toBe(0);
  const summary = last.lines.at(-1) as unknown as { event: string; fills: number; ledger: { difference: string } };
  await watch.stop();
  const state = await readState(admin);

  console.log(JSON.stringify({ seed: SEED, kills: instants, orders: state.accounts[0]?.finishedOrders.length, fills: state.accounts[0]?.fills.length, longestWithoutStopMs: Math.round(watch.longestMs()), summary }));
  expect(summary.event).toBe('summary');
  expect(duplicates(state)).toEqual([]);
  expect(unprotected(state)).toEqual([]);
  expect(watch.longestMs()).toBeLessThan(RECONCILE_MS);
  expect(state.accounts[0]?.fills.length).toBeGreaterThan(10);
  expect(state.totalCash).toBe('10000');
  expect(summary.ledger.difference).toBe('0');
}, 600_000);
