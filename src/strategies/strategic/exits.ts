/**
 * The targets and the trailing stop of the strategic profile, in whole ticks.
 * Invariant: every price is rounded away from the entry; a trailed stop is nearer to profit than the one before.
 */
import { direction, type PositionSide, type Ticks } from '../../domain/index.ts';
import type { PositionView, TakeProfit } from '../../kernel/index.ts';
import { awayDown, awayUp, ladder } from '../profile/prices.ts';
import type { StrategicParams } from './params.ts';

/** The reward is `stop` × rewardRisk; each target takes its share of the way and of the position. */
export function takeProfits(
  positionSide: PositionSide,
  { entry, stop }: { entry: number; stop: number },
  params: StrategicParams,
): readonly TakeProfit[] {
  const reward = stop * params.rewardRisk;
  return ladder(positionSide, entry, [
    { reach: reward * params.target1, share: params.share1 },
    { reach: reward * params.target2, share: params.share2 },
    { reach: reward * params.target3, share: 0 },
  ]);
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
