/**
 * Finds the retest of a Fibonacci level: tested once, left, tested again, and held on closed bars.
 * Invariant: reads only bars since the leg's end; support and resistance are the same code with the sign turned.
 */
import type { Candle } from '../../domain/index.ts';
import { FIBONACCI_RATIOS, retracement } from '../../indicators/index.ts';
import type { StrategicParams } from './params.ts';
import type { Leg } from './reading.ts';

export type Zone = {
  readonly level: number;
  /** Half width, in ticks. */
  readonly tolerance: number;
  /** +1: a support under rising prices; −1: a resistance over falling ones. */
  readonly side: 1 | -1;
};

/** How far the bar stayed above a support, or below a resistance; negative when it went through. */
const clearance = (bar: Candle, { level, side }: Zone): number => side * ((side === 1 ? bar.low : bar.high) - level);

const closeClearance = (bar: Candle, { level, side }: Zone): number => side * (bar.close - level);

/** The bar reached into the zone and closed on the trend's side of the level. */
const isTest = (bar: Candle, zone: Zone): boolean =>
  Math.abs(clearance(bar, zone)) <= zone.tolerance && closeClearance(bar, zone) > 0;

/** The newest bar tests the zone and closes with the trend, after an older bar tested it and a bar between left it. */
export function isRetest(bars: readonly Candle[], zone: Zone): boolean {
  const newest = bars.at(-1);
  if (newest === undefined || !isTest(newest, zone)) return false;
  if (zone.side * (newest.close - newest.open) <= 0) return false;
  let hasLeft = false;
  for (let i = bars.length - 2; i >= 0; i--) {
    const bar = bars[i] as Candle;
    if (closeClearance(bar, zone) < -zone.tolerance) return false;
    if (closeClearance(bar, zone) > zone.tolerance) hasLeft = true;
    if (hasLeft && isTest(bar, zone)) return true;
  }
  return false;
}

/** The ratio of the shallowest level of `leg` that is retested, or undefined. `tolerance` in ticks. */
export function findRetest(
  bars: readonly Candle[],
  leg: Leg,
  { params, tolerance }: { params: StrategicParams; tolerance: number },
): number | undefined {
  const since = bars.slice(-Math.max(1, leg.age));
  const side = leg.to > leg.from ? 1 : -1;
  return FIBONACCI_RATIOS.find(
    (ratio) =>
      ratio >= params.retracementMin &&
      ratio <= params.retracementMax &&
      isRetest(since, { level: retracement(leg.from, leg.to, ratio), tolerance, side }),
  );
}
