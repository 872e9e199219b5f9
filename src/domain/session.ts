/**
 * What a run is configured with. Part of the journal, so that a replay needs nothing else.
 */
import type { Timeframe } from './market.ts';
import type { Money, Rate } from './money.ts';
import type { MarginMode, PositionMode } from './order.ts';

export type Mode = 'backtest' | 'demo' | 'paper' | 'testnet' | 'live' | 'simulation';

/** Where an account is: in an embedded exchange, in Bitget's demo trading, or where the money is real. */
export type Network = 'embedded' | 'testnet' | 'mainnet';

/** Classic accounts speak Bitget's V2 API, Unified ones V3. */
export type AccountFamily = 'classic' | 'unified';

/** Whose books a journal keeps; fixed for the life of the journal. */
export type AccountIdentity = {
  readonly network: Network;
  readonly family: AccountFamily;
  /** What tells it from other accounts of its network; holds no secret. */
  readonly name: string;
};

export type RiskLimits = {
  readonly leverageMax: number;
  /** Share of equity that a trade may lose at its stop. */
  readonly riskPerTrade: Rate;
  readonly positionsMax: number;
  /** Realised loss in one UTC day after which no entry is made. */
  readonly dailyLossMax: Money;
  /** Consecutive losing trades that open the circuit breaker. */
  readonly lossesMax: number;
  readonly cooldownMs: number;
  /** Size factor of the first trade after the cooldown. */
  readonly sizeFactorAfterCooldown: Rate;
  /** What each winning trade adds to the size factor, until it is one again. */
  readonly sizeFactorStep: Rate;
  /** Distance of the stop from the price when a manual order names none. */
  readonly defaultStopDistance: Rate;
};

export type StrategyConfig = {
  /** Name in the registry of strategies. */
  readonly name: string;
  readonly timeframe: Timeframe;
  readonly params: Readonly<Record<string, number | string | boolean>>;
  /** Of the files that a user's own strategy was read from: SHA-256, hexadecimal. Absent for those of the registry. */
  readonly codeHash?: string;
};

export type SessionConfig = {
  readonly mode: Mode;
  /** Absent where no account is traded, as in a backtest. */
  readonly account?: AccountIdentity;
  /** Starts every clientOid; 1–8 of [a-z0-9], fixed for the life of a journal. */
  readonly tag: string;
  readonly symbols: readonly string[];
  readonly positionMode: PositionMode;
  readonly marginMode: MarginMode;
  readonly risk: RiskLimits;
  readonly strategies: readonly StrategyConfig[];
};
