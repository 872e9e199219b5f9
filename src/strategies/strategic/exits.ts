/**
 * Stop, targets and the trailing stop as prices in whole ticks.
 * Invariant: every price is rounded away from the entry, so that neither a stop nor a target is nearer than asked.
 */
import { direction, type PositionSide, RATE_DECIMALS, type Rate, rate, type Ticks, ticks } from '../../domain/index.ts';
import type { PositionView, TakeProfit } from '../../kernel/index.ts';
import type { StrategicParams } from './params.ts';

/** A fraction as an exact rate, at its ten decimals. */
export const toRate = (fraction: number): Rate => rate(fraction.toFixed(RATE_DECIMALS));

/** A price this near to a whole tick is that tick: a float product of 54,500 may come out as 54,500.000000001. */
const NOISE = 1e-6;

const awayUp = (price: number): Ticks => ticks(Math.ceil(price - NOISE));
const awayDown = (price: number): Ticks => ticks(Math.floor(price + NOISE));

const above = (entry: number, fraction: number): Ticks => awayUp(entry * (1 + fraction));
const below = (entry: number, fraction: number): Ticks => awayDown(entry * (1 - fraction));

/** `entry` in ticks; `stop` as a fraction of it. */
export const stopPrice = (positionSide: PositionSide, entry: number, stop: number): Ticks =>
  positionSide === 'long' ? below(entry, stop) : above(entry, stop);

/** The reward is `stop` × rewardRisk; each target takes its share of the way and of the position. */
export function takeProfits(
  positionSide: PositionSide,
  { entry, stop }: { entry: number; stop: number },
  params: StrategicParams,
): readonly TakeProfit[] {
  const priceAt = positionSide === 'long' ? above : below;
  const reward = stop * params.rewardRisk;
  const first = toRate(params.share1);
  const second = toRate(params.share2);
  const rest = (toRate(1) - first - second) as Rate;
  return [
    { price: priceAt(entry, reward * params.target1), share: first },
    { price: priceAt(entry, reward * params.target2), share: second },
    { price: priceAt(entry, reward * params.target3), share: rest },
  ];
}

/** The profit that the stop should lock in at `profit`, both as fractions of the entry; undefined: leave the stop. */
export function lockedProfit(profit: number, scale: number, params: StrategicParams): number | undefined {
  if (profit < params.trailStart * scale) return undefined;
  return profit < params.trailHalf * scale ? params.trailLock * scale : params.trailShare * profit;
}

/** A better stop for the position at `close`, or undefined. */
export function trailedStop(
  position: PositionView,
  { close, scale }: { close: Ticks; scale: number },
  params: StrategicParams,
): Ticks | undefined {
  const side = direction(position.positionSide);
  const profit = (side * (close - position.entryPrice)) / position.entryPrice;
  const locked = lockedProfit(profit, scale, params);
  if (locked === undefined) return undefined;
  const price = position.entryPrice * (1 + side * locked);
  const stop = side === 1 ? awayDown(price) : awayUp(price);
  const isBetter = position.stopLoss === undefined || side * (stop - position.stopLoss) > 0;
  return isBetter && side * (close - stop) > 0 ? stop : undefined;
}
