/**
 * The closed bars of a market's candles, and how long one is.
 * Invariant: a candle that was still open when the data were gathered is left out, as is one that cannot be.
 */
import type { MarketData, OhlcvBar } from '../score-input.ts';

export type ClosedBars = {
  /** Ms; undefined where fewer than two candles tell it. */
  readonly barMs: number | undefined;
  /** Oldest first. */
  readonly bars: readonly OhlcvBar[];
};

const isPossible = ({ high, low, close, volume }: OhlcvBar): boolean =>
  low > 0 && high >= close && close >= low && volume >= 0;

/** @param at epoch ms; counts where the data do not say when they were gathered */
export function closedBars({ bars, updatedAt }: Pick<MarketData, 'bars' | 'updatedAt'>, at: number): ClosedBars {
  const sorted = bars
    .filter(isPossible)
    .sort((a, b) => a.openAt - b.openAt)
    .filter((bar, i, all) => bar.openAt !== all[i + 1]?.openAt);
  const steps = sorted.slice(1).map((bar, i) => bar.openAt - (sorted[i] as OhlcvBar).openAt);
  if (steps.length === 0) return { barMs: undefined, bars: [] };
  const barMs = Math.min(...steps);
  const now = updatedAt ?? at;
  return { barMs, bars: sorted.filter((bar) => bar.openAt + barMs <= now) };
}
