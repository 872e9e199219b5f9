/** Past trades as a person sees them: whose money it was, what is not known, and what fits. */
import { expect, test } from 'vitest';
import type { TradeRow } from '../../engine/index.ts';
import type { PastTrades } from '../roots/index.ts';
import { tradesTable } from './trades-table.ts';
import { tradesText } from './trades-text.ts';

const row = (given: Partial<TradeRow> = {}): TradeRow => ({
  symbol: 'BTCUSDT',
  side: 'long',
  owner: null,
  size: '0.1',
  entryPrice: '10000',
  exitPrice: '10100.123',
  entryNotional: '1000',
  exitNotional: '1010.0123',
  profit: '10.0123',
  fees: '1.206',
  funding: '-0.1',
  other: '0',
  net: '8.7063',
  openedAt: Date.UTC(2025, 0, 1, 12),
  closedAt: Date.UTC(2025, 0, 1, 16, 5),
  gap: null,
  ...given,
});

const sums: PastTrades['summary'] = {
  trades: 1,
  wins: 1,
  losses: 0,
  unseen: 0,
  winRate: 1,
  profit: '10.0123',
  fees: '1.206',
  funding: '-0.1',
  other: '0',
  net: '8.7063',
  grossProfit: '8.7063',
  grossLoss: '0',
  profitFactor: null,
  expectancy: '8.7063',
  best: '8.7063',
  worst: '8.7063',
  maxDrawdown: '0',
};

const found = (given: Partial<PastTrades> = {}): PastTrades => ({
  journal: 'j.sqlite',
  mode: 'paper',
  network: 'embedded',
  family: 'classic',
  since: null,
  until: null,
  symbol: null,
  trades: [row()],
  summary: sums,
  symbols: [{ symbol: 'BTCUSDT', ...sums }],
  owners: [{ owner: null, ...sums }],
  open: 2,
  books: { opening: '500', transfers: '0', trades: '8.7063', open: '-0.6', beside: '0', balance: '508.1063' },
  ...given,
});

const text = (given: Partial<PastTrades> = {}): string => {
  const all = found(given);
  return tradesText(all, all.trades, 200);
};

test('the first line says whether the money was real', () => {
  expect(text().split('\n')[0]).toBe('play money: mode paper (embedded, classic), journal j.sqlite');
  expect(text({ mode: 'live', network: 'mainnet' })).toMatch(/^REAL MONEY: mode live \(mainnet, classic\)/);
});

test('a trade is a line, and the books add up', () => {
  expect(text()).toContain(
    '2025-01-01 12:00:00  2025-01-01 16:05:00  BTCUSDT  long  0.1   10000  10100.123  1.21       -0.10         +8.71     4h 05m',
  );
  expect(text()).toContain('500 at the beginning + 8.7063 (trades) − 0.6 (open so far) = 508.1063 USDT');
  expect(text()).toContain('1 (1 won, 0 lost, 100.0 %); 2 positions are open');
});

test('strategies stand where the journal tells them', () => {
  expect(text()).not.toContain('strategy');
  const trades = [row({ owner: 'viper' })];
  const owners = [
    { owner: 'viper', ...sums },
    { owner: null, ...sums },
  ];
  expect(text({ trades, owners })).toMatch(/strategy.*viper.*not known/s);
});

test('what is not known of a trade is said at it and in the sum', () => {
  const trades = [row({ gap: 'exit-unseen', exitPrice: null }), row({ gap: 'entry-unseen' })];
  const shown = text({ trades, summary: { ...sums, unseen: 1 } });
  expect(shown).toMatch(/–.*end not seen\n.*entry not seen/);
  expect(shown).toContain('of 2 trades: changed outside Viper');
  expect(shown).toContain('1 of them ended without a fill');
});

test('fewer than there are says so', () => {
  const all = found({ trades: [row(), row(), row()] });
  expect(tradesText(all, all.trades.slice(-1), 200)).toContain('the last 1 of 3 trades');
});

test.each([140, 100, 80, 70])('%i columns are enough: what counts stays', (columns) => {
  const lines = tradesTable([row({ gap: 'size-changed' })], columns).split('\n');
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
  for (const word of ['2025-01-01 16:05:00', 'BTCUSDT', 'long', '+8.71', 'size changed'])
    expect(lines.join('\n')).toContain(word);
});

test.each([
  [40, '40s'],
  [599.9, '10m'],
  [90_000, '1d 01h'],
])('%i seconds are %s', (seconds, said) => {
  expect(tradesTable([row({ closedAt: row().openedAt + seconds * 1_000 })], 200)).toContain(said);
});
