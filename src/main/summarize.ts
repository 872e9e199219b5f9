/**
 * The result of a run in a few numbers: our books beside the exchange's.
 */
import type { OpenAtEnd, Summary } from '../cli/index.ts';
import { asMoney, formatMoney, type Money } from '../domain/index.ts';
import type { Engine } from '../engine/index.ts';
import { equityOf } from '../kernel/index.ts';

/** @param frame.exchangeBalance the exchange's last word; the difference to our ledger should be zero. */
export function summarize(
  { kernel, seq }: Engine,
  frame: {
    readonly exchangeBalance: Money;
    readonly journal: string;
    readonly elapsedMs: number;
    readonly open: OpenAtEnd;
    readonly isFlat: boolean | undefined;
  },
): Summary {
  const { portfolio, orders } = kernel.state;
  const { ledger, results } = portfolio;
  return {
    orders: orders.count,
    fills: ledger.state.fills,
    trades: results.trades,
    ledger: {
      ours: formatMoney(ledger.balance),
      exchange: formatMoney(frame.exchangeBalance),
      difference: formatMoney(asMoney(frame.exchangeBalance - ledger.balance)),
    },
    equity: formatMoney(equityOf(kernel.state)),
    fees: formatMoney(ledger.state.fees),
    funding: formatMoney(ledger.state.funding),
    openPositions: portfolio.openCount,
    open: frame.open,
    ...(frame.isFlat !== undefined && { isFlat: frame.isFlat }),
    refusals: kernel.state.refusals,
    entries: seq,
    journal: frame.journal,
    effectHash: kernel.effectHash,
    stateHash: kernel.stateHash(),
    elapsedMs: frame.elapsedMs,
  };
}
