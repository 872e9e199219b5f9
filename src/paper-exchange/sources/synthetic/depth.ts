/**
 * Draws an order book around a price: fifteen levels a side, deeper ones larger, less what takers here have eaten.
 * Invariant: bids fall, asks rise, the best bid is below the best ask, and every level holds at least one lot.
 */
import { type Instrument, type Level, lots, type Ticks, ticks } from '../../../domain/index.ts';
import type { Noise } from './noise.ts';
import type { Profile } from './profiles.ts';
import { lotsOf } from './scale.ts';

const LEVELS = 15;
const SPREAD_SHARE = 1e-5;
const GAP_SHARE = 2e-5;
const DEPTH_GROWTH = 0.25;
/** What stays of a level that takers here have emptied. */
const REMNANT = 0.1;

export const DEPTH_TEXT = `a fresh book of ${LEVELS} levels a side at each step, thinner and wider when volatile`;

export type Depth = { readonly bids: readonly Level[]; readonly asks: readonly Level[] };

export type Shape = {
  /** Price in ticks, not rounded. */
  readonly middle: number;
  /** Widens the spread and thins the book. */
  readonly excitement: number;
  /** Lots missing from the best levels on. */
  readonly eaten: { readonly bids: number; readonly asks: number };
};

/** Mean distance of the best prices from the middle, in ticks. */
export const halfSpreadOf = ({ middle, excitement }: Shape): number =>
  Math.max(1, middle * SPREAD_SHARE * excitement) / 2;

export function drawDepth(
  market: { readonly instrument: Instrument; readonly profile: Profile; readonly noise: Noise },
  shape: Shape,
): Depth {
  const { middle, excitement, eaten } = shape;
  const spread = Math.max(1, Math.round(2 * halfSpreadOf(shape) * (0.5 + market.noise.uniform())));
  const bid = Math.max(1, Math.round(middle - spread / 2));
  return { bids: without(eaten.bids, side(-1, bid)), asks: without(eaten.asks, side(1, bid + spread)) };

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

/** The levels less `eaten` lots, taken from the best one on. */
function without(eaten: number, levels: Level[]): Level[] {
  let missing = Math.round(eaten);
  for (let i = 0; i < levels.length && missing > 0; i++) {
    const [price, size] = levels[i] as Level;
    const gone = Math.min(missing, size - Math.max(1, Math.ceil(size * REMNANT)));
    levels[i] = [price, lots(size - gone)];
    missing -= gone;
  }
  return levels;
}
