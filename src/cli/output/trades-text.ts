/**
 * Past trades and what came of them, for people.
 * Invariant: whether the money was real stands first; the books are shown to the last digit.
 */
import type { TradeRow } from '../../engine/index.ts';
import type { PastTrades } from '../roots/index.ts';
import { moment, percent, usdt } from './amounts.ts';
import { factsTable } from './table.ts';
import { groupsTable, signed, tradesTable } from './trades-table.ts';

/** @param shown the last of the trades that were found */
export function tradesText(found: PastTrades, shown: readonly TradeRow[], columns: number): string {
  if (found.mode === null) return `${found.journal} has no entries yet: nothing was traded.`;
  const title = titleOf(found);
  const open = openText(found.open);
  if (found.trades.length === 0) return `${title}\nNo trade has ended${spanOf(found)}; ${open}.`;
  const { length } = found.trades;
  const hidden = length > shown.length ? `\nthe last ${shown.length} of ${length} trades; --limit shows more` : '';
  return [
    ...[title, ''],
    ...(shown.length > 0 ? [tradesTable(shown, columns) + hidden, ''] : []),
    summaryOf(found, open),
    ...['', groupsTable('symbol', found.symbols, ({ symbol }) => symbol)],
    ...(found.owners.some(({ owner }) => owner !== null)
      ? ['', groupsTable('strategy', found.owners, ({ owner }) => owner ?? 'not known')]
      : []),
  ].join('\n');
}

const openText = (count: number): string =>
  count === 0 ? 'nothing is open' : `${count} ${count === 1 ? 'position is' : 'positions are'} open`;

const titleOf = ({ mode, network, family, journal }: PastTrades): string => {
  const account = [network, family].filter((word) => word !== null).join(', ');
  const of = `${mode === 'live' ? 'REAL MONEY' : 'play money'}: mode ${mode}`;
  return `${of}${account === '' ? '' : ` (${account})`}, journal ${journal}`;
};

function summaryOf(found: PastTrades, open: string): string {
  const { summary: all, books } = found;
  const rows = found.trades;
  const from = rows.reduce((first, { openedAt }) => Math.min(first, openedAt), Number.POSITIVE_INFINITY);
  const unknown = rows.filter(({ gap }) => gap !== null).length;
  return factsTable({
    trades: `${all.trades} (${all.wins} won, ${all.losses} lost, ${percent(all.winRate)})${spanOf(found)}; ${open}`,
    time: `${moment(from)} to ${moment(rows.at(-1)?.closedAt ?? from)} UTC`,
    net: `${signed(all.net)} USDT: profit ${usdt(all.profit)}, fees ${usdt(all.fees)} paid, funding ${signed(all.funding)}${all.other === '0' ? '' : `, other ${signed(all.other)}`}`,
    'profit factor': all.profitFactor?.toFixed(2) ?? '–',
    expectancy: all.expectancy === null ? '–' : `${signed(all.expectancy)} USDT a trade`,
    ...(all.best !== null && all.worst !== null && { 'best, worst': `${signed(all.best)}, ${signed(all.worst)} USDT` }),
    'max drawdown': `${usdt(all.maxDrawdown)} USDT, of trades that have ended`,
    ...(unknown > 0 && { 'not all known': unseenText(unknown, all.unseen) }),
    books: booksText(books),
  });
}

const unseenText = (unknown: number, unseen: number): string =>
  `of ${unknown} ${unknown === 1 ? 'trade' : 'trades'}: changed outside Viper, told with what its fills say${unseen === 0 ? '' : `; ${unseen} of them ended without a fill and count as neither won nor lost`}`;

/** To the last digit: it adds up. */
function booksText({ opening, transfers, trades, open, beside, balance }: PastTrades['books']): string {
  const parts = { transfers, trades, 'open so far': open, 'beside trades': beside };
  const terms = Object.entries(parts).filter(([name, amount]) => name === 'trades' || amount !== '0');
  const said = terms.map(([name, amount]) => `${amount.startsWith('-') ? '−' : '+'} ${plain(amount)} (${name})`);
  return `${opening ?? 0} at the beginning ${said.join(' ')} = ${balance} USDT`;
}

const plain = (amount: string): string => amount.replace(/^-/, '');

function spanOf({ since, until, symbol }: PastTrades): string {
  const words = [
    symbol === null ? '' : ` in ${symbol}`,
    since === null ? '' : ` since ${moment(since)} UTC`,
    until === null ? '' : ` before ${moment(until)} UTC`,
  ];
  return words.join('');
}
