/**
 * The body of `POST /api/score`: its schema, its check and the market it describes.
 * Invariant: past `parseScoreInput` every number is finite and a symbol and some market data are there.
 */
import Type, { type Static } from 'typebox';
import { validatorOf } from '../domain/index.ts';
import type { Book } from '../indicators/index.ts';

const Levels = Type.Array(Type.Tuple([Type.Number(), Type.Number()]), { description: '[price, size], best first' });

const Ohlcv = Type.Tuple([Type.Number(), Type.Number(), Type.Number(), Type.Number(), Type.Number(), Type.Number()], {
  description: '[epoch ms of its start, open, high, low, close, volume in base coin]',
});

export const ScoreInputSchema = Type.Object({
  symbol: Type.String({ minLength: 1, description: 'such as BTCUSDT or BTCUSDT_UMCBL' }),
  market_data: Type.Object(
    {
      symbol: Type.Optional(Type.String()),
      ticker: Type.Optional(
        Type.Object({
          price: Type.Optional(Type.Number()),
          last: Type.Optional(Type.Number()),
          close: Type.Optional(Type.Number()),
          bid: Type.Optional(Type.Number()),
          ask: Type.Optional(Type.Number()),
          high: Type.Optional(Type.Number({ description: 'of 24 hours' })),
          low: Type.Optional(Type.Number({ description: 'of 24 hours' })),
          volume: Type.Optional(Type.Number({ description: 'of 24 hours, in base coin' })),
          quote_volume: Type.Optional(Type.Number({ description: 'of 24 hours, in USDT' })),
          price_change: Type.Optional(Type.Number({ description: 'over 24 hours, in percent' })),
        }),
      ),
      orderbook: Type.Optional(
        Type.Object({
          bids: Levels,
          asks: Levels,
          timestamp: Type.Optional(Type.Number({ description: 'epoch ms' })),
        }),
      ),
      ohlcv: Type.Optional(Type.Object({ ohlcv: Type.Array(Ohlcv, { description: 'oldest first' }) })),
      last_updated: Type.Optional(
        Type.Unknown({ description: 'when the data were gathered: epoch ms or s, or an ISO time; else ignored' }),
      ),
    },
    { minProperties: 1, description: 'an object with at least one of ticker, orderbook, ohlcv' },
  ),
});

export type ScoreInput = Static<typeof ScoreInputSchema>;

const invalid = validatorOf(ScoreInputSchema);

/** @param where stands before the field in the message. @throws InvalidInput that names the first field that is wrong. */
export function parseScoreInput(body: unknown, where?: string): ScoreInput {
  const error = invalid(body, where);
  if (error !== undefined) throw error;
  return body as ScoreInput;
}

/** Prices and volume in base coin, as floats. */
export type OhlcvBar = {
  /** Epoch ms. */
  readonly openAt: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
};

/** The market as the formulas read it: floats, for scores only. */
export type MarketData = {
  readonly symbol: string;
  readonly price: number;
  readonly close: number;
  readonly high: number;
  readonly low: number;
  /** In base coin. */
  readonly volume: number;
  /** In USDT. */
  readonly quoteVolume: number;
  /** In percent. */
  readonly priceChange: number;
  /** Undefined unless both sides have a level. */
  readonly book: Book | undefined;
  /** Epoch ms of the book; undefined where nobody says. */
  readonly bookAt: number | undefined;
  /** Epoch ms at which the data were gathered; undefined where nobody says. */
  readonly updatedAt: number | undefined;
  /** Oldest first. */
  readonly bars: readonly OhlcvBar[];
};

/** Epoch seconds are below this until the year 5138, epoch ms above it since 1973. */
const SECONDS_BELOW = 1e11;

/** Epoch ms of a time as producers write it; a text without a zone is UTC. */
function readTime(value: unknown): number | undefined {
  if (typeof value === 'number' && value > 0) return value < SECONDS_BELOW ? value * 1_000 : value;
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}T/.test(value)) return undefined;
  const at = Date.parse(/(Z|[+-]\d{2}:?\d{2})$/.test(value) ? value : `${value}Z`);
  return Number.isNaN(at) ? undefined : at;
}

const readBook = (orderbook: ScoreInput['market_data']['orderbook']): Book | undefined =>
  orderbook !== undefined && orderbook.bids.length > 0 && orderbook.asks.length > 0 ? orderbook : undefined;

/** What is missing is filled in: price from `last` or `close`, high and low from price, USDT volume from base volume. */
export function readMarket({ symbol, market_data }: ScoreInput): MarketData {
  const { ticker = {}, orderbook, ohlcv, last_updated } = market_data;
  const price = ticker.price ?? ticker.last ?? ticker.close ?? 0;
  const volume = ticker.volume ?? 0;
  const updatedAt = readTime(last_updated);
  return {
    symbol,
    price,
    close: ticker.close ?? ticker.last ?? price,
    high: ticker.high ?? price,
    low: ticker.low ?? price,
    volume,
    quoteVolume: ticker.quote_volume ?? volume * price,
    priceChange: ticker.price_change ?? 0,
    book: readBook(orderbook),
    bookAt: orderbook?.timestamp ?? updatedAt,
    updatedAt,
    bars: (ohlcv?.ohlcv ?? []).map(([openAt, , high, low, close, traded]) => ({
      openAt,
      high,
      low,
      close,
      volume: traded,
    })),
  };
}
