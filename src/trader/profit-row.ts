/**
 * Profit as programs read it: realised, open, and both as a share of the trader's capital.
 * Invariant: exact; the share alone is rounded.
 */
import { asMoney, divideRounded, formatDecimal, formatMoney, type Money } from '../domain/index.ts';
import type { Standing } from './account-view.ts';
import type { ProfitTally } from './profit-tally.ts';

/** Amounts in USDT. */
export type ProfitRow = {
  /** Before fees and funding. */
  readonly realized: string;
  /** Positive is paid. */
  readonly fees: string;
  /** Positive is received. */
  readonly funding: string;
  readonly unrealized: string;
  /** realized − fees + funding + unrealized. */
  readonly total: string;
  /** Total as a fraction of the initial capital. */
  readonly returnOnCapital: string;
  /** Positions opened and closed since the day began, and how many of them gained. */
  readonly trades: number;
  readonly wins: number;
};

const SHARE_DECIMALS = 6;

export function profitRow({ positions }: Standing, { sums, results }: ProfitTally, capital: Money): ProfitRow {
  const { realized, fees, funding } = sums;
  const unrealized = asMoney(positions.reduce((sum, position) => sum + position.unrealized, 0n));
  const total = asMoney(realized - fees + funding + unrealized);
  return {
    realized: formatMoney(realized),
    fees: formatMoney(fees),
    funding: formatMoney(funding),
    unrealized: formatMoney(unrealized),
    total: formatMoney(total),
    returnOnCapital: formatDecimal(divideRounded(total * 10n ** BigInt(SHARE_DECIMALS), capital), SHARE_DECIMALS),
    trades: results.trades,
    wins: results.wins,
  };
}
