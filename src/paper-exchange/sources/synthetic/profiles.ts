/**
 * How each synthetic market behaves: where it starts, how much it moves, how deep it is.
 * Invariant: a profile holds character, never a price that an order sees.
 */

export type Profile = {
  /** Where the price starts and what it is drawn back to over weeks, USDT. */
  readonly reference: number;
  /** Standard deviation of a day's return in a normal regime. */
  readonly dailyVolatility: number;
  /** Correlation with the common factor of all symbols. */
  readonly correlation: number;
  /** Mean notional of one trade, USDT. */
  readonly tradeNotional: number;
  /** Mean notional of the level at the best price, USDT; deeper levels hold more. */
  readonly levelNotional: number;
};

const profile = (
  reference: number,
  dailyVolatility: number,
  correlation: number,
  [tradeNotional, levelNotional]: readonly [number, number],
): Profile => ({ reference, dailyVolatility, correlation, tradeNotional, levelNotional });

export const PROFILES: Readonly<Record<string, Profile>> = {
  BTCUSDT: profile(65_000, 0.025, 0.85, [9_000, 120_000]),
  ETHUSDT: profile(3_200, 0.033, 0.85, [6_000, 90_000]),
  BNBUSDT: profile(590, 0.028, 0.7, [2_500, 40_000]),
  ADAUSDT: profile(0.45, 0.045, 0.75, [1_500, 25_000]),
  SOLUSDT: profile(150, 0.045, 0.8, [4_000, 60_000]),
  POLUSDT: profile(0.42, 0.05, 0.7, [1_000, 18_000]),
  AVAXUSDT: profile(27, 0.05, 0.75, [1_200, 20_000]),
  DOTUSDT: profile(5.6, 0.045, 0.75, [1_000, 18_000]),
  LINKUSDT: profile(14, 0.045, 0.75, [1_500, 22_000]),
  XRPUSDT: profile(0.58, 0.04, 0.7, [3_000, 45_000]),
  LTCUSDT: profile(82, 0.038, 0.75, [1_500, 25_000]),
  DOGEUSDT: profile(0.13, 0.05, 0.75, [3_000, 45_000]),
  TRXUSDT: profile(0.14, 0.025, 0.5, [1_200, 25_000]),
  BCHUSDT: profile(350, 0.042, 0.7, [1_200, 20_000]),
  UNIUSDT: profile(8.2, 0.05, 0.7, [1_000, 18_000]),
  ATOMUSDT: profile(5.1, 0.042, 0.75, [800, 15_000]),
  NEARUSDT: profile(4.6, 0.052, 0.75, [1_000, 18_000]),
};
