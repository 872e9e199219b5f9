/**
 * Draws an order book around a price: fifteen levels a side, deeper ones larger.
 * Invariant: bids fall, asks rise, the best bid is below the best ask.
 */
import { type Instrument, type Level, type Ticks, ticks } from '../../../domain/index.ts';
import type { Noise } from './noise.ts';
import type { Profile } from './profiles.ts';
import { lotsOf } from './scale.ts';

const LEVELS = 15;
const SPREAD_SHARE = 1e-5;
const GAP_SHARE = 2e-5;
const DEPTH_GROWTH = 0.25;

export type Depth = { readonly bids: readonly Level[]; readonly asks: readonly Level[] };

/**
 * @param middle in ticks, not rounded.
 * @param excitement widens the spread and thins the book.
 */
export function drawDepth(
  market: { readonly instrument: Instrument; readonly profile: Profile; readonly noise: Noise },
  middle: number,
  excitement: number,
): Depth {
  const spread = Math.max(1, Math.round(middle * SPREAD_SHARE * excitement * (0.5 + market.noise.uniform())));
  const bid = Math.max(1, Math.round(middle - spread / 2));
  return { bids: side(-1, bid), asks: side(1, bid + spread) };

  function side(direction: 1 | -1, best: number): Level[] {
    const { instrument, profile, noise } = market;
    const levels: Level[] = [];
    let price = best;
    for (let i = 0; i < LEVELS && price >= 1; i++) {
      const notional = (profile.levelNotional * (0.3 + 1.4 * noise.uniform()) * (1 + DEPTH_GROWTH * i)) / excitement;
      levels.push([ticks(price), lotsOf(instrument, notional, price as Ticks)]);
      price += direction * (1 + Math.floor(noise.uniform() * 2 * GAP_SHARE * middle));
    }
    return levels;
  }
}
