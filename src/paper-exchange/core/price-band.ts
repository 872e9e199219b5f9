/**
 * How far from the market a limit may be: buys not too far above it, sells not too far below.
 * Invariant: measured against the mark, or the last price where the source gives no mark.
 */
import { formatPrice, type Instrument, RATE_DECIMALS, type Side, type Ticks } from '../../domain/index.ts';
import { refuse } from './refuse.ts';
import { type Market, markOf, type PriceBounds } from './state.ts';
import type { Refusal } from './types.ts';

const RATE_ONE = 10n ** BigInt(RATE_DECIMALS);

export function checkBand(market: Market, price: Ticks, side: Side): Refusal | undefined {
  const mark = markOf(market);
  if (mark === undefined) return refuse('no-price', { symbol: market.instrument.symbol });
  if (market.bounds?.mark !== mark) market.bounds = boundsOf(market.instrument, mark);
  const { buyMax, sellMin } = market.bounds;
  if (side === 'buy' ? price <= buyMax : price >= sellMin) return undefined;
  return refuse('price-out-of-band', {
    price: formatPrice(market.instrument, price),
    mark: formatPrice(market.instrument, mark),
  });
}

function boundsOf({ priceBand, sellPriceBand = priceBand }: Instrument, mark: Ticks): PriceBounds {
  const reference = BigInt(mark);
  return {
    mark,
    buyMax: Number((reference * (RATE_ONE + priceBand)) / RATE_ONE),
    sellMin: Number((reference * (RATE_ONE - sellPriceBand) + RATE_ONE - 1n) / RATE_ONE),
  };
}
