/**
 * The report of a backtest for people.
 * Invariant: a strategy that failed is named first; amounts are rounded here alone, the JSON is exact.
 */
import type { BacktestReport } from '../../backtest/index.ts';
import type { BacktestResult } from '../roots/index.ts';
import { countsText, moment, percent, usdt } from './amounts.ts';
import { sparkline } from './sparkline.ts';
import { factsTable, modelRows } from './table.ts';

export function backtestText({ report, equity }: BacktestResult): string {
  const days = `${minute(report.from)} to ${minute(report.to)} UTC`;
  return factsTable({
    ...stoppedRows(report),
    market: report.source,
    span: `${days}, ${report.candles} candles, ${report.gaps} minutes missing`,
    strategies: `${report.strategies.join(', ')} on ${report.symbols.join(', ')}`,
    trades: `${report.trades} (${report.wins} won, ${report.losses} lost, ${percent(report.winRate)}; ${report.longs} long, ${report.shorts} short)`,
    ...(report.traders.length > 1 && {
      'by profile': report.traders.map(({ name, trades, wins }) => `${name} ${trades} (${wins} won)`).join(', '),
    }),
    'profit factor': report.profitFactor?.toFixed(2) ?? '–',
    expectancy: report.expectancy === null ? '–' : `${usdt(report.expectancy)} USDT a trade`,
    orders: `${report.orders} orders, ${report.fills} fills, ${report.openPositions} positions open at the end`,
    fees: `${usdt(report.fees)} USDT, funding ${usdt(report.funding)} USDT`,
    'net profit': `${usdt(report.netProfit)} USDT (${report.netProfitPercent.toFixed(2)} %) on ${report.startBalance}`,
    'max drawdown': `${usdt(report.maxDrawdown)} USDT`,
    equity: sparkline(equity, 60),
    refusals: countsText(report.refusals),
    alerts: countsText(report.alerts),
    ...modelRows(report.models),
    hashes: `effects ${report.effectHash}, state ${report.stateHash}`,
    time: `${report.elapsedMs} ms`,
  });
}

/** To whoever reads the report of a strategy that was not there to the end. */
export const stoppedText = ({ stopped }: BacktestReport): string =>
  `viper: ${stopped.map(({ name }) => name).join(', ')} failed and was stopped; what the report says of it ends there`;

const stoppedRows = ({ stopped }: BacktestReport): Readonly<Record<string, string>> =>
  Object.fromEntries(
    stopped.map(({ name, symbol, at, failure }) => [
      `STOPPED ${name}`,
      `on ${symbol} at ${moment(at)} UTC: ${failure}`,
    ]),
  );

const minute = (at: number): string => moment(at).slice(0, 16);
