/**
 * How trades did together.
 * Invariant: money is summed exactly; the order of the trades counts for the drawdown alone.
 */
import { asMoney, type Money, ZERO } from '../../domain/index.ts';
import type { PastTrade } from './past-trade.ts';

export type TradeSums = {
  readonly trades: number;
  readonly wins: number;
  readonly losses: number;
  /** Ended without a fill that says how: neither won nor lost, and in the sums with what is known of them. */
  readonly unseen: number;
  readonly profit: Money;
  readonly fees: Money;
  readonly funding: Money;
  readonly other: Money;
  readonly net: Money;
  /** Of the trades that were won, and of those that were lost; both positive. */
  readonly grossProfit: Money;
  readonly grossLoss: Money;
  /** Largest and smallest net; undefined without a trade whose end is known. */
  readonly best: Money | undefined;
  readonly worst: Money | undefined;
  /** Largest fall of the summed net below an earlier peak, in the order in which the trades ended. */
  readonly drawdownMax: Money;
};

/** @param trades in the order in which they ended */
export function sumTrades(trades: readonly PastTrade[]): TradeSums {
  const total = (amountOf: (trade: PastTrade) => Money, of = trades): Money =>
    asMoney(of.reduce((sum, trade) => sum + amountOf(trade), 0n));
  const ended = trades.filter(({ gap }) => gap !== 'exit-unseen');
  const [won, lost] = [ended.filter(({ net }) => net >= 0n), ended.filter(({ net }) => net < 0n)];
  const nets = ended.map(({ net }) => net).sort((a, b) => (a < b ? -1 : Number(a > b)));
  return {
    trades: ended.length,
    wins: won.length,
    losses: lost.length,
    unseen: trades.length - ended.length,
    profit: total(({ profit }) => profit),
    fees: total(({ fees }) => fees),
    funding: total(({ funding }) => funding),
    other: total(({ other }) => other),
    net: total(({ net }) => net),
    grossProfit: total(({ net }) => net, won),
    grossLoss: asMoney(-total(({ net }) => net, lost)),
    best: nets.at(-1),
    worst: nets[0],
    drawdownMax: drawdownOf(trades),
  };
}

function drawdownOf(trades: readonly PastTrade[]): Money {
  let [sum, peak, deepest] = [0n, 0n, 0n];
  for (const { net } of trades) {
    sum += net;
    if (sum > peak) peak = sum;
    else if (peak - sum > deepest) deepest = peak - sum;
  }
  return deepest === 0n ? ZERO : asMoney(deepest);
}

/** By what `nameOf` says of each trade, in the order of the names; undefined last. */
export function groupTrades(
  trades: readonly PastTrade[],
  nameOf: (trade: PastTrade) => string | undefined,
): readonly (readonly [name: string | undefined, sums: TradeSums])[] {
  const groups = Map.groupBy(trades, nameOf);
  const names = [...groups.keys()].sort((a, b) => (a === undefined ? 1 : b === undefined ? -1 : a.localeCompare(b)));
  return names.map((name) => [name, sumTrades(groups.get(name) ?? [])]);
}
