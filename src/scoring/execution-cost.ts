/**
 * What it costs to trade, in USDT, by two models: the order book (v1) and tiers of coin and volume (v2).
 * Invariant: deterministic; the same market has the same cost; more spread or less volume never costs less.
 */
import type { Book } from '../indicators/index.ts';
import { type CostSettings, DOCUMENTED_COSTS } from './cost-settings.ts';
import type { MarketData } from './score-input.ts';

export type CostModel = 'book' | 'tier';

const COST_WITHOUT_BOOK = 10;
const COST_WITHOUT_PRICE = 5;
/** Below this many USDT a day the book model sees no further growth of the impact. */
const VOLUME_MIN = 100_000;
/** Levels of a side that count as depth. */
const DEPTH = 5;

type CostMarket = Pick<MarketData, 'symbol' | 'price' | 'quoteVolume' | 'book'>;

/** The base coin of BTCUSDT, BTCUSDT_UMCBL, BTC/USDT:USDT, BTC-PERP, BTCUSD. */
const coinOf = (symbol: string): string => /^(.+?)(?=USD|[_/:-]|$)/.exec(symbol)?.[1] ?? symbol;

/** Best ask − best bid as a fraction of price; a crossed book has no spread. */
export function spreadOf({ book, price }: Pick<CostMarket, 'book' | 'price'>): number {
  const [bid, ask] = [book?.bids[0]?.[0], book?.asks[0]?.[0]];
  if (bid === undefined || ask === undefined || price <= 0) return 0;
  return Math.max(0, ask - bid) / price;
}

/** Half the spread and a square-root impact on the notional of the settings. */
export function bookCost(market: CostMarket, { notional, impact }: CostSettings = DOCUMENTED_COSTS): number {
  if (market.book === undefined) return COST_WITHOUT_BOOK;
  if (market.price <= 0) return COST_WITHOUT_PRICE;
  const moved = impact * Math.sqrt(notional / Math.max(market.quoteVolume, VOLUME_MIN));
  return notional * (spreadOf(market) / 2 + moved);
}

/** A base for the coin, more for thin volume, less for futures. */
export function tierCost({ symbol, price, quoteVolume }: CostMarket, costs: CostSettings = DOCUMENTED_COSTS): number {
  if (price <= 0) return COST_WITHOUT_PRICE;
  const coin = coinOf(symbol);
  const base = costs.bases.find(({ coins }) => coins.includes(coin))?.cost ?? costs.baseOther;
  const factor = costs.tiers.find(({ above }) => quoteVolume > above)?.factor ?? costs.factorLeast;
  const isFutures = symbol.endsWith('_UMCBL') || symbol.includes('USDT');
  return Math.max(costs.costMin, base * factor * (isFutures ? costs.futuresFactor : 1));
}

const sizeOf = (levels: Book['bids']): number => levels.slice(0, DEPTH).reduce((sum, [, size]) => sum + size, 0);

/** 100 for equal sizes on the five best levels of both sides, 0 when one side is empty. */
export function depthBalance({ bids, asks }: Book): number {
  const [bid, ask] = [sizeOf(bids), sizeOf(asks)];
  return bid + ask <= 0 ? 0 : 100 * (1 - Math.abs(bid - ask) / (bid + ask));
}

const restingOn = (levels: Book['bids']): number =>
  levels.slice(0, DEPTH).reduce((sum, [price, size]) => sum + price * Math.max(0, size), 0);

/** USDT that rest on the five best levels of the thinner side. */
export const depthOf = ({ bids, asks }: Book): number => Math.min(restingOn(bids), restingOn(asks));
