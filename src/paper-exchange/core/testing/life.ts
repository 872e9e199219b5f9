/**
 * What the operations of a random life see, and what they are.
 * Invariant: types only.
 */
import type { PaperExchange } from '../paper-exchange.ts';
import type { CommandResult, CoreOutput } from '../types.ts';

/** What an operation sees and uses. */
export type Life = {
  readonly exchange: PaperExchange;
  readonly at: number;
  /** A whole number from 0 to below `below`. */
  readonly random: (below: number) => number;
  readonly pick: <T>(items: readonly T[]) => T;
  /** True in so many of a hundred cases. */
  readonly chance: (percent: number) => boolean;
  /** Where each symbol trades, in ticks. */
  readonly middles: Map<string, number>;
  /** A name for an order, trigger or plan; none at times. */
  readonly name: () => string;
};

export type Done = { readonly result?: CommandResult; readonly outputs: readonly CoreOutput[] };

/** How often it comes, in proportion; and what it does. */
export type LifeOperation = readonly [weight: number, run: (life: Life) => Done];
