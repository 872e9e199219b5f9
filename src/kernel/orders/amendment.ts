/**
 * A change of a resting entry that waits: for the end of the order that it replaces, or for the report that shows it.
 */
import type { Lots, Ticks } from '../../domain/index.ts';

export type Amendment = {
  /** Undefined: as it was. */
  readonly price: Ticks | undefined;
  readonly size: Lots | undefined;
  readonly requestId: string;
  /** When it was asked for, epoch ms. */
  readonly at: number;
  /** The order stays and is changed itself. */
  readonly isInPlace?: boolean;
  /** The venue has it, or may have it. */
  readonly isSent?: boolean;
  /** Answered already: it was not seen in time, and may still come. */
  readonly isGivenUp?: boolean;
};

export type OrderTerms = { readonly price: Ticks; readonly size: Lots };

/** `isHeardBefore`: the order was so once; a late report of that time says nothing of the change. */
export type WantedTerms = OrderTerms & { readonly isHeardBefore?: boolean };
