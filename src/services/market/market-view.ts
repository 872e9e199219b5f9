/**
 * Market data in the documented words: prices as decimal text, with their age.
 * Invariant: `as_of`, `age_ms` and `is_stale` stand in every answer.
 */
import Type, { type Static } from 'typebox';
import { formatDecimal, parseDecimal } from '../../domain/index.ts';
import type { ScoreInput } from '../../scoring/index.ts';
import type { DeskTicker, WholeMarket } from './market-desk.ts';
import type { UpstreamBook, UpstreamCandle, UpstreamTicker } from './market-upstream.ts';

const Decimal = Type.String({ description: 'decimal text' });
const Figure = Type.Optional(Type.String({ description: 'decimal text; absent where the exchange does not tell' }));
const Moment = Type.Number({ description: 'epoch ms' });

/** In every answer with market data. */
export const FRESHNESS = {
  as_of: Type.Number({ description: 'when the data were true, epoch ms' }),
  age_ms: Type.Number({ minimum: 0 }),
  is_stale: Type.Boolean({ description: 'true when they are too old to trust' }),
};

export const TickerView = Type.Object({
  symbol: Type.String(),
  price: Decimal,
  bid: Decimal,
  ask: Decimal,
  mark_price: Decimal,
  funding_rate: Decimal,
  volume: Figure,
  quote_volume: Figure,
  high: Figure,
  low: Figure,
  open: Figure,
  change: Figure,
  change_percent: Figure,
  timestamp: Moment,
  ...FRESHNESS,
});

const Level = Type.Tuple([Decimal, Decimal]);

export const BookView = Type.Object({
  symbol: Type.String(),
  bids: Type.Array(Level, { description: '[price, size], best first' }),
  asks: Type.Array(Level),
  timestamp: Moment,
  ...FRESHNESS,
});

export const MarketView = Type.Object({
  symbol: Type.String(),
  ticker: TickerView,
  orderbook: BookView,
  ohlcv: Type.Object({
    timeframe: Type.Literal('1h'),
    ohlcv: Type.Array(Type.Tuple([Type.Number(), Decimal, Decimal, Decimal, Decimal, Decimal]), {
      description: '[epoch ms of its start, open, high, low, close, volume in base coin], oldest first',
    }),
  }),
  last_updated: Moment,
  ...FRESHNESS,
});

export const freshness = (asOf: number, { now, isStale }: { readonly now: number; readonly isStale: boolean }) => ({
  as_of: asOf,
  age_ms: Math.max(0, now - asOf),
  is_stale: isStale,
});

const DECIMALS = 12;
const minus = (a: string, b: string): string =>
  formatDecimal(parseDecimal(a, DECIMALS, 'nearest') - parseDecimal(b, DECIMALS, 'nearest'), DECIMALS);

/** A fraction as percent: "0.0125" is "1.25". */
export const percentOf = (fraction: string | undefined): string | undefined =>
  fraction === undefined ? undefined : formatDecimal(parseDecimal(fraction, DECIMALS, 'nearest') * 100n, DECIMALS);

export function tickerView({ ticker, isStale }: DeskTicker, now: number): Static<typeof TickerView> {
  const { symbol, last, bid, ask, markPrice, fundingRate, timestamp, open, quoteVolume, volume, high, low } = ticker;
  const change = open === undefined ? undefined : minus(last, open);
  const known = {
    volume,
    quote_volume: quoteVolume,
    high,
    low,
    open,
    change,
    change_percent: percentOf(ticker.change),
  };
  return {
    symbol,
    price: last,
    bid,
    ask,
    mark_price: markPrice,
    funding_rate: fundingRate,
    ...told(known),
    timestamp,
    ...freshness(timestamp, { now, isStale }),
  };
}

export const bookView = (
  { symbol, bids, asks, timestamp }: UpstreamBook,
  age: { readonly now: number; readonly isStale: boolean },
): Static<typeof BookView> => ({
  symbol,
  bids: bids.map(([price, size]) => [price, size]),
  asks: asks.map(([price, size]) => [price, size]),
  timestamp,
  ...freshness(timestamp, age),
});

export function marketView(
  { value, askedAt, isStale }: { readonly value: WholeMarket; readonly askedAt: number; readonly isStale: boolean },
  now: number,
): Static<typeof MarketView> {
  const { ticker, book, candles } = value;
  return {
    symbol: ticker.symbol,
    ticker: tickerView({ ticker, isStale }, now),
    orderbook: bookView(book, { now, isStale }),
    ohlcv: { timeframe: '1h', ohlcv: candles.map(([openAt, ...rest]) => [openAt, ...rest]) },
    last_updated: askedAt,
    ...freshness(askedAt, { now, isStale }),
  };
}

/** The market as the score reads it: floats, for scores only. */
export function scoreInputOf({ ticker, book, candles }: WholeMarket): ScoreInput {
  return {
    symbol: ticker.symbol,
    market_data: {
      ticker: figuresOf(ticker),
      orderbook: { bids: levelsOf(book.bids), asks: levelsOf(book.asks), timestamp: book.timestamp },
      ohlcv: { ohlcv: candles.map(barOf) },
      last_updated: ticker.timestamp,
    },
  };
}

function figuresOf(ticker: UpstreamTicker) {
  const { last, bid, ask, high, low, volume, quoteVolume, change } = ticker;
  const price_change = percentOf(change);
  const texts = told({ price: last, bid, ask, high, low, volume, quote_volume: quoteVolume, price_change });
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, Number(text)]));
}

const levelsOf = (levels: UpstreamBook['bids']): [number, number][] =>
  levels.map(([price, size]) => [Number(price), Number(size)]);

const barOf = ([openAt, open, high, low, close, volume]: UpstreamCandle): [
  number,
  number,
  number,
  number,
  number,
  number,
] => [openAt, Number(open), Number(high), Number(low), Number(close), Number(volume)];

type Told<T> = { [K in keyof T]?: NonNullable<T[K]> };

/** Without what nobody tells. */
const told = <T extends object>(fields: T): Told<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Told<T>;
