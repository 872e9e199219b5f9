/** `viper trades` over real journals: of a backtest, of several runs, and while one is being written. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runInProcess } from '../../test/support/command-in-process.ts';
import { billOf, fillOf } from '../../test/support/fills.ts';
import { writeCandleFolder } from '../../test/support/generated-candles.ts';
import { btc, sessionOf } from '../../test/support/instruments.ts';
import { runBacktest } from '../../test/support/platform-run.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { systemClock } from '../adapters/clock/index.ts';
import { JOURNAL, openSqliteJournal } from '../adapters/storage/index.ts';
import type { BacktestReport } from '../backtest/index.ts';
import type { PastTrades } from '../cli/index.ts';
import { asMoney, type Event, type Fill, formatMoney, lots, type Mode, money, ticks } from '../domain/index.ts';

const HOUR = 3_600_000;
const folder = temporaryFolder('trades');
const backtested = join(folder.path, 'backtest.sqlite');
let report: BacktestReport;

beforeAll(() => {
  const data = join(folder.path, 'candles');
  writeCandleFolder(data, { symbols: ['BTCUSDT', 'ETHUSDT'], seed: 6, minutes: 1_000 });
  report = runBacktest({ data, timeframe: '1m' }, backtested);
});
afterAll(() => folder.remove());

const told = async (...options: readonly string[]): Promise<PastTrades> => {
  const { code, stdout, stderr } = await runInProcess(['trades', '--json', ...options]);
  expect([code, stderr, stdout.length]).toEqual([0, [], 1]);
  return JSON.parse(stdout[0] ?? '') as PastTrades;
};

const shown = async (...options: readonly string[]): Promise<string> =>
  (await runInProcess(['trades', ...options])).stdout.join('\n');

describe('of a backtest', () => {
  it('the sums are those of its report, and the books are its books', async () => {
    const { summary, books, open, trades, mode } = await told('--journal', backtested);
    expect(report.trades).toBeGreaterThan(5);
    expect([mode, trades.length]).toEqual(['backtest', report.trades]);
    expect([summary.trades, summary.wins, summary.losses]).toEqual([report.trades, report.wins, report.losses]);
    expect([summary.winRate, summary.profitFactor]).toEqual([report.winRate, report.profitFactor]);
    expect([open, books.opening, books.balance]).toEqual([
      report.openPositions,
      report.startBalance,
      report.endBalance,
    ]);
    expect(trades.every(({ owner, gap }) => owner === 'strategic' && gap === null)).toBe(true);
    const parts = [books.opening ?? '', books.transfers, books.trades, books.open, books.beside].map((text) =>
      money(text),
    );
    expect(formatMoney(asMoney(parts.reduce((all, part) => all + part, 0n)))).toBe(report.endBalance);
  });

  it('a span and a symbol choose among them, and a limit shows the last', async () => {
    const all = await told('--journal', backtested);
    const [first, middle] = [all.trades[0], all.trades[3]];
    const at = new Date(Math.ceil((middle?.closedAt ?? 0) / 1_000) * 1_000).toISOString().slice(0, 19);
    const [before, after] = [
      await told('--journal', backtested, '--until', at),
      await told('--journal', backtested, '--since', at),
    ];
    expect([...before.trades, ...after.trades]).toEqual(all.trades);
    expect(before.trades.length).toBeGreaterThanOrEqual(4);
    expect(after.books).toEqual(all.books);
    const one = await told('--journal', backtested, '--symbol', 'BTC/USDT:USDT', '--limit', '2');
    expect(one.trades).toEqual(all.trades.filter(({ symbol }) => symbol === 'BTCUSDT').slice(-2));
    expect(one.summary.trades).toBe(all.trades.filter(({ symbol }) => symbol === 'BTCUSDT').length);
    // In the market's time, which ends with the journal.
    expect((await told('--journal', backtested, '--since', '9999d')).trades[0]).toEqual(first);
  });

  it('the CSV has a line a trade, exact', async () => {
    const { trades } = await told('--journal', backtested);
    const [head = '', ...lines] = (await shown('--journal', backtested, '--csv')).split('\n');
    expect(head.split(',').slice(0, 5)).toEqual(['opened_utc', 'closed_utc', 'held_s', 'symbol', 'side']);
    expect(lines).toHaveLength(trades.length);
    const at = head.split(',').indexOf('net_usdt');
    expect(lines.map((line) => line.split(',')[at])).toEqual(trades.map(({ net }) => net));
  });
});

describe('of a data folder', () => {
  let count = 0;
  const fill = (at: number, given: Partial<Fill>): Event => {
    count += 1;
    return { type: 'fill', at, fill: fillOf({ tradeId: `t${count}`, clientOid: 'test-e1', at, ...given }) };
  };
  const session = (at: number, mode: Mode): Event => ({
    type: 'session',
    at,
    config: sessionOf({ mode, strategies: [{ name: 'newbie', timeframe: '1m', params: {} }] }),
    instruments: [btc],
  });
  const comparison = (at: number): Event => ({
    type: 'reconciled',
    at,
    state: {
      isConsistent: false,
      account: { balance: money('500'), available: money('500'), positionMode: 'hedge' },
      positions: [],
      orders: [],
      absent: [],
      triggers: [],
      fills: [],
      bills: [],
    },
  });
  /** A trade of 1000 USDT that lasts an hour and brings 10 − 1.2 − 0.1. */
  const trade = (at: number): Event[] => [
    fill(at, { price: ticks(100_000), size: lots(100) }),
    { type: 'bill', at, bill: billOf({ billId: `b${at}`, at }) },
    fill(at + HOUR, { intent: 'close', price: ticks(101_000), size: lots(100), profit: money('10') }),
  ];

  /** @returns the folder, and what ends the writing */
  function written(name: string, events: readonly Event[]): { readonly dataDir: string; readonly end: () => void } {
    const dataDir = join(folder.path, name);
    const journal = openSqliteJournal(join(dataDir, JOURNAL), { mode: 'write' });
    for (const [i, event] of events.entries()) journal.append({ seq: i + 1, event, effectHash: undefined });
    journal.flush();
    return { dataDir, end: () => journal.close() };
  }

  it('every run counts, while the last one goes on; ago is from now where time is real', async () => {
    const now = systemClock.now();
    const [long, today] = [now - 100 * HOUR, now - 5 * HOUR];
    const starts = [session(long, 'live'), comparison(long)];
    const events = [...starts, ...trade(long), session(today, 'live'), comparison(today), ...trade(today)];
    const { dataDir, end } = written('live', events);
    try {
      const all = await told('--data-dir', dataDir);
      expect(all.summary).toMatchObject({ trades: 2, net: '17.4', fees: '2.4', funding: '-0.2', winRate: 1 });
      expect(all.books).toMatchObject({ opening: '500', balance: '517.4' });
      expect((await told('--data-dir', dataDir, '--since', '24h')).trades).toEqual(all.trades.slice(1));
      const [title, ...rest] = (await shown('--data-dir', dataDir)).split('\n');
      expect(title).toMatch(/^REAL MONEY: mode live/);
      expect(rest.join('\n')).toContain('500 at the beginning + 17.4 (trades) = 517.4 USDT');
    } finally {
      end();
    }
  });

  it('what has no entry, and what has no trade, is said in a sentence', async () => {
    const { dataDir: empty, end } = written('empty', []);
    expect(await shown('--data-dir', empty)).toMatch(/has no entries yet: nothing was traded\.$/);
    end();
    const { dataDir, end: endToo } = written('quiet', [session(1, 'demo'), comparison(2)]);
    expect(await shown('--data-dir', dataDir, '--symbol', 'BTCUSDT')).toMatch(
      /^play money: mode demo.*\nNo trade has ended in BTCUSDT; nothing is open\.$/,
    );
    endToo();
  });
});

