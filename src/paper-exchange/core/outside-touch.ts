/**
 * What a taker finds outside: the best level that the source shows, or modelled liquidity without end.
 * Invariant: asking changes nothing.
 */
import { type Lots, lots, type Side, type Ticks } from '../../domain/index.ts';
import { modelledPrice } from './slippage.ts';
import type { Core, Market } from './state.ts';

export const otherSide = (side: Side): Side => (side === 'buy' ? 'sell' : 'buy');

/** The best price for a taker of `side` and `size`; undefined: there is none. */
export function outsidePrice(core: Core, market: Market, side: Side, size: Lots | 0): Ticks | undefined {
  if (market.book.isShown) return market.book.side(otherSide(side)).bestPrice;
  if (market.last === undefined) return undefined;
  return modelledPrice({ config: core.options.slippage, last: market.last, minute: market.minute }, side, size);
}

/** Lots at that price. */
export const outsideSize = (market: Market, side: Side): Lots =>
  market.book.isShown ? market.book.side(otherSide(side)).bestSize : lots(Number.MAX_SAFE_INTEGER);

export function outsideTouch(
  core: Core,
  market: Market,
  { side, size }: { side: Side; size: Lots | 0 },
): { price: Ticks; size: Lots } | undefined {
  const price = outsidePrice(core, market, side, size);
  return price === undefined ? undefined : { price, size: outsideSize(market, side) };
}
