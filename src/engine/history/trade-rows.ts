/**
 * Trades and their sums as exact decimal text, for people and programs.
 * Invariant: amounts are in USDT and exact; an average price alone is rounded, to a hundredth of a tick's last decimal.
 */
import {
  asMoney,
  divideRounded,
  formatDecimal,
  formatMoney,
  formatSize,
  type Instrument,
  MONEY_DECIMALS,
  type Money,
  moneyToNumber,
  type PositionSide,
} from '../../domain/index.ts';
import type { PastTrade, TradeGap, Turnover } from './past-trade.ts';
import type { Books } from './trade-history.ts';
import type { TradeSums } from './trade-sums.ts';

export type TradeRow = {
  readonly symbol: string;
  readonly side: PositionSide;
  /** Strategy or `manual`; null where the journal does not tell. */
  readonly owner: string | null;
  /** Of all its entries, in base coin. */
  readonly size: string;
  /** Averages; null where nothing was entered or left by a fill. */
  readonly entryPrice: string | null;
  readonly exitPrice: string | null;
  readonly entryNotional: string;
  readonly exitNotional: string;
  readonly profit: string;
  readonly fees: string;
  readonly funding: string;
  readonly other: string;
  readonly net: string;
  readonly openedAt: number;
  readonly closedAt: number;
  /** What no fill tells; null: all of it is known. */
  readonly gap: TradeGap | null;
};

export type TradeSumsRow = Pick<TradeSums, 'trades' | 'wins' | 'losses' | 'unseen'> &
  Readonly<
    Record<'profit' | 'fees' | 'funding' | 'other' | 'net' | 'grossProfit' | 'grossLoss' | 'maxDrawdown', string>
  > & {
    /** A share from 0 to 1; null without trades. */
    readonly winRate: number | null;
    /** Gross profit ÷ gross loss; null without a loss. */
    readonly profitFactor: number | null;
    /** Mean net of a trade; null without trades. */
    readonly expectancy: string | null;
    readonly best: string | null;
    readonly worst: string | null;
  };

export type BooksRow = Readonly<Record<Exclude<keyof Books, 'opening'>, string>> & { readonly opening: string | null };

export const tradeRow = (trade: PastTrade): TradeRow => ({
  symbol: trade.instrument.symbol,
  side: trade.positionSide,
  owner: trade.owner ?? null,
  size: formatSize(trade.instrument, trade.entered.size),
  entryPrice: averagePrice(trade.instrument, trade.entered),
  exitPrice: averagePrice(trade.instrument, trade.left),
  entryNotional: formatMoney(trade.entered.worth),
  exitNotional: formatMoney(trade.left.worth),
  profit: formatMoney(trade.profit),
  fees: formatMoney(trade.fees),
  funding: formatMoney(trade.funding),
  other: formatMoney(trade.other),
  net: formatMoney(trade.net),
  openedAt: trade.openedAt,
  closedAt: trade.closedAt,
  gap: trade.gap ?? null,
});

function averagePrice({ tick, lot }: Instrument, { size, worth }: Turnover): string | null {
  if (size === 0) return null;
  const decimals = tick.decimals + 2;
  const shift = MONEY_DECIMALS - lot.decimals - decimals;
  const [up, down] = shift < 0 ? [10n ** BigInt(-shift), 1n] : [1n, 10n ** BigInt(shift)];
  return formatDecimal(divideRounded(worth * up, BigInt(size) * BigInt(lot.units) * down), decimals);
}

export function sumsRow(sums: TradeSums): TradeSumsRow {
  const { trades, wins, losses, unseen, grossProfit, grossLoss } = sums;
  return {
    trades,
    wins,
    losses,
    unseen,
    winRate: trades === 0 ? null : wins / trades,
    profit: formatMoney(sums.profit),
    fees: formatMoney(sums.fees),
    funding: formatMoney(sums.funding),
    other: formatMoney(sums.other),
    net: formatMoney(sums.net),
    grossProfit: formatMoney(grossProfit),
    grossLoss: formatMoney(grossLoss),
    profitFactor: grossLoss === 0n ? null : moneyToNumber(grossProfit) / moneyToNumber(grossLoss),
    expectancy: trades === 0 ? null : formatMoney(asMoney(divideRounded(grossProfit - grossLoss, BigInt(trades)))),
    best: textOf(sums.best),
    worst: textOf(sums.worst),
    maxDrawdown: formatMoney(sums.drawdownMax),
  };
}

export const booksRow = ({ opening, transfers, trades, open, beside, balance }: Books): BooksRow => ({
  opening: textOf(opening),
  transfers: formatMoney(transfers),
  trades: formatMoney(trades),
  open: formatMoney(open),
  beside: formatMoney(beside),
  balance: formatMoney(balance),
});

const textOf = (amount: Money | undefined): string | null => (amount === undefined ? null : formatMoney(amount));
