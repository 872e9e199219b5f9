/**
 * The four components of the score as they were published: volume, price, external (cost and book), range.
 * Invariant: each lies between 0 and 100; the formulas stay as they are, with what is odd about them.
 */
import { pivots } from '../../indicators/index.ts';
import { type CostModel, depthBalance, spreadOf } from '../execution-cost.ts';
import type { MarketData, OhlcvBar } from '../score-input.ts';
import { clampScore } from '../score-range.ts';
import { zoneScore } from '../zone.ts';

/** Candles below which the ticker alone must do. */
const BARS_MIN = 10;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** 50 when the ticker's volume equals the mean of the last 20 candles; by size alone when there are few. */
export function volumeScore({ volume, bars }: MarketData): number {
  if (volume <= 0) return 0;
  if (bars.length < BARS_MIN) return clampScore(volume / 10_000);
  const usual = mean(bars.slice(-20).map((bar) => bar.volume));
  return usual <= 0 ? 50 : clampScore((50 * volume) / usual);
}

function changePercent(bars: readonly OhlcvBar[]): number {
  const [first, last] = [bars[0]?.close ?? 0, bars.at(-1)?.close ?? 0];
  return first <= 0 ? 0 : ((last - first) / first) * 100;
}

/** 50 without movement; half a point for each percent, the last 5 closes weighing 0.6 and the last 20 weighing 0.4. */
export function priceScore({ price, priceChange, bars }: MarketData): number {
  if (price <= 0) return 50;
  if (bars.length < BARS_MIN) return clampScore(50 + 0.5 * priceChange);
  return clampScore(50 + 0.5 * (0.6 * changePercent(bars.slice(-5)) + 0.4 * changePercent(bars.slice(-20))));
}

function costScore(market: MarketData, cost: number, model: CostModel): number {
  if (cost >= 3) return 0;
  if (cost >= 2) return 30;
  if (cost >= 1) return 60;
  if (model === 'book') return Math.max(100 - 5_000 * spreadOf(market), 50);
  const bonus = market.quoteVolume > 10e6 ? 10 : market.quoteVolume > 5e6 ? 5 : 0;
  return Math.min(100, Math.max(100 - 2_000 * cost, 50) + bonus);
}

/** Cheapness of trading; with a book, one fifth of it is how evenly the book is filled. */
export function externalScore(market: MarketData, cost: number, model: CostModel): number {
  const cheapness = costScore(market, cost, model);
  return clampScore(market.book === undefined ? cheapness : 0.8 * cheapness + 0.2 * depthBalance(market.book));
}

/** The ticker's range against that of the candles before the newest. */
function breadthScore({ high, low, price, bars }: MarketData): number {
  const range = ((high - low) / price) * 100;
  const base = 0.3 * Math.min(2 * range, 100);
  if (bars.length < BARS_MIN) return 0.7 * 50 + base;
  const usual = mean(bars.slice(-11, -1).map((bar) => bar.high - bar.low));
  return 0.7 * (usual <= 0 ? 50 : clampScore(50 + 25 * ((high - low) / usual - 1))) + base;
}

export function rangeScore(market: MarketData): number {
  if (market.price <= 0) return 0;
  const levels = pivots(market.high, market.low, market.close);
  return clampScore(0.6 * breadthScore(market) + 0.4 * zoneScore(market.price, levels));
}
