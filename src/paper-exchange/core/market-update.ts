/**
 * What the world outside does to the embedded exchange: liquidity, trades, prices, funding; and where it comes from.
 * Invariant: a source yields updates in order of `at`, the same ones for the same seed or file.
 */
import type { Candle, Instrument, Level, Lots, Rate, Side, Ticks } from '../../domain/index.ts';

export type MarketUpdate =
  /** Levels of outside liquidity; a snapshot replaces the book, else sizes are absolute and 0 deletes. Bids and asks best first. */
  | {
      readonly type: 'book';
      readonly at: number;
      readonly symbol: string;
      readonly isSnapshot: boolean;
      readonly bids: readonly Level[];
      readonly asks: readonly Level[];
    }
  /** Best bid and ask alone: where only those are known, or fresher than the levels. */
  | {
      readonly type: 'quote';
      readonly at: number;
      readonly symbol: string;
      readonly bid: Ticks;
      readonly bidSize: Lots;
      readonly ask: Ticks;
      readonly askSize: Lots;
    }
  /** A trade between others; `side` is the taker's. */
  | {
      readonly type: 'trade';
      readonly at: number;
      readonly symbol: string;
      readonly price: Ticks;
      readonly size: Lots;
      readonly side: Side;
    }
  | {
      readonly type: 'mark';
      readonly at: number;
      readonly symbol: string;
      readonly mark: Ticks;
      readonly index: Ticks;
      readonly fundingRate: Rate;
      readonly nextFundingAt: number;
    }
  /** Settles funding at `rate` on every open position of the symbol, at the present mark price. */
  | { readonly type: 'funding'; readonly at: number; readonly symbol: string; readonly rate: Rate }
  /**
   * A whole 1-minute candle; `at` is its close. Where the source has no finer data, the exchange walks
   * open → (the extreme that hurts the open position) → the other extreme → close.
   */
  | {
      readonly type: 'candle';
      readonly at: number;
      readonly symbol: string;
      readonly candle: Candle;
      readonly walk: boolean;
    };

/** One assumption: what it is about, and its rule with its numbers. */
export type SourceModel = { readonly name: string; readonly rule: string };

export interface MarketSource {
  /** Such as "synthetic, seed 7" or "recorded depth btcusdt-20240808-depth-bbo-trades.gz": goes into every report. */
  readonly name: string;
  /** What it makes up and by which rule, a line each: goes into every report. Absent: nothing. */
  readonly models?: readonly SourceModel[];
  readonly instruments: readonly Instrument[];
  /** Epoch ms of the first update. */
  readonly startAt: number;
  /** Epoch ms of the last update; undefined when there is no end. */
  readonly endAt: number | undefined;
  /** Closed 1-minute candles before `until`, oldest first, at most `count`; empty where the source knows none. */
  history(symbol: string, until: number, count: number): readonly Candle[];
  /** Undefined: the end. */
  next(): MarketUpdate | undefined;
  /** `at` of what `next` would give. */
  peekAt(): number | undefined;
  /** Present where the source has no end of its own: goes on from `at` with these last prices, without a jump. */
  resumeFrom?(at: number, last: ReadonlyMap<string, Ticks>): void;
  /** Present where it has no end of its own: all that decides what comes next, as text. */
  save?(): string;
  /** Goes on from what `save` gave as if never interrupted. @returns false where that was another market: nothing has changed then. */
  restore?(saved: string): boolean;
  /** Present where the market answers to takers here: they have taken these levels, in this order. It shows with its next step. */
  take?(symbol: string, side: Side, levels: readonly Level[]): void;
  /** Present where prices are made up as they go: moves the symbol's price by so many basis points with its next step. */
  shock?(symbol: string, bps: number): void;
}
