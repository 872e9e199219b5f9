/**
 * What it costs to trade, in USDT, by two models: the order book (v1) and tiers of coin and volume (v2).
 * Invariant: deterministic; the same market has the same cost.
 */
import type { MarketData, PriceSize } from './score-input.ts';

export type CostModel = 'book' | 'tier';

/** USDT that the book model trades. */
const NOTIONAL = 5_000;
const COST_WITHOUT_BOOK = 10;
const COST_WITHOUT_PRICE = 5;
const COST_MIN = 0.01;
const FUTURES_FACTOR = 0.8;

const BASE_COSTS: readonly (readonly [coins: RegExp, cost: number])[] = [
  [/^BTC(?=USD|[_/:-]|$)/, 0.12],
  [/^ETH(?=USD|[_/:-]|$)/, 0.16],
  [/^(BNB|SOL|ADA|MATIC|AVAX|DOT|LINK)(?=USD|[_/:-]|$)/, 0.25],
];
const BASE_COST_OTHER = 0.5;

const VOLUME_FACTORS: readonly (readonly [above: number, factor: number])[] = [
  [50e6, 0.7],
  [20e6, 0.9],
  [10e6, 1],
  [5e6, 1.3],
  [1e6, 2],
];
const VOLUME_FACTOR_LEAST = 5;

/** Best ask − best bid as a fraction of price; a crossed book has no spread. */
export function spreadOf(market: MarketData): number {
  const [bid, ask] = [market.book?.bids[0]?.[0], market.book?.asks[0]?.[0]];
  if (bid === undefined || ask === undefined || market.price <= 0) return 0;
  return Math.max(0, ask - bid) / market.price;
}

/** Half the spread and a square-root impact on a notional of 5,000 USDT. */
export function bookCost(market: MarketData): number {
  if (market.book === undefined) return COST_WITHOUT_BOOK;
  if (market.price <= 0) return COST_WITHOUT_PRICE;
  const impact = 0.0001 * Math.sqrt(NOTIONAL / Math.max(market.quoteVolume, 100_000));
  return NOTIONAL * (spreadOf(market) / 2 + impact);
}

/** A base for the coin, more for thin volume, less for futures. */
export function tierCost({ symbol, price, quoteVolume }: MarketData): number {
  if (price <= 0) return COST_WITHOUT_PRICE;
  const base = BASE_COSTS.find(([coins]) => coins.test(symbol))?.[1] ?? BASE_COST_OTHER;
  const factor = VOLUME_FACTORS.find(([above]) => quoteVolume > above)?.[1] ?? VOLUME_FACTOR_LEAST;
  const isFutures = symbol.endsWith('_UMCBL') || symbol.includes('USDT');
  return Math.max(COST_MIN, base * factor * (isFutures ? FUTURES_FACTOR : 1));
}

const total = (levels: readonly PriceSize[]): number => levels.slice(0, 5).reduce((sum, [, size]) => sum + size, 0);

/** 100 for equal sizes on the five best levels of both sides, 0 when one side is empty. */
export function depthBalance({ bids, asks }: NonNullable<MarketData['book']>): number {
  const [bid, ask] = [total(bids), total(asks)];
  return bid + ask <= 0 ? 0 : 100 * (1 - Math.abs(bid - ask) / (bid + ask));
}
