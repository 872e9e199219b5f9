/**
 * A change of a resting entry that waits for the end of the order that it replaces.
 */
import type { Lots, Ticks } from '../../domain/index.ts';

export type Amendment = {
  /** Undefined: as it was. */
  readonly price: Ticks | undefined;
  readonly size: Lots | undefined;
  readonly requestId: string;
  /** When it was asked for, epoch ms. */
  readonly at: number;
};
