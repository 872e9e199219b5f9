/**
 * How far from the market a limit may be: buys not too far above it, sells not too far below.
 * Invariant: measured against the mark, or the last price where the source gives no mark.
 */
import { formatPrice, RATE_DECIMALS, type Side, type Ticks } from '../../domain/index.ts';
import { refuse } from './refuse.ts';
import { type Market, markOf } from './state.ts';
import type { Refusal } from './types.ts';

const RATE_ONE = 10n ** BigInt(RATE_DECIMALS);

export function checkBand(market: Market, price: Ticks, side: Side): Refusal | undefined {
  const mark = markOf(market);
  if (mark === undefined) return refuse('no-price', { symbol: market.instrument.symbol });
  const { priceBand, sellPriceBand = priceBand } = market.instrument;
  const [scaled, reference] = [BigInt(price) * RATE_ONE, BigInt(mark)];
  const isOut =
    side === 'buy' ? scaled > reference * (RATE_ONE + priceBand) : scaled < reference * (RATE_ONE - sellPriceBand);
  if (!isOut) return undefined;
  return refuse('price-out-of-band', {
    price: formatPrice(market.instrument, price),
    mark: formatPrice(market.instrument, mark),
  });
}
