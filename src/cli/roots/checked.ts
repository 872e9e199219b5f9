/**
 * What a person is shown before a run may trade: the account at Bitget, and the limits.
 * Invariant: types only.
 */
import type { PositionMode } from '../../domain/index.ts';

/** What an account at Bitget holds. Money in USDT. */
export type AccountFacts = {
  /** Of the REST API. */
  readonly host: string;
  /** The exchange's clock against the machine's. */
  readonly clockOffsetMs: number;
  readonly balance: string;
  readonly available: string;
  readonly positionMode: PositionMode;
  /** Each as "BTCUSDT long 0.01". */
  readonly positions: readonly string[];
  readonly openOrders: number;
};

/** What a run may do at most; `riskPerTrade` is a share of the equity, `dailyLossMax` in USDT. */
export type RunLimits = {
  readonly leverageMax: number;
  readonly riskPerTrade: string;
  readonly positionsMax: number;
  readonly dailyLossMax: string;
  readonly lossesMax: number;
};
