/**
 * Market data as values: candles, quotes, trades, book levels, timeframes.
 * Invariant: a `Candle` is closed unless its holder says otherwise; times are epoch milliseconds UTC.
 */
import { InvalidInput } from './errors.ts';
import type { Lots, Ticks } from './instrument.ts';

export type Side = 'buy' | 'sell';

export type Candle = {
  /** Start of the candle, inclusive. */
  readonly openAt: number;
  readonly open: Ticks;
  readonly high: Ticks;
  readonly low: Ticks;
  readonly close: Ticks;
  /** Traded base coin, in lots. */
  readonly volume: Lots;
};

/** A price level: [price, size]. Size 0 deletes the level in an update. */
export type Level = readonly [price: Ticks, size: Lots];

const UNITS_MS = { s: 1_000, m: 60_000, H: 3_600_000, D: 86_400_000 } as const;

/** Such as 5s, 1m, 15m, 1H, 1D; aligned to UTC. */
export type Timeframe = `${number}${keyof typeof UNITS_MS}`;

/** @throws InvalidInput when the text is no timeframe. */
export function timeframeMs(timeframe: string): number {
  const match = /^([1-9]\d{0,3})([smHD])$/.exec(timeframe);
  if (!match) throw new InvalidInput('timeframe', timeframe, 'a count and s, m, H or D, such as 15m');
  return Number(match[1]) * UNITS_MS[match[2] as keyof typeof UNITS_MS];
}
