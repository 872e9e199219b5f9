/**
 * A market of two contracts that a test moves by hand, at the present time, as other people's clients expect it.
 * Invariant: no two levels, candles or prices of it are alike, so that a value taken from the wrong place shows.
 */
import { type Candle, type Instrument, type Level, lots, rate, ticks } from '../../../src/domain/index.ts';
import type { MarketSource, MarketUpdate } from '../../../src/paper-exchange/core/index.ts';
import { btc, eth } from '../../support/instruments.ts';

export const MINUTE_MS = 60_000;
const LEVELS = 20;
const HISTORY_MAX = 1_000;

export const BTC: Instrument = { ...btc, priceBand: rate('0.05') };
export const ETH: Instrument = { ...eth, priceBand: rate('0.05') };

/** Where the contracts begin, in USDT. */
export const BTC_PRICE = 60_000;
const ETH_PRICE = 3_000;

const inTicks = (instrument: Instrument, price: number) => ticks(Math.round(price * 10 ** instrument.tick.decimals));

/** The best of each side is half a unit from `price`, the next ones half a unit further each. */
function levels(instrument: Instrument, price: number, sign: 1 | -1): Level[] {
  return Array.from({ length: LEVELS }, (_, i) => [
    inTicks(instrument, price + (sign * (i + 1)) / 2),
    lots(10_000 + 100 * i + (sign === 1 ? 7 : 3)),
  ]);
}

/** Book, trade and mark: the trade a tenth below the best ask, the mark above the trade, the index below it. */
export function movesTo(instrument: Instrument, at: number, price: number): MarketUpdate[] {
  const { symbol } = instrument;
  return [
    {
      type: 'book',
      at,
      symbol,
      isSnapshot: true,
      bids: levels(instrument, price, -1),
      asks: levels(instrument, price, 1),
    },
    { type: 'trade', at, symbol, price: inTicks(instrument, price + 0.4), size: lots(5), side: 'buy' },
    {
      type: 'mark',
      at,
      symbol,
      mark: inTicks(instrument, price + 0.7),
      index: inTicks(instrument, price - 0.8),
      fundingRate: rate('0.0001'),
      nextFundingAt: Math.ceil((at + 1) / (8 * 60 * MINUTE_MS)) * 8 * 60 * MINUTE_MS,
    },
  ];
}

const minute = (instrument: Instrument, openAt: number, price: number): Candle => {
  const middle = price - 100 + ((openAt / MINUTE_MS) % 7);
  const [open, high, low, close] = [middle, middle + 2, middle - 1, middle + 1].map((at) => inTicks(instrument, at));
  return { openAt, open, high, low, close, volume: lots(1_000 + ((openAt / MINUTE_MS) % 11)) } as Candle;
};

const PRICES = new Map([
  [BTC.symbol, { instrument: BTC, price: BTC_PRICE }],
  [ETH.symbol, { instrument: ETH, price: ETH_PRICE }],
]);

/** Plays what is added to `updates`; before `startAt` there are a thousand minutes near the opening prices. */
export function handMovedMarket(startAt: number): { source: MarketSource; updates: MarketUpdate[] } {
  const updates = [...PRICES.values()].flatMap(({ instrument, price }) => movesTo(instrument, startAt, price));
  let next = 0;
  const source: MarketSource = {
    name: 'moved by hand',
    instruments: [BTC, ETH],
    startAt,
    endAt: undefined,
    history: (symbol, until, count) => {
      const found = PRICES.get(symbol);
      if (!found) return [];
      const wanted = Math.min(count, HISTORY_MAX);
      const end = Math.floor(Math.min(until, startAt) / MINUTE_MS) * MINUTE_MS;
      return Array.from({ length: wanted }, (_, i) =>
        minute(found.instrument, end - (wanted - i) * MINUTE_MS, found.price),
      );
    },
    next: () => updates[next++],
    peekAt: () => updates[next]?.at,
  };
  return { source, updates };
}
