/**
 * What a backtest found, ready for JSON. Money is exact decimal text; ratios are floats.
 */
import { asMoney, formatMoney, type Money, moneyToNumber } from '../domain/index.ts';
import { equityOf } from '../kernel/index.ts';
import type { ModelLines } from '../paper-exchange/core/index.ts';
import type { BacktestRun, StoppedStrategy } from './run-backtest.ts';

export type BacktestReport = {
  readonly source: string;
  /** Epoch ms of the market. */
  readonly from: number;
  readonly to: number;
  readonly symbols: readonly string[];
  readonly strategies: readonly string[];
  /** How orders were filled and paid for, a line for each model. */
  readonly models: ModelLines;
  readonly candles: number;
  /** Minutes missing in the files. */
  readonly gaps: number;
  readonly trades: number;
  readonly wins: number;
  readonly losses: number;
  /** Of the finished trades. */
  readonly longs: number;
  readonly shorts: number;
  /** Finished trades of each strategy. */
  readonly traders: readonly { readonly name: string; readonly trades: number; readonly wins: number }[];
  /** Of the finished trades; null without any. */
  readonly winRate: number | null;
  /** Gross profit ÷ gross loss; null without a loss. */
  readonly profitFactor: number | null;
  /** Mean net profit of a finished trade; null without any. */
  readonly expectancy: string | null;
  readonly orders: number;
  readonly fills: number;
  readonly fees: string;
  readonly funding: string;
  readonly openPositions: number;
  readonly startBalance: string;
  readonly endBalance: string;
  /** End equity − start balance: open positions count at the last price. */
  readonly netProfit: string;
  readonly netProfitPercent: number;
  readonly maxDrawdown: string;
  /** Entries that were not made, by rule: the gate's, the strategies' own, the exchange's. */
  readonly refusals: Readonly<Record<string, number>>;
  /** Warnings and critical notices, by code. */
  readonly alerts: Readonly<Record<string, number>>;
  /** Strategies that failed and traded no more: what the report says of them ends there. */
  readonly stopped: readonly StoppedStrategy[];
  readonly entries: number;
  readonly effectHash: string;
  readonly stateHash: string;
  readonly elapsedMs: number;
};

export type ReportFrame = Pick<BacktestReport, 'source' | 'from' | 'to' | 'models' | 'gaps' | 'elapsedMs'>;

export function backtestReport(run: BacktestRun, frame: ReportFrame): BacktestReport {
  const { kernel, candles, entries } = run;
  const { portfolio, orders, refusals, config } = kernel.state;
  const { ledger, results } = portfolio;
  const start = ledger.state.opening ?? asMoney(0n);
  const net = asMoney(equityOf(kernel.state) - start);
  return {
    ...frame,
    symbols: config?.symbols ?? [],
    strategies: config?.strategies.map(({ name, timeframe }) => `${name} ${timeframe}`) ?? [],
    candles,
    trades: results.trades,
    wins: results.wins,
    losses: results.losses,
    longs: run.closed.long,
    shorts: run.closed.short,
    traders: config?.strategies.map(({ name }) => traderOf(run, name)) ?? [],
    winRate: results.trades === 0 ? null : results.wins / results.trades,
    profitFactor: results.grossLoss === 0n ? null : ratio(results.grossProfit, results.grossLoss),
    expectancy:
      results.trades === 0
        ? null
        : formatMoney(asMoney((results.grossProfit - results.grossLoss) / BigInt(results.trades))),
    orders: orders.count,
    fills: ledger.state.fills,
    fees: formatMoney(ledger.state.fees),
    funding: formatMoney(ledger.state.funding),
    openPositions: portfolio.openCount,
    startBalance: formatMoney(start),
    endBalance: formatMoney(ledger.balance),
    netProfit: formatMoney(net),
    netProfitPercent: start === 0n ? 0 : ratio(net, start) * 100,
    maxDrawdown: formatMoney(portfolio.drawdownMax),
    refusals,
    alerts: run.alerts,
    stopped: run.stopped,
    entries,
    effectHash: kernel.effectHash,
    stateHash: kernel.stateHash(),
  };
}

const ratio = (a: Money, b: Money): number => moneyToNumber(a) / moneyToNumber(b);

function traderOf({ kernel }: BacktestRun, name: string): BacktestReport['traders'][number] {
  const { trades = 0, wins = 0 } = kernel.state.traders.get(name) ?? {};
  return { name, trades, wins };
}
