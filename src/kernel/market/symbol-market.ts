/**
 * What is known of one symbol's market: its instrument, newest prices, last candle.
 * Invariant: `price` is the newest price of any kind that has arrived, in the order of the journal.
 */
import type { Instrument, Rate, Ticks } from '../../domain/index.ts';

export type SymbolMarketState = {
  price: Ticks | undefined;
  bid: Ticks | undefined;
  ask: Ticks | undefined;
  mark: Ticks | undefined;
  fundingRate: Rate;
  nextFundingAt: number;
  /** Open time of the newest closed 1-minute candle; −1 before the first. */
  candleOpenAt: number;
  /** Time of the newest market event. */
  updatedAt: number;
  /** Count of funding intervals since the epoch, at the newest event; −1 before the first. */
  fundingSlot: number;
};

export type SymbolMarket = SymbolMarketState & { instrument: Instrument };

export const createSymbolMarket = (instrument: Instrument): SymbolMarket => ({
  instrument,
  price: undefined,
  bid: undefined,
  ask: undefined,
  mark: undefined,
  fundingRate: 0n as Rate,
  nextFundingAt: 0,
  candleOpenAt: -1,
  updatedAt: 0,
  fundingSlot: -1,
});
