/**
 * The newest closed positions of an account, in either family.
 * Invariant: amounts are exact text; a row whose side cannot be read is an error, not a guess.
 */
import { type AccountFamily, formatMoney, InvalidInput, money, type PositionSide } from '../../domain/index.ts';
import type { BitgetRest } from '../client/index.ts';
import { readable } from '../client/readable.ts';
import { PRODUCT, textOf, timeOf } from '../mapper/index.ts';
import { endpoints, type Numeral } from '../protocol/index.ts';
import { CATEGORY } from '../unified/mapper/index.ts';
import { endpoints as unified } from '../unified/protocol/index.ts';

/** Amounts in USDT: profit before fees and funding, fees as paid, funding signed, net after all. */
export type ClosedPosition = {
  readonly symbol: string;
  readonly positionSide: PositionSide;
  /** In base coin. */
  readonly size: string;
  readonly entryPrice: string;
  readonly exitPrice: string;
  readonly profit: string;
  readonly fees: string;
  readonly funding: string;
  readonly net: string;
  /** Epoch ms. */
  readonly openedAt: number;
  readonly closedAt: number;
};

export type ClosedPositionsWanted = {
  readonly symbol?: string | undefined;
  /** At most 100. */
  readonly limit: number;
};

type Parts = { readonly rest: BitgetRest; readonly family: AccountFamily };

/** Newest first, of the last three months. @throws BitgetError. */
export const closedPositions = (parts: Parts, wanted: ClosedPositionsWanted): Promise<readonly ClosedPosition[]> =>
  readable('closed positions', () => (parts.family === 'classic' ? classic : ofUnified)(parts.rest, wanted));

async function classic(rest: BitgetRest, { symbol, limit }: ClosedPositionsWanted): Promise<readonly ClosedPosition[]> {
  const request = { productType: PRODUCT, limit: String(limit), ...(symbol && { symbol }) } as const;
  const { list } = await rest.call(endpoints.historyPosition, request);
  return (list ?? []).map((row) => ({
    symbol: row.symbol,
    positionSide: sideOf(row.holdSide),
    size: amount(row.closeTotalPos),
    entryPrice: amount(row.openAvgPrice),
    exitPrice: amount(row.closeAvgPrice),
    profit: amount(row.pnl),
    fees: paid(row.openFee, row.closeFee),
    funding: amount(row.totalFunding),
    net: amount(row.netProfit),
    openedAt: timeOf(row.ctime, 'ctime'),
    closedAt: timeOf(row.utime, 'utime'),
  }));
}

async function ofUnified(rest: BitgetRest, wanted: ClosedPositionsWanted): Promise<readonly ClosedPosition[]> {
  const { symbol, limit } = wanted;
  const request = { category: CATEGORY, limit: String(limit), ...(symbol && { symbol }) } as const;
  const { list } = await rest.call(unified.historyPosition, request);
  return (list ?? []).map((row) => ({
    symbol: row.symbol,
    positionSide: sideOf(row.posSide),
    size: amount(row.closeTotalPos),
    entryPrice: amount(row.openPriceAvg),
    exitPrice: amount(row.closePriceAvg),
    profit: amount(row.cumRealisedPnl),
    fees: paid(row.openFeeTotal, row.closeFeeTotal),
    funding: amount(row.totalFunding),
    net: amount(row.netProfit),
    openedAt: timeOf(row.createdTime, 'createdTime'),
    closedAt: timeOf(textOf(row.updatedTime) ?? row.createdTime, 'updatedTime'),
  }));
}

const amount = (value: Numeral | null | undefined): string => textOf(value) ?? '0';

/** Fees are written with either sign; what was paid is positive. */
function paid(...fees: readonly (Numeral | null | undefined)[]): string {
  const sum = fees.reduce<bigint>((total, fee) => total + money(amount(fee), 'nearest'), 0n);
  return formatMoney((sum < 0n ? -sum : sum) as ReturnType<typeof money>);
}

function sideOf(side: string): PositionSide {
  if (side === 'long' || side === 'short') return side;
  throw new InvalidInput('position side', side, 'long | short');
}
