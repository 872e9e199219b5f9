/**
 * How the embedded exchange is configured, what it answers, and what its staff may do; with requests and views its vocabulary.
 * Invariant: no wire names.
 */
import type {
  Instrument,
  InstrumentStatus,
  MarginMode,
  Money,
  PositionMode,
  PositionSide,
  TriggerPriceType,
  VenueEvent,
} from '../../domain/index.ts';
import type { CommandResult } from './refusals.ts';

export type * from './refusals.ts';
export type * from './requests.ts';
export type * from './views.ts';

export type AccountConfig = {
  readonly name: string;
  /** Opening cash. */
  readonly balance: Money;
  readonly positionMode: PositionMode;
  /** Of every symbol until `setMarginMode` changes it. */
  readonly marginMode: MarginMode;
  /** Of every symbol until `setLeverage` changes it; default 10, cut to the instrument's bounds. */
  readonly leverage?: number;
};

/** Each order and cancel takes `baseMs` plus a seeded share of `jitterMs` to reach the book; both zero: at once. */
export type LatencyConfig = { readonly baseMs: number; readonly jitterMs: number };

/** Price of liquidity where the source shows none (candles). See `slippage.ts` for the formula. */
export type SlippageConfig = {
  /** Half of the spread: the larger of the two holds. */
  readonly halfSpreadTicks: number;
  readonly halfSpreadBps: number;
  /** Factor of the square-root impact against the minute's range and volume; 0 turns it off. */
  readonly impact: number;
};

export type ExchangeOptions = {
  readonly instruments: readonly Instrument[];
  readonly accounts: readonly AccountConfig[];
  /** Default: no latency. */
  readonly latency?: LatencyConfig;
  /** Default: half spread of 1 tick or 0.5 bps, impact factor 1. */
  readonly slippage?: SlippageConfig;
  /** Of the latency jitter; default 1. */
  readonly seed?: number;
  /** Which price fires an order's presets; default `last`. */
  readonly presetTriggerBy?: TriggerPriceType;
  /** Open orders, live triggers, and live plans, per account and symbol; default 200. */
  readonly openMax?: number;
  /** The same over all symbols; default 400. */
  readonly openInAllMax?: number;
  /** Finished orders, finished triggers, fills and bills kept per account; default 10,000. */
  readonly historyMax?: number;
};

/** In the order in which they happen; `changed` comes last, once per account, kind and symbol. */
export type CoreOutput =
  | { readonly account: string; readonly event: VenueEvent }
  /**
   * Ask again: cash, margins or available (`symbol` names the cause); a position of the symbol; the plan `id` (see `plan`);
   * the position that closed for good under `id` (see `closedPositions`).
   */
  | {
      readonly account: string;
      readonly changed: 'balance' | 'position' | 'plan' | 'closed-position';
      readonly symbol: string;
      readonly at: number;
      /** Of the plan or closed position. */
      readonly id?: string;
    };

export type CommandAnswer = { readonly result: CommandResult; readonly outputs: readonly CoreOutput[] };

/** What the exchange's own staff may do; see `administer`. */
export type AdminCommand =
  /** `halted` refuses every order; what is open stays. */
  | { readonly kind: 'set-status'; readonly symbol: string; readonly status: InstrumentStatus }
  /** Orders, triggers and plans are canceled, positions closed at mark, and the symbol stays `halted`. */
  | { readonly kind: 'delist'; readonly symbol: string }
  /** At the present mark, as a whole, whatever it has left; undefined side: both. */
  | {
      readonly kind: 'liquidate';
      readonly account: string;
      readonly symbol: string;
      readonly positionSide?: PositionSide | undefined;
    }
  /** From here on the exchange settles by itself at each multiple of `hours` (1 to 24, a divisor of 24), at the last shown rate. */
  | { readonly kind: 'set-funding-interval'; readonly symbol: string; readonly hours: number }
  /** Cash in (positive) or out, against the pool `outside`. */
  | { readonly kind: 'transfer'; readonly account: string; readonly amount: Money }
  /** From here on it is traded, once it has a price; one that is listed already changes nothing. */
  | { readonly kind: 'list'; readonly instrument: Instrument }
  /** Its opening balance comes from the pool `outside`. */
  | { readonly kind: 'create-account'; readonly config: AccountConfig };

/** One answer per position, in order of age; one refused does not stop the rest. */
export type CloseAnswer = {
  readonly results: readonly {
    readonly symbol: string;
    readonly positionSide: PositionSide;
    readonly result: CommandResult;
  }[];
  readonly outputs: readonly CoreOutput[];
};

/** Plain JSON. */
export type ExchangeSnapshot = { readonly version: 1; readonly state: unknown };
