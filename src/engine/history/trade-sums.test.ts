import { expect, it } from 'vitest';
import { btc, eth } from '../../../test/support/instruments.ts';
import { asMoney, money, ZERO } from '../../domain/index.ts';
import { beginTrade, type PastTrade } from './past-trade.ts';
import { sumsRow } from './trade-rows.ts';
import { groupTrades, sumTrades } from './trade-sums.ts';

/** A profit after a fee of 1 and a funding of −0.5. */
const ended = (profit: string, given: Partial<PastTrade> = {}): PastTrade => ({
  ...beginTrade(btc, { positionSide: 'long', at: 0 }, 'signal'),
  profit: money(profit),
  fees: money('1'),
  funding: money('-0.5'),
  net: asMoney(money(profit) - money('1.5')),
  closedAt: 1,
  ...given,
});

it('sums to the last digit, and falls from the highest point so far', () => {
  // Nets: 10, −4, −8, 3, −1.5 (unseen), 20; together 10, 6, −2, 1, −0.5, 19.5.
  const trades = [
    ended('11.5'),
    ended('-2.5'),
    ended('-6.5'),
    ended('4.5'),
    ended('0', { gap: 'exit-unseen' }),
    ended('21.5'),
  ];
  expect(sumsRow(sumTrades(trades))).toEqual({
    trades: 5,
    wins: 3,
    losses: 2,
    unseen: 1,
    winRate: 0.6,
    profit: '28.5',
    fees: '6',
    funding: '-3',
    other: '0',
    net: '19.5',
    grossProfit: '33',
    grossLoss: '12',
    profitFactor: 2.75,
    expectancy: '4.2',
    best: '20',
    worst: '-8',
    maxDrawdown: '12',
  });
});

it('a first loss is a fall from nothing', () => {
  expect(sumTrades([ended('-1'), ended('-1')]).drawdownMax).toBe(money('5'));
});

it('of no trade there is neither a rate nor a best one', () => {
  expect(sumsRow(sumTrades([]))).toMatchObject({ winRate: null, profitFactor: null, best: null, net: '0' });
  expect(sumTrades([]).drawdownMax).toBe(ZERO);
});

it('a trade that ends at nothing is no loss, as in the books of a run', () => {
  expect(sumTrades([ended('1.5')])).toMatchObject({ wins: 1, losses: 0 });
});

it('groups by name, what has none last', () => {
  const trades = [ended('1', { instrument: eth }), ended('2'), ended('3', { owner: undefined })];
  const counts = (groups: ReturnType<typeof groupTrades>) => groups.map(([name, sums]) => [name, sums.trades]);
  expect(counts(groupTrades(trades, ({ instrument }) => instrument.symbol))).toEqual([
    ['BTCUSDT', 2],
    ['ETHUSDT', 1],
  ]);
  expect(counts(groupTrades(trades, ({ owner }) => owner))).toEqual([
    ['signal', 2],
    [undefined, 1],
  ]);
});
