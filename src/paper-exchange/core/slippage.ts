/**
 * The price of liquidity where a source shows none: half a spread, plus the square-root law of market impact.
 * Invariant: never better than one tick against the taker; the same input gives the same tick.
 */
import type { Lots, Side, Ticks } from '../../domain/index.ts';
import type { SlippageConfig } from './types.ts';

export const DEFAULT_SLIPPAGE: SlippageConfig = { halfSpreadTicks: 1, halfSpreadBps: 0.5, impact: 1 };

/** The model in one line. */
export const describeSlippage = ({ halfSpreadTicks, halfSpreadBps, impact }: SlippageConfig): string =>
  `takers pay max(${halfSpreadTicks} tick, ${halfSpreadBps} bps) and ${impact} × range of the minute × √(size ÷ its volume)`;

/** Where a source shows a book nothing needs to be modelled. */
export const BOOK_TAKING_TEXT =
  'takers walk the levels of the book; what they eat is gone until the market speaks of the level again';

/** What the present minute has shown: its range stands for volatility, its volume for depth. */
export type Minute = { readonly range: number; readonly volume: number };

/**
 * Distance in ticks that a taker of `size` pays from `last`:
 * max(halfSpreadTicks, last × halfSpreadBps ÷ 10⁴) + impact × range × √(size ÷ volume), rounded up.
 * `size` 0 gives the spread alone. Without volume there is nothing to measure the impact against, and the whole range is paid.
 */
export function slippageTicks(config: SlippageConfig, last: Ticks, size: number, minute: Minute): number {
  const spread = Math.max(config.halfSpreadTicks, (last * config.halfSpreadBps) / 10_000, 1);
  const share = minute.volume > 0 ? size / minute.volume : Math.min(size, 1);
  return Math.ceil(spread + config.impact * minute.range * Math.sqrt(share));
}

/** `last` moved by `distance` against a taker of `side`; at least one tick. */
export const againstTaker = (last: Ticks, side: Side, distance: number): Ticks =>
  Math.max(side === 'buy' ? last + distance : last - distance, 1) as Ticks;

export type Modelled = { readonly config: SlippageConfig; readonly last: Ticks; readonly minute: Minute };

/** Price at which a taker of `side` gets `size` lots. */
export const modelledPrice = ({ config, last, minute }: Modelled, side: Side, size: Lots | 0): Ticks =>
  againstTaker(last, side, slippageTicks(config, last, size, minute));
