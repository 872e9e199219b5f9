/**
 * Keeps every position behind a stop, and its targets on the exchange: compares what should stand there with what does.
 * Invariant: a position is either covered by a live stop, or something is under way that will cover or close it.
 */
import {
  direction,
  type Instrument,
  type Lots,
  lots,
  type PositionSide,
  rate,
  type Ticks,
  type TriggerKind,
} from '../../domain/index.ts';
import type { TakeProfit } from '../strategy.ts';
import type { DeskTrigger } from './trigger-desk.ts';

const SHARE_ONE = rate('1');

/** What a position's protection is meant to be. */
export type Guard = {
  readonly symbol: string;
  readonly positionSide: PositionSide;
  readonly owner: string;
  /** The newest order that opened or grew it. */
  entryOid: string;
  leverage: number;
  stopLoss: Ticks;
  takeProfits: readonly TakeProfit[];
  /** Lots of that order's fills booked so far. */
  opened: Lots;
  /** The targets have been sent; they are sent once, and once more after each addition. */
  isLadderPlaced: boolean;
  /** Absent: none so far. */
  additions?: number;
  /** When the newest addition began to fill, epoch ms. */
  addedAt?: number;
  /** Names of the targets that the newest addition brought; ours of any other name are to go. */
  targetOids?: readonly string[];
};

export type Coverage = 'covered' | 'under-way' | 'open';

/** Whether the live stops reach over `size`, or one is still on its way. */
export function stopCoverage(triggers: readonly DeskTrigger[], size: Lots): Coverage {
  let covered = 0;
  let isUnderWay = false;
  for (const { request, status } of triggers) {
    if (request.kind !== 'stop-loss') continue;
    if (status === 'live') covered += request.size ?? size;
    else isUnderWay = true;
  }
  if (covered >= size) return 'covered';
  return isUnderWay ? 'under-way' : 'open';
}

/** Sizes of a scaled exit, one a rung: whole lots that add up to `size`; a rung below the smallest order joins its neighbour. */
export function ladderSizes(size: Lots, takeProfits: readonly TakeProfit[], instrument: Instrument): Lots[] {
  const sizes: number[] = [];
  let left: number = size;
  let carried = 0;
  takeProfits.forEach(({ share }, index) => {
    const isLast = index === takeProfits.length - 1;
    const wanted = isLast ? left : Math.min(left, carried + Number((BigInt(size) * share) / SHARE_ONE));
    const isTooSmall = wanted < instrument.sizeMin;
    const previous = sizes.findLastIndex((placed) => placed > 0);
    if (isTooSmall && isLast && previous >= 0) sizes[previous] = (sizes[previous] ?? 0) + wanted;
    carried = isTooSmall ? wanted : 0;
    sizes.push(isTooSmall ? 0 : wanted);
    if (!isTooSmall) left -= wanted;
  });
  return sizes.map(lots);
}

/** True when the price is already at or beyond the trigger, so that the venue would refuse it. */
export function isPast(kind: TriggerKind, positionSide: PositionSide, trigger: Ticks, price: Ticks): boolean {
  const gain = (price - trigger) * direction(positionSide);
  return kind === 'stop-loss' ? gain <= 0 : gain >= 0;
}

/** True when `next` lies nearer to profit than `current`. */
export const isTighter = (positionSide: PositionSide, current: Ticks, next: Ticks): boolean =>
  (next - current) * direction(positionSide) > 0;
