/**
 * What an order book says before one trades: spread, depth near the middle, imbalance, and what a size would cost.
 * Invariant: integers all the way; only the printed ratios are rounded, to the nearest digit shown.
 */
import { divideRounded, formatDecimal, parseDecimal } from './decimal.ts';
import { InvalidInput } from './errors.ts';
import {
  formatPrice,
  formatSize,
  type Instrument,
  type Lots,
  lots,
  parsePrice,
  parseSize,
  type Ticks,
  tickLotValue,
} from './instrument.ts';
import type { Level, Side } from './market.ts';
import { asMoney, formatMoney } from './money.ts';

/** Prices and amounts as decimal text; bps are hundredths of a per cent. */
export type DepthAnalysis = {
  readonly symbol: string;
  readonly bestBid: string;
  readonly bestAsk: string;
  readonly mid: string;
  readonly spread: string;
  readonly spreadBps: string;
  /** Of each side, within so many bps of the middle. */
  readonly withinBps: string;
  readonly bidSize: string;
  readonly askSize: string;
  readonly bidNotional: string;
  readonly askNotional: string;
  /** From -1, offers alone, to 1, bids alone; of the sizes within `withinBps`. */
  readonly imbalance: string;
  /** Present when a size was asked for. */
  readonly slippage: SlippageEstimate | undefined;
  /** Of the book, epoch ms. */
  readonly timestamp: number;
};

export type SlippageEstimate = {
  readonly side: Side;
  readonly quantity: string;
  /** What the levels seen can fill of it. */
  readonly filled: string;
  readonly isFilled: boolean;
  readonly averagePrice: string | undefined;
  readonly worstPrice: string | undefined;
  /** Of the average price against the middle; the rest of an order that is not filled would be worse. */
  readonly slippageBps: string | undefined;
  /** Against the middle, without fees, in USDT. */
  readonly cost: string;
};

type Book = {
  readonly bids: readonly (readonly [string, string])[];
  readonly asks: readonly (readonly [string, string])[];
  readonly timestamp: number;
};

export type DepthWish = { readonly bps: string; readonly side: Side; readonly quantity: string | undefined };

const RATIO_DECIMALS = 6;
const BPS_DECIMALS = 4;
const PRICE_DECIMALS = 8;
const BPS = 10_000n;

/** @throws InvalidInput for an empty or crossed book, and a quantity that is no whole number of lots. */
export function analyzeDepth(instrument: Instrument, book: Book, { bps, side, quantity }: DepthWish): DepthAnalysis {
  const [bids, asks] = [levelsOf(instrument, book.bids), levelsOf(instrument, book.asks)];
  const [bid, ask] = [bids[0]?.[0], asks[0]?.[0]];
  if (bid === undefined || ask === undefined || bid >= ask) {
    throw new InvalidInput('order book', `${bids.length} bids, ${asks.length} asks`, 'a bid below an ask');
  }
  const twiceMid = BigInt(bid) + BigInt(ask);
  const near = within(twiceMid, parseDecimal(bps, BPS_DECIMALS));
  const [nearBids, nearAsks] = [sumOf(bids.filter(near)), sumOf(asks.filter(near))];
  const { tick } = instrument;
  return {
    symbol: instrument.symbol,
    bestBid: formatPrice(instrument, bid),
    bestAsk: formatPrice(instrument, ask),
    mid: formatDecimal(twiceMid * BigInt(tick.units) * 5n, tick.decimals + 1),
    spread: formatPrice(instrument, (ask - bid) as Ticks),
    spreadBps: ratio(2n * BigInt(ask - bid) * BPS, twiceMid, BPS_DECIMALS),
    withinBps: bps,
    bidSize: formatSize(instrument, nearBids.size),
    askSize: formatSize(instrument, nearAsks.size),
    bidNotional: worth(instrument, nearBids.ticksLots),
    askNotional: worth(instrument, nearAsks.ticksLots),
    imbalance: ratio(BigInt(nearBids.size - nearAsks.size), BigInt(nearBids.size + nearAsks.size), RATIO_DECIMALS),
    slippage:
      quantity === undefined
        ? undefined
        : slippageOf(instrument, { levels: side === 'buy' ? asks : bids, twiceMid }, { side, quantity }),
    timestamp: book.timestamp,
  };
}

function slippageOf(
  instrument: Instrument,
  { levels, twiceMid }: { readonly levels: readonly Level[]; readonly twiceMid: bigint },
  { side, quantity }: { readonly side: Side; readonly quantity: string },
): SlippageEstimate {
  const wanted = parseSize(instrument, quantity);
  const taken = take(levels, wanted);
  const { size, ticksLots } = sumOf(taken);
  const worst = taken.at(-1)?.[0];
  const sign = side === 'buy' ? 1n : -1n;
  const twiceCost = sign * (2n * ticksLots - twiceMid * BigInt(size));
  const { tick } = instrument;
  const shift = 10n ** BigInt(PRICE_DECIMALS - tick.decimals) * BigInt(tick.units);
  return {
    side,
    quantity: formatSize(instrument, wanted),
    filled: formatSize(instrument, size),
    isFilled: size === wanted,
    averagePrice:
      size === 0 ? undefined : formatDecimal(divideRounded(ticksLots * shift, BigInt(size)), PRICE_DECIMALS),
    worstPrice: worst === undefined ? undefined : formatPrice(instrument, worst),
    slippageBps: size === 0 ? undefined : ratio(twiceCost * BPS, twiceMid * BigInt(size), BPS_DECIMALS),
    cost: formatMoney(asMoney(divideRounded(twiceCost * tickLotValue(instrument), 2n))),
  };
}

/** The levels that fill `wanted`, the last one in part. */
function take(levels: readonly Level[], wanted: Lots): readonly Level[] {
  const taken: Level[] = [];
  let open = wanted as number;
  for (const [price, size] of levels) {
    if (open <= 0) break;
    taken.push([price, lots(Math.min(size, open))]);
    open -= size;
  }
  return taken;
}

const levelsOf = (instrument: Instrument, rows: Book['bids']): readonly Level[] =>
  rows.map(([price, size]) => [parsePrice(instrument, price), parseSize(instrument, size)]);

const within =
  (twiceMid: bigint, bps: bigint) =>
  ([price]: Level): boolean => {
    const twiceOff = 2n * BigInt(price) - twiceMid;
    return (twiceOff < 0n ? -twiceOff : twiceOff) * BPS * 10n ** BigInt(BPS_DECIMALS) <= bps * twiceMid;
  };

function sumOf(levels: readonly Level[]): { readonly size: Lots; readonly ticksLots: bigint } {
  let [size, ticksLots] = [0, 0n];
  for (const [price, count] of levels) {
    size += count;
    ticksLots += BigInt(price) * BigInt(count);
  }
  return { size: lots(size), ticksLots };
}

const worth = (instrument: Instrument, ticksLots: bigint): string =>
  formatMoney(asMoney(ticksLots * tickLotValue(instrument)));

/** "0" for nothing of nothing. */
const ratio = (part: bigint, whole: bigint, decimals: number): string =>
  formatDecimal(whole === 0n ? 0n : divideRounded(part * 10n ** BigInt(decimals), whole), decimals);
