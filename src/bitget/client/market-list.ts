/**
 * Every contract's public market at a moment, in two requests: what a choice among them needs.
 * Invariant: floats, and so never the source of an order's price or size; what the exchange does not say is undefined.
 */
import { PRODUCT } from '../mapper/index.ts';
import { endpoints } from '../protocol/index.ts';
import type { BitgetRest } from './rest.ts';

export type MarketListing = {
  readonly symbol: string;
  /** It can be traded at the moment. */
  readonly isOpen: boolean;
  /** Epoch ms. */
  readonly listedAt: number | undefined;
  readonly price: number | undefined;
  readonly bid: number | undefined;
  readonly ask: number | undefined;
  /** Of 24 hours; volume in USDT. */
  readonly high: number | undefined;
  readonly low: number | undefined;
  readonly quoteVolume: number | undefined;
};

/** @throws BitgetError when the exchange does not answer. */
export async function marketList(rest: BitgetRest): Promise<readonly MarketListing[]> {
  const [tickers, contracts] = await Promise.all([
    rest.call(endpoints.tickers, { productType: PRODUCT }),
    rest.call(endpoints.contracts, { productType: PRODUCT }),
  ]);
  const known = new Map(contracts.map((row) => [row.symbol, row]));
  return tickers.map((row) => {
    const contract = known.get(row.symbol);
    return {
      symbol: row.symbol,
      isOpen: contract?.symbolStatus === 'normal',
      listedAt: figure(contract?.launchTime),
      price: figure(row.lastPr),
      bid: figure(row.bidPr),
      ask: figure(row.askPr),
      high: figure(row.high24h),
      low: figure(row.low24h),
      quoteVolume: figure(row.usdtVolume) ?? figure(row.quoteVolume),
    };
  });
}

/** Undefined for what is empty, no number, or not above 0. */
function figure(value: string | number | null | undefined): number | undefined {
  const number = Number(value ?? Number.NaN);
  return number > 0 ? number : undefined;
}
