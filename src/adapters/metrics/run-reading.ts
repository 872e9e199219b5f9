/**
 * What a scrape reads of a run. Text of money becomes a float here, for plots and alarms alone.
 * Invariant: plain data, read when asked for; nothing on the way of an order waits for it.
 */

/** Of the engine's rows, what is measured. Decimal text; `at` is epoch ms by the engine's clock. */
export type StatusReading = {
  readonly state: string;
  readonly mode: string;
  readonly at: number;
  readonly startedAt: number;
  readonly balance: string;
  readonly equity: string;
  readonly available: string;
  readonly unrealizedPnl: string;
  readonly realizedToday: string;
  readonly fees: string;
  readonly funding: string;
  readonly maxDrawdown: string;
  readonly openPositions: number;
  readonly wins: number;
  readonly losses: number;
  readonly trades: number;
  readonly fills: number;
  readonly breaker: { readonly state: string; readonly sizeFactor: string; readonly consecutiveLosses: number };
  readonly refusals: Readonly<Record<string, number>>;
  readonly reconciledAt: number | undefined;
  readonly seq: number;
};

export type PositionReading = {
  readonly symbol: string;
  readonly side: string;
  readonly size: string;
  readonly markPrice: string;
  readonly unrealizedPnl: string;
  readonly stopLoss: string | undefined;
};

/** How alerts reach people by one channel. */
export type ChannelReading = {
  readonly channel: string;
  readonly waiting: number;
  /** Since a message last arrived, in real time; undefined: none has in this run. */
  readonly deliveredAgeMs: number | undefined;
  /** By what became of an attempt. */
  readonly counts: Readonly<Record<string, number>>;
};

export type RunReading = {
  /** Undefined until the session has begun. */
  readonly status: StatusReading | undefined;
  readonly positions: readonly PositionReading[];
  /** When each symbol was last heard of, by the engine's clock. */
  readonly heardAt: Readonly<Record<string, number>>;
  /** By the engine's clock. */
  readonly now: number;
  /** Milliseconds of the engine's clock in one of the wall's; undefined: it moves by messages alone. */
  readonly pace: number | undefined;
  /** The unasked reconcile, in milliseconds of the engine's clock; undefined: there is none. */
  readonly reconcileEveryMs: number | undefined;
  readonly limits: { readonly dailyLossMax: number; readonly positionsMax: number };
  readonly queues: {
    readonly depthMax: number;
    readonly unflushed: number;
    readonly unflushedSince: number | undefined;
    readonly lanes: readonly number[];
  };
  readonly rest: {
    readonly waiting: number;
    readonly remaining: ReadonlyMap<string, number>;
    readonly clockOffsetMs: number;
  };
  readonly journal: { readonly isInPlace: boolean; readonly isWritable: boolean; readonly bytes: number };
  /** Empty where nobody is told. */
  readonly alerts: readonly ChannelReading[];
  /** Of the data folder's disk; undefined where the system does not tell. */
  readonly disk: { readonly freeBytes: number; readonly totalBytes: number } | undefined;
};
