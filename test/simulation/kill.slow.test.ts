/**
 * Kills a trading bot with SIGKILL at 50 seeded instants, restarts it each time on the same folder, and checks with the
 * exchange's own books: no duplicate order, no lost fill, no position without a stop for longer than one reconcile.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { afterAll, expect, test } from 'vitest';
import { startViper, type ViperChild } from '../support/children.ts';
import { type Admin, duplicates, readState, unprotected, watchStops } from '../support/exchange-watch.ts';

const SEED = Number(process.env.KILL_SEED ?? 20_261_121);
const KILLS = 50;
/** One reconcile on a loaded machine: connect, log in, ask, send. */
const RECONCILE_MS = 5_000;
/** Price distance of stops and targets of the orders by hand: reached within minutes of market time. */
const REACH = 0.0015;
const ORDER_EVERY_MS = 30;
/** Losses neither pause it nor end its day: it has something to lose at every kill. */
const TIRELESS = { MAX_CONSECUTIVE_LOSSES: '100', MAX_DAILY_LOSSES: '1000000' };
/** From its start line on; that one may take as long as the machine needs. */
const NOTABLE_WAIT_MS = 6_000;

const folder = mkdtempSync(join(tmpdir(), 'viper-kill-'));
const children: ViperChild[] = [];

afterAll(async () => {
  await Promise.all(children.map((child) => child.end('SIGKILL')));
  rmSync(folder, { recursive: true, force: true });
});

function launch(args: readonly string[], env: Readonly<Record<string, string>> = {}): ViperChild {
  const child = startViper(args, env);
  children.push(child);
  return child;
}

const startBot = (exchangeFile: string): ViperChild =>
  launch(
    ['start', '--exchange', exchangeFile, '--data-dir', join(folder, 'bot'), '--json', '--ports', 'free'],
    TIRELESS,
  );

/** Opens positions by hand, one after another, besides what the strategy does, until the bot is gone. */
async function trade(bot: ViperChild, random: (max: number) => number): Promise<void> {
  const { services, symbols } = (await bot.waitFor((line) => line.event === 'started')) as unknown as Started;
  const ask = async (url: string, body?: object): Promise<Record<string, unknown>> => {
    const init = body && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    };
    return (await (await fetch(url, init)).json()) as Record<string, unknown>;
  };
  while (bot.process.exitCode === null && bot.process.signalCode === null) {
    const symbol = symbols[random(symbols.length - 1)] ?? 'BTCUSDT';
    const ticker = await ask(`${services.marketDataManager}/api/ticker/${symbol}`);
    await ask(`${services.exchangeConnector}/api/orders`, orderBody(symbol, String(ticker.price), random(1) === 0));
    await new Promise((resolve) => setTimeout(resolve, ORDER_EVERY_MS));
  }
}

type Started = { services: { exchangeConnector: string; marketDataManager: string }; symbols: string[] };

/** About 200 USDT, with a stop near by and a target at the same distance, on the tick of the quoted price. */
function orderBody(symbol: string, price: string, isLong: boolean): object {
  const decimals = price.split('.')[1]?.length ?? 0;
  const at = (share: number): string => (Number(price) * (1 + (isLong ? share : -share))).toFixed(decimals);
  const amount = Math.max(1, Math.round((200 / Number(price)) * 1_000)) / 1_000;
  const whole = Number(price) < 10 ? Math.ceil(amount) : amount;
  return {
    symbol,
    side: isLong ? 'long' : 'short',
    type: 'market',
    amount: whole,
    leverage: 10,
    stop_loss: at(-REACH),
    take_profit: at(REACH),
  };
}

/** A third of the kills comes at any time, start-up included; the others within 40 ms of an order or of a fill, if there is one. */
async function killAtSeededInstant(bot: ViperChild, random: (max: number) => number): Promise<string> {
  const kind = ['anytime', 'entry-sent', 'fill'][random(2)] ?? 'anytime';
  if (kind === 'anytime') await pause(random(2_500));
  else {
    const notable = random(4) + 1;
    const isUp = bot.waitFor((line) => line.event === 'started').catch(() => {});
    await Promise.race([nth(bot, kind, notable), isUp.then(() => pause(NOTABLE_WAIT_MS)), bot.ended]);
    await pause(random(40));
  }
  await bot.end('SIGKILL');
  return kind;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const nth = (bot: ViperChild, event: string, count: number): Promise<void> =>
  new Promise((resolve) => {
    let seen = 0;
    bot.onLine((line) => line.event === event && ++seen === count && resolve());
  });

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
    const trading = trade(bot, random).catch(() => {});
    const instant = await killAtSeededInstant(bot, random);
    await trading;
    instants[instant] = (instants[instant] ?? 0) + 1;
    expect(bot.process.signalCode, `${instant}: ${bot.errors.join(' | ')}`).toBe('SIGKILL');
    expect(duplicates(await readState(admin)), instant).toEqual([]);
  }

  const last = startBot(exchangeFile);
  await last.waitFor((line) => line.event === 'started');
  await pause(2_000);
  expect(await last.end('SIGINT')).toBe(0);
  const summary = last.lines.at(-1) as unknown as { event: string; fills: number; ledger: { difference: string } };
  await watch.stop();
  const state = await readState(admin);

  console.log(
    JSON.stringify({
      seed: SEED,
      kills: instants,
      orders: state.accounts[0]?.finishedOrders.length,
      fills: state.accounts[0]?.fills.length,
      longestWithoutStopMs: Math.round(watch.longestMs()),
      summary,
    }),
  );
  expect(summary.event).toBe('summary');
  expect(duplicates(state)).toEqual([]);
  expect(unprotected(state)).toEqual([]);
  expect(watch.longestMs()).toBeLessThan(RECONCILE_MS);
  expect(state.accounts[0]?.fills.length).toBeGreaterThan(KILLS);
  expect(state.totalCash).toBe('10000');
  expect(summary.ledger.difference).toBe('0');
}, 900_000);
