/**
 * Symbols that come and go while a run goes on, over the embedded exchange and the command line: added, decided upon, kept
 * through a kill; taken out with a position, whose stop stays, and left when it is flat.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import type { NoticeLine } from '../../src/cli/index.ts';
import { lots } from '../../src/domain/index.ts';
import { start } from '../../src/main/start.ts';
import { type Line, runViper, startViper, type ViperChild } from '../support/children.ts';
import { countingStrategy } from '../support/counting-strategy.ts';
import { type Admin, readState } from '../support/exchange-watch.ts';
import { writeCandleFolder } from '../support/generated-candles.ts';
import { quietRequest } from '../support/run-request.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder('symbols');
const children: ViperChild[] = [];
const soon = { timeout: 20_000, interval: 100 };

afterAll(async () => {
  await Promise.all(children.map((child) => child.end('SIGKILL')));
  folder.remove();
});

function launch(args: readonly string[]): ViperChild {
  const child = startViper(args);
  children.push(child);
  return child;
}

const WARMUP_BARS = 30;

const isCount =
  (symbol: string) =>
  (line: Line): boolean =>
    line.event === 'entry-refused' && line.rule === 'counted' && line.symbol === symbol;
const countsOf = (bot: ViperChild, symbol: string): number[] =>
  bot.lines.filter(isCount(symbol)).map(({ bars }) => Number(bars));

type Services = { readonly liveTradingEngine: string; readonly exchangeConnector: string };

/** Calls the bot's services and its command line. */
async function handsOn(bot: ViperChild) {
  const { services } = (await bot.waitFor(({ event }) => event === 'started')) as unknown as { services: Services };
  const ask = async (url: string, method: string, body: object = {}): Promise<Record<string, unknown>> => {
    const init = { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    return (await (await fetch(url, method === 'GET' ? {} : init)).json()) as Record<string, unknown>;
  };
  const env = { LIVE_TRADING_ENGINE_PORT: new URL(services.liveTradingEngine).port };
  return {
    symbols: (...words: string[]) => runViper(['symbols', ...words, '--json'], env),
    status: () => ask(`${services.liveTradingEngine}/api/status`, 'GET'),
    order: (body: object) => ask(`${services.exchangeConnector}/api/orders`, 'POST', body),
    close: (symbol: string) => ask(`${services.exchangeConnector}/api/positions/${symbol}/close`, 'POST'),
  };
}

/** Of 0.1 ETH, with the stop of the session. */
const LONG_OF_ETH = {
  symbol: 'ETHUSDT',
  positionSide: 'long',
  type: 'market',
  price: undefined,
  size: lots(10),
  timeInForce: 'ioc',
  marginMode: 'isolated',
  leverage: 5,
  stopLoss: undefined,
  takeProfit: undefined,
} as const;

const long = { symbol: 'ETHUSDT', side: 'long', type: 'market', amount: 0.1, leverage: 5 };

test('a symbol is added, decided upon, kept through a kill, taken out with a position, and left when it is flat', async () => {
  const file = join(folder.path, 'counter.mjs');
  writeFileSync(file, countingStrategy(WARMUP_BARS));
  const exchange = launch(['exchange', '--json', '--feed', 'synthetic:5', '--speed', '300']);
  const address = await exchange.waitFor((line) => 'rest' in line);
  const exchangeFile = join(folder.path, 'exchange.json');
  writeFileSync(exchangeFile, JSON.stringify(address));
  const stops = async (): Promise<readonly string[]> =>
    (await readState(address.admin as Admin)).accounts.flatMap(({ openTriggers }) =>
      openTriggers.map(({ symbol, kind }) => `${symbol} ${kind}`),
    );
  const begin = (): ViperChild =>
    launch([
      'start',
      ...['--exchange', exchangeFile, '--data-dir', join(folder.path, 'bot'), '--strategy', file],
      ...['--symbols', 'BTCUSDT', '--json', '--ports', 'free'],
    ]);
  const decides = (bot: ViperChild, count: number): Promise<Line> =>
    bot.waitFor((line) => isCount('ETHUSDT')(line) && countsOf(bot, 'ETHUSDT').length >= count);

  const first = begin();
  const asked = await handsOn(first);
  await first.waitFor(isCount('BTCUSDT'));
  const unknown = await asked.symbols('add', 'NOPEUSDT');
  expect([unknown.code, unknown.stderr.join()]).toEqual([
    1,
    expect.stringMatching(/symbol: "NOPEUSDT" .*lists: .*ETHUSDT/),
  ]);
  expect(countsOf(first, 'ETHUSDT')).toEqual([]);
  expect((await asked.symbols('add', 'ETHUSDT')).stdout).toEqual([{ symbol: 'ETHUSDT', isChange: true }]);
  expect((await asked.symbols('add', 'ETHUSDT')).stdout).toEqual([{ symbol: 'ETHUSDT', isChange: false }]);
  await decides(first, 3);
  expect(countsOf(first, 'ETHUSDT')[0]).toBeGreaterThan(WARMUP_BARS);
  await first.end('SIGKILL');
  const seen = Math.max(...countsOf(first, 'ETHUSDT'));

  const second = begin();
  const again = await handsOn(second);
  await decides(second, 3);
  expect(countsOf(second, 'ETHUSDT')[0]).toBeGreaterThan(seen);
  expect(await again.status()).toMatchObject({ symbols: ['BTCUSDT', 'ETHUSDT'], symbolsAdded: ['ETHUSDT'] });
  expect(await again.order(long)).toMatchObject({ symbol: 'ETHUSDT' });
  await vi.waitFor(async () => expect(await stops()).toEqual(['ETHUSDT stop-loss']), soon);
  expect((await again.symbols('remove', 'ETHUSDT')).stdout).toMatchObject([{ isChange: true, openPositions: 1 }]);
  expect(await again.order(long)).toMatchObject({ status: 422 });
  await second.end('SIGKILL');

  const third = begin();
  const last = await handsOn(third);
  await decides(third, 2);
  expect(await stops()).toEqual(['ETHUSDT stop-loss']);
  expect(await last.status()).toMatchObject({ symbols: ['BTCUSDT', 'ETHUSDT'], openPositions: 1 });
  const listed = (await last.symbols('list')).stdout[0] as { symbols: object[] };
  expect(listed.symbols[1]).toMatchObject({
    symbol: 'ETHUSDT',
    enters: false,
    by: 'hand',
    positions: [{ side: 'long' }],
  });
  expect(await last.close('ETHUSDT')).toMatchObject({ symbol: 'ETHUSDT' });
  await third.waitFor(({ event }) => event === 'symbol-unfollowed');
  await vi.waitFor(
    async () => expect(await last.status()).toMatchObject({ symbols: ['BTCUSDT'], openPositions: 0 }),
    soon,
  );
  expect(await stops()).toEqual([]);
  expect(await third.end('SIGINT')).toBe(0);
}, 120_000);

test.each(['classic', 'unified'] as const)(
  'mode paper, %s: the embedded exchange trades what Bitget lists as soon as it is asked for, and after a restart',
  async (family) => {
    const bitget = launch(['exchange', '--json', '--feed', 'synthetic:6', '--speed', '1']);
    const { rest } = await bitget.waitFor((line) => 'rest' in line);
    vi.stubEnv('BITGET_BASE_URL', String(rest));
    vi.stubEnv('RATE_LIMIT_REQUESTS_PER_SECOND', '100');
    const wish = { mode: 'paper', feed: 'synthetic', family, symbols: ['BTCUSDT'] } as const;
    const run = () => start(quietRequest({ ...wish, dataDir: join(folder.path, `paper-${family}`) }));
    const first = await run();
    const { command } = first.engine;
    expect(await command({ kind: 'add-symbol', symbol: 'NOPEUSDT' }, 'a')).toMatchObject({ rule: 'unknown-symbol' });
    expect(await command({ kind: 'add-symbol', symbol: 'ETHUSDT' }, 'b')).toMatchObject({ ok: true });
    let attempts = 0;
    const order = { kind: 'open-position', ...LONG_OF_ETH } as const;
    await vi.waitFor(async () => expect(await command(order, `long ${attempts++}`)).toMatchObject({ ok: true }), soon);
    await vi.waitFor(() => expect(first.engine.positions()).toMatchObject([{ symbol: 'ETHUSDT' }]), soon);
    expect(await first.stop()).toMatchObject({ openPositions: 1, ledger: { difference: '0' } });

    const second = await run();
    expect(second.engine.status().symbols).toEqual(['BTCUSDT', 'ETHUSDT']);
    expect(second.engine.positions()).toMatchObject([{ symbol: 'ETHUSDT', stopLoss: expect.any(String) }]);
    const heardAt = second.engine.ticker('ETHUSDT')?.at ?? 0;
    await vi.waitFor(() => expect(second.engine.ticker('ETHUSDT')?.at).toBeGreaterThan(heardAt), soon);
    const close = { kind: 'close-position', symbol: 'ETHUSDT', positionSide: 'long', size: undefined } as const;
    expect(await second.engine.command(close, 'close')).toMatchObject({ ok: true });
    await vi.waitFor(() => expect(second.engine.positions()).toEqual([]), soon);
    expect(await second.stop()).toMatchObject({ openPositions: 0, ledger: { difference: '0' } });
    vi.unstubAllEnvs();
  },
  60_000,
);

test('a universe begins with what the exchange tells, says what it cannot go by, and gives way to the hand', async () => {
  // Which of the last two is traded enough to be looked at further depends on the hour at which the market begins.
  const symbols = ['BTCUSDT', 'ETHUSDT', 'XRPUSDT', 'DOGEUSDT'];
  const bitget = launch(['exchange', '--json', '--feed', 'synthetic:7', '--symbols', symbols.join(), '--speed', '1']);
  vi.stubEnv('BITGET_BASE_URL', String((await bitget.waitFor((line) => 'rest' in line)).rest));
  vi.stubEnv('RATE_LIMIT_REQUESTS_PER_SECOND', '100');
  const notices: NoticeLine[] = [];
  const onNotice = (line: NoticeLine) => void notices.push(line);
  const dataDir = join(folder.path, 'universe');
  const wish = { mode: 'paper', feed: 'synthetic', universe: 'top:2', symbols, dataDir, onNotice } as const;
  const platform = await start(quietRequest(wish));
  try {
    const outside = (): readonly string[] => platform.engine.status().symbolsOutside;
    // The other two go first, whatever these are worth.
    expect(outside()).toEqual(['XRPUSDT', 'DOGEUSDT']);
    expect(notices.filter(({ event }) => event === 'universe-filter-off')).toMatchObject([
      { filter: 'age', reason: expect.stringMatching(/"age" could not be applied to (1 of 1|2 of 2) symbols/) },
    ]);
    expect(await platform.engine.command({ kind: 'add-symbol', symbol: 'XRPUSDT' }, 'a')).toMatchObject({
      ok: true,
      details: { isChange: true },
    });
    expect(outside()).toEqual(['DOGEUSDT']);
  } finally {
    vi.unstubAllEnvs();
    await platform.stop();
  }
}, 60_000);

test('a recording has its own symbols alone, and says so', async () => {
  const data = join(folder.path, 'candles');
  writeCandleFolder(data, { seed: 1, minutes: 2_000, symbols: ['BTCUSDT'] });
  const feed = `replay:${data}`;
  const dataDir = join(folder.path, 'recorded');
  const platform = await start(quietRequest({ mode: 'demo', feed, speed: 600, symbols: undefined, dataDir }));
  try {
    expect(await platform.engine.command({ kind: 'add-symbol', symbol: 'ETHUSDT' }, 'a')).toEqual({
      ok: false,
      rule: 'unknown-symbol',
      details: { symbol: 'ETHUSDT', allowed: 'a USDT-margined perpetual that the exchange lists: BTCUSDT' },
    });
  } finally {
    await platform.stop();
  }
}, 60_000);
