/**
 * What a run says when it has ended.
 * Invariant: types only.
 */

/** What the exchange still holds of a run when it has ended. Decimal text. */
export type OpenAtEnd = {
  /** False: the exchange did not answer at the end; this is what it last said, and what was asked of it since. */
  readonly isConfirmed: boolean;
  readonly positions: readonly {
    readonly symbol: string;
    readonly side: 'long' | 'short';
    readonly size: string;
    readonly entryPrice: string;
    /** Undefined: no stop is known to stand. */
    readonly stopLoss: string | undefined;
    readonly takeProfits: readonly string[];
  }[];
  readonly orders: readonly {
    readonly clientOid: string;
    readonly symbol: string;
    readonly intent: 'open' | 'close';
    readonly side: 'long' | 'short';
    readonly type: string;
    readonly price: string | undefined;
    readonly size: string | undefined;
    readonly status: string;
  }[];
};

export type Summary = {
  readonly orders: number;
  readonly fills: number;
  readonly trades: number;
  readonly ledger: { readonly ours: string; readonly exchange: string; readonly difference: string };
  readonly equity: string;
  readonly fees: string;
  readonly funding: string;
  readonly openPositions: number;
  readonly open: OpenAtEnd;
  /** Where everything was to be closed: whether it was. */
  readonly isFlat?: boolean | undefined;
  /** Entries that were not made, by rule. */
  readonly refusals: Readonly<Record<string, number>>;
  readonly entries: number;
  readonly journal: string;
  readonly effectHash: string;
  readonly stateHash: string;
  readonly elapsedMs: number;
};