it.each([
  ['a moment', ['--since', 'noon'], /^viper: --since: "noon" is not allowed; expected a UTC date or time.* 7d$/],
  ['a unit', ['--until', '3weeks'], /^viper: --until: "3weeks" is not allowed; expected a UTC date or time.* 7d$/],
  ['a count', ['--limit', '-1'], /^viper: --limit: "-1" is not allowed; expected a whole number from 0/],
  ['a span that ends first', ['--since', '2025-05-05', '--until', '2025-05-04'], /^viper: --until: "2025-05-04T/],
  ['two forms at once', ['--csv'], /^viper: --json: .* one of the two$/],
  ['two places', ['--data-dir', 'x'], /^viper: --journal: .* without --data-dir$/],
  ['a symbol', ['--symbol', 'BTC'], /^viper: symbol: "BTC" is not allowed/],
])('%s that is not allowed is one line and exit code 2', async (_, options, line) => {
  const { code, stdout, stderr } = await runInProcess(['trades', '--json', '--journal', backtested, ...options]);
  expect([code, stdout, stderr]).toEqual([2, [], [expect.stringMatching(line)]]);
});

it('a folder without a journal is named', async () => {
  const { code, stderr } = await runInProcess(['trades', '--data-dir', join(folder.path, 'nobody')]);
  expect([code, stderr]).toEqual([2, [expect.stringMatching(/nobody.*a journal that exists/)]]);
});
