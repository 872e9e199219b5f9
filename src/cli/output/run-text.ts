/**
 * How a run begins and how it ended, for people.
 * Invariant: a start that goes on, or that makes no entries, says so; the books are shown to the last digit.
 */
import type { RunningPlatform, StartedLine, Summary } from '../roots/index.ts';
import { countsText, usdt } from './amounts.ts';
import { openRows } from './open-text.ts';
import { factsTable, modelRows } from './table.ts';

export function startedLines({ started }: RunningPlatform): string[] {
  const { mode, network, family, feed, speed, strategies, timeframe, symbols, dashboard } = started;
  const pace = speed === 'max' ? 'full speed' : `${speed}× real time`;
  return [
    `Viper ${mode} (${network}, ${family}): ${feed} at ${pace}${speed === 1 ? '' : '; times are those of the market'}`,
    `trading ${strategies.join(', ') || 'nothing by itself'} on ${timeframe} bars: ${symbols.join(' ')}`,
    dashboard === undefined ? 'dashboard off' : `dashboard ${dashboard}`,
    journalLine(started),
  ];
}

/** Of a run that goes on as it was left: paused. */
export const pausedLines = ({ engine }: RunningPlatform): string[] =>
  engine.status().state === 'paused'
    ? ['PAUSED: no entries are made, as was said by hand before; `viper resume` allows them again']
    : [];

const journalLine = ({ journal, entriesBefore }: StartedLine): string =>
  entriesBefore === 0 ? `journal ${journal}` : `journal ${journal}, which goes on after ${entriesBefore} entries`;

/** @param engine of the run that has ended. */
export function summaryText(summary: Summary, { started, engine }: RunningPlatform): string {
  const { ledger } = summary;
  const { wins, losses, realizedToday, maxDrawdown } = engine.status();
  return factsTable({
    orders: summary.orders,
    fills: summary.fills,
    trades: `${summary.trades} (${wins} won, ${losses} lost)`,
    profit: `today ${usdt(realizedToday)} USDT realised; max drawdown ${usdt(maxDrawdown)} USDT`,
    'our ledger': `${ledger.ours} USDT`,
    'exchange balance': `${ledger.exchange} USDT (difference ${ledger.difference})`,
    equity: `${summary.equity} USDT, ${summary.openPositions} positions open`,
    ...openRows(summary.open),
    fees: `${summary.fees} USDT, funding ${summary.funding} USDT`,
    refusals: countsText(summary.refusals),
    ...modelRows(started.models),
    journal: `${summary.journal} (${summary.entries} entries)`,
    hashes: `effects ${summary.effectHash}, state ${summary.stateHash}`,
  });
}
