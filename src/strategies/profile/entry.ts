/**
 * An entry as a profile proposes it: stake, stop and ladder of targets from a few fractions.
 * Invariant: no entry has a price at or below zero.
 */
import type { PositionSide, Ticks } from '../../domain/index.ts';
import type { Intent } from '../../kernel/index.ts';
import { ladder, type Rung, stopPrice } from './prices.ts';
import type { Stake } from './stake.ts';

export type EnterIntent = Extract<Intent, { kind: 'enter' }>;

export type EntryPlan = {
  readonly positionSide: PositionSide;
  /** Where the entry is expected, in ticks. */
  readonly price: Ticks;
  /** Distance of the stop, as a fraction of the price. */
  readonly stop: number;
  readonly rungs: readonly Rung[];
  readonly stake: Stake;
  /** True: a post-only limit order at `price`. */
  readonly isPostOnly?: boolean;
  readonly reason: string;
};

export function enterBy(plan: EntryPlan): EnterIntent | undefined {
  const { positionSide, price, stop, rungs, stake, isPostOnly = false, reason } = plan;
  const stopLoss = stopPrice(positionSide, price, stop);
  const takeProfits = ladder(positionSide, price, rungs);
  if (Math.min(stopLoss, ...takeProfits.map((one) => one.price)) <= 0) return undefined;
  const limit = isPostOnly ? { limit: price } : {};
  return { kind: 'enter', positionSide, ...limit, stopLoss, takeProfits, ...stake, reason };
}

export const sideOf = (sign: number): PositionSide => (sign > 0 ? 'long' : 'short');
