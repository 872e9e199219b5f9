/**
 * What is to protect a position from its first fill on.
 */
import type { Ticks } from '../../domain/index.ts';
import type { TakeProfit } from '../strategy.ts';

export type EntryPlan = {
  /** The strategy that asked, or "manual". */
  readonly owner: string;
  readonly reason: string;
  readonly stopLoss: Ticks;
  readonly takeProfits: readonly TakeProfit[];
  /** It adds to the owner's position. */
  readonly isAddition?: true;
};
