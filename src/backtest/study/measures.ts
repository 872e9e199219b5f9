/**
 * The figures of one or several samples taken together.
 * Invariant: returns and drawdowns never run across the border of two samples; each starts with the same balance.
 */
import { moneyToNumber } from '../../domain/index.ts';
import type { Sample } from './sample.ts';
import { type Interval, maxDrawdown, mean, returnsOf, sharpe, sum, wilsonInterval } from './statistics.ts';

export type Measures = {
  readonly days: number;
  readonly trades: number;
  readonly longs: number;
  readonly winRate: number | undefined;
  readonly winRateInterval: Interval | undefined;
  /** Mean result of a trade in units of what it risked. */
  readonly expectancyR: number | undefined;
  /** Gross profit ÷ gross loss; undefined without a loss. */
  readonly profitFactor: number | undefined;
  /** Of daily returns, not annualised. */
  readonly sharpeDaily: number | undefined;
  readonly dailyReturns: readonly number[];
  /** The worst of the samples. */
  readonly maxDrawdown: number;
  /** Share of time with an open position. */
  readonly exposure: number;
  /** Worth of all fills ÷ starting balance, per day. */
  readonly turnoverDaily: number;
  /** Fees and funding paid ÷ profit before them; undefined where there was no profit before them. */
  readonly costShare: number | undefined;
  /** Sum of the samples' results ÷ starting balance. */
  readonly net: number;
  readonly refusals: Readonly<Record<string, number>>;
};

const DAY_MS = 86_400_000;

export function measure(samples: readonly Sample[]): Measures {
  const trades = samples.flatMap((sample) => sample.trades);
  const nets = trades.map(({ net }) => moneyToNumber(net));
  const wins = nets.filter((net) => net > 0);
  const losses = nets.filter((net) => net < 0);
  const start = samples[0]?.daily[0] ?? 1;
  const spanMs = sum(samples.map(({ window }) => window.to - window.from));
  const dailyReturns = samples.flatMap(({ daily }) => returnsOf(daily));
  const costs = sum(trades.map(({ fees, funding }) => moneyToNumber(fees) - moneyToNumber(funding)));
  const before = sum(nets) + costs;
  return {
    days: spanMs / DAY_MS,
    trades: trades.length,
    longs: trades.filter(({ positionSide }) => positionSide === 'long').length,
    winRate: trades.length === 0 ? undefined : wins.length / trades.length,
    winRateInterval: wilsonInterval(wins.length, trades.length),
    expectancyR: mean(trades.flatMap(({ r }) => (r === undefined ? [] : [r]))),
    profitFactor: losses.length === 0 ? undefined : sum(wins) / -sum(losses),
    sharpeDaily: sharpe(dailyReturns),
    dailyReturns,
    maxDrawdown: Math.max(0, ...samples.map(({ equity }) => maxDrawdown(equity))),
    exposure: sum(trades.map(({ openedAt, closedAt }) => closedAt - openedAt)) / spanMs,
    turnoverDaily: (sum(trades.map(({ turnover }) => moneyToNumber(turnover))) / start) * (DAY_MS / spanMs),
    costShare: before > 0 ? costs / before : undefined,
    net: sum(samples.map(({ daily }) => ((daily.at(-1) as number) - start) / start)),
    refusals: countTogether(samples.map(({ refusals }) => refusals)),
  };
}

function countTogether(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const count of counts) {
    for (const [name, times] of Object.entries(count)) total[name] = (total[name] ?? 0) + times;
  }
  return total;
}
