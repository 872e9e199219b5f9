/**
 * What crosses from an engine to its mirror: plain data, which may be copied to another thread.
 * Invariant: types only.
 */
import type { Instrument } from '../../domain/index.ts';
import type {
  CandleRow,
  EquityPoint,
  FillRow,
  JournalRow,
  LiveMessage,
  NoticeRow,
  OrderRow,
  PositionRow,
  RiskRow,
  StatusRow,
  StrategyRow,
  TickerRow,
} from '../api.ts';

/** What is read of an engine and told by no message. */
export type MirrorView = {
  readonly status: StatusRow;
  readonly risk: RiskRow;
  readonly strategies: readonly StrategyRow[];
  readonly tickers: readonly TickerRow[];
  readonly instruments: readonly Instrument[];
};

/** All that a mirror shows. */
export type MirrorWhole = MirrorView & {
  readonly positions: readonly PositionRow[];
  readonly orders: readonly OrderRow[];
  readonly fills: readonly FillRow[];
  readonly notices: readonly NoticeRow[];
  readonly journal: readonly JournalRow[];
  readonly equity: readonly EquityPoint[];
  /** By symbol; the last one may be forming. */
  readonly candles: Readonly<Record<string, readonly CandleRow[]>>;
  /** Those that are not closed yet. */
  readonly forming: Readonly<Record<string, CandleRow>>;
};

export type MirrorBatch = {
  /** The engine's time. */
  readonly at: number;
  /** In the order in which the engine told them. */
  readonly messages: readonly LiveMessage[];
  /** After the messages; absent where nothing has changed. */
  readonly view?: MirrorView;
  /** In place of all that was before, the messages included. */
  readonly whole?: MirrorWhole;
};
