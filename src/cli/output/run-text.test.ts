/** A start says what it goes on from and what keeps it from entering; a status, what a person has to know first. */
import { expect, test } from 'vitest';
import { createStubEngine, stubStatus } from '../../../test/support/stub-engine.ts';
import type { RunningPlatform, StatusFound } from '../roots/index.ts';
import { renderStatus } from './live-status.ts';
import { pausedLines, startedLines, summaryText } from './run-text.ts';
import { statusText } from './status-text.ts';

const platform = (entriesBefore: number, state: StatusFound['state'] = 'running') =>
  ({
    started: {
      mode: 'demo',
      network: 'embedded',
      family: 'classic',
      feed: 'synthetic, seed 1',
      speed: 60,
      strategies: ['scalper'],
      timeframe: '1m',
      symbols: ['BTCUSDT'],
      journal: 'j.sqlite',
      entriesBefore,
    },
    engine: { ...createStubEngine(), status: () => ({ ...stubStatus, state }) },
  }) as unknown as RunningPlatform;

test('a new run, and one that goes on', () => {
  expect(startedLines(platform(0)).at(-1)).toBe('journal j.sqlite');
  expect(startedLines(platform(7)).at(-1)).toBe('journal j.sqlite, which goes on after 7 entries');
  expect(startedLines(platform(0))[0]).toBe(
    'Viper demo (embedded, classic): synthetic, seed 1 at 60× real time; times are those of the market',
  );
});

test('a run that was left paused says how to go on', () => {
  expect(pausedLines(platform(7))).toEqual([]);
  expect(pausedLines(platform(7, 'paused'))).toEqual([expect.stringMatching(/^PAUSED: .*`viper resume`/)]);
});

test('the end tells what was won, and the books to the last digit', () => {
  const summary = {
    orders: 3,
    fills: 9,
    trades: 4,
    ledger: { ours: '10021.50000001', exchange: '10021.50000001', difference: '0' },
    equity: '10034.25',
    fees: '3.214',
    funding: '-0.12',
    openPositions: 0,
    open: { isConfirmed: true, positions: [], orders: [] },
    refusals: { paused: 1, 'max-positions': 2 },
    entries: 12,
    journal: 'j.sqlite',
    effectHash: 'aa',
    stateHash: 'bb',
    elapsedMs: 5,
  };
  const text = summaryText(summary, platform(0));
  expect(text).toMatch(/trades +4 \(3 won, 1 lost\)\nprofit +today 21\.50 USDT realised; max drawdown 21\.30 USDT\n/);
  expect(text).toMatch(/our ledger +10021\.50000001 USDT\n[\s\S]*refusals +max-positions 2, paused 1\n/);
});

test.each([40, 60, 200])('the live status keeps to %d columns, and shows each stop', (columns) => {
  const terminal = { columns, isInteractive: true, print() {}, tell() {}, paint() {} };
  const lines = renderStatus({ terminal, engine: createStubEngine(), header: ['x'.repeat(300)] }).split('\n');
  expect(Math.max(...lines.map(({ length }) => length))).toBe(columns);
  if (columns >= 60) expect(lines.find((line) => line.startsWith('BTCUSDT'))).toContain(' 58800');
});

test.each<[Partial<StatusFound>, RegExp]>([
  [{}, /^state +RUNNING\nrun +demo, embedded, classic: synthetic, seed 7/],
  [{ state: 'paused' }, /^state +PAUSED: .*`viper resume`/],
  [{ isStale: true }, /^state +RUNNING\nSTALE MARKET +prices are older/],
  [{ isAccountStale: true, accountAt: undefined }, /STALE ACCOUNT +the exchange was asked for it never yet/],
  [{}, /equity +10034\.25 USDT: balance 10021\.50, open \+12\.75; 9700\.05 available/],
  [{}, /open +BTCUSDT long 0\.05, NO STOP-LOSS/],
  [
    { breaker: { state: 'cooldown', until: stubStatus.at, sizeFactor: '0.5', consecutiveLosses: 0 } },
    /breaker +cooldown: no entries until 2025-01-15 12:00:00 UTC/,
  ],
  [{ breaker: { ...stubStatus.breaker, state: 'reduced', sizeFactor: '0.5' } }, /reduced: entries of 0\.5 times/],
  [{ symbolsOutside: ['ETHUSDT'] }, /not entered +ETHUSDT/],
])('the status %j', (given, said) => {
  const open = [{ symbol: 'BTCUSDT', side: 'long', size: '0.05', stopLoss: undefined }] as const;
  expect(statusText({ ...stubStatus, ...given }, open)).toMatch(said);
});
