/**
 * A market that tests write themselves: an instrument, updates, and a source that plays them.
 * Invariant: test support only; nothing outside tests imports it.
 */
import { btc } from '../../../../test/support/instruments.ts';
import { type Candle, type Instrument, lots, rate, type Side, ticks } from '../../../domain/index.ts';
import type { MarketSource, MarketUpdate } from '../../core/index.ts';

/** Midnight UTC, 2024-01-01. */
export const START = 1_704_067_200_000;
export const MINUTE = 60_000;

/** Tick 0.1, lot 0.001. */
export const BTC: Instrument = { ...btc, priceBand: rate('0.05') };

const symbol = BTC.symbol;
const tick = (price: number) => ticks(Math.round(price * 10));

/** One level of 10 coins each side, half a unit around `middle`. */
export const book = (at: number, middle: number): MarketUpdate => ({
  type: 'book',
  at,
  symbol,
  isSnapshot: true,
  bids: [[tick(middle - 0.5), lots(10_000)]],
  asks: [[tick(middle + 0.5), lots(10_000)]],
});

export const trade = (at: number, price: number, side: Side = 'buy'): MarketUpdate => ({
  type: 'trade',
  at,
  symbol,
  price: tick(price),
  size: lots(5),
  side,
});

export const mark = (at: number, price: number): MarketUpdate => ({
  type: 'mark',
  at,
  symbol,
  mark: tick(price),
  index: tick(price),
  fundingRate: rate('0.0001'),
  nextFundingAt: START + 8 * 60 * MINUTE,
});

export const funding = (at: number): MarketUpdate => ({ type: 'funding', at, symbol, rate: rate('0.0001') });

export const minute = (openAt: number, price: number): Candle => ({
  openAt,
  open: tick(price),
  high: tick(price + 1),
  low: tick(price - 1),
  close: tick(price),
  volume: lots(1_000),
});

export const closed = (openAt: number, price: number): MarketUpdate => ({
  type: 'candle',
  at: openAt + MINUTE,
  symbol,
  candle: minute(openAt, price),
  walk: false,
});

/** A book, a trade and a mark at `price`: a market that is open. */
export const opening = (price = 60_000): MarketUpdate[] => [
  book(START, price),
  trade(START, price),
  mark(START, price),
];

/** Plays `updates`; before `START` there are a thousand quiet minutes at 59,000. */
export function playedSource(updates: readonly MarketUpdate[]): MarketSource {
  let next = 0;
  return {
    name: 'played',
    instruments: [BTC],
    startAt: START,
    endAt: updates.at(-1)?.at,
    history: (_symbol, until, count) => {
      const end = Math.min(until, START);
      const last = Math.floor(end / MINUTE) * MINUTE;
      return Array.from({ length: Math.min(count, 1_000) }, (_, i) =>
        minute(last - (Math.min(count, 1_000) - i) * MINUTE, 59_000),
      );
    },
    next: () => updates[next++],
    peekAt: () => updates[next]?.at,
  };
}
